package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * A file of what a framework says of its layers, one case each.
 *
 * <p>The files stand among the test resources; {@code -Dlayerbook.reference=DIRECTORY} takes others
 * of the same form from a directory.
 *
 * @param name the file's name without {@code .json}
 * @param json what it says
 * @param mappings how each class of the framework's is expressed
 */
record ReferenceFile(String name, JsonNode json, Map<String, Mapping> mappings) {
  /** Returns the tests of the reference file of a name, and of the file measured beside it. */
  static Stream<DynamicTest> tests(String name, Map<String, Mapping> mappings) throws IOException {
    return Stream.concat(
        new ReferenceFile(name, read(name), mappings).tests(),
        new ReferenceFile("measured " + name, measured(name), mappings).tests());
  }

  /** Returns a test for each class in the file, and one that prints what came of all. */
  private Stream<DynamicTest> tests() {
    Map<String, List<Case>> classes = new TreeMap<>();
    for (Case reference : cases()) {
      classes.merge(reference.type(), List.of(reference), Trial::join);
    }
    Map<Verdict.Kind, Integer> totals = new EnumMap<>(Verdict.Kind.class);
    Stream<DynamicTest> each =
        classes.entrySet().stream()
            .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> run(e.getValue(), totals)));
    return Stream.concat(
        each,
        Stream.of(
            DynamicTest.dynamicTest(
                "all are run or listed", () -> summarise(classes.size(), totals))));
  }

  private List<Case> cases() {
    return StreamSupport.stream(json.get("cases").spliterator(), false).map(Case::new).toList();
  }

  /** Reads a reference file. */
  static JsonNode read(String name) throws IOException {
    String directory = System.getProperty("layerbook.reference");
    return directory == null
        ? resource("/reference/" + name)
        : new ObjectMapper().readTree(Files.readAllBytes(Path.of(directory, name + ".json")));
  }

  /** Reads a file of the same form that was measured for this project, as its README says. */
  static JsonNode measured(String name) throws IOException {
    return resource("/measured/" + name);
  }

  private static JsonNode resource(String name) throws IOException {
    try (InputStream file =
        new GZIPInputStream(ReferenceFile.class.getResourceAsStream(name + ".json.gz"))) {
      return new ObjectMapper().readTree(file.readAllBytes());
    }
  }

  private void run(List<Case> cases, Map<Verdict.Kind, Integer> totals) {
    String type = cases.get(0).type();
    Mapping mapping = mappings.get(type);
    if (mapping == null) {
      throw new AssertionError(
          "no mapping for " + type + ": its " + cases.size() + " cases are neither run nor listed");
    }
    Map<Verdict.Kind, List<String>> verdicts = new EnumMap<>(Verdict.Kind.class);
    for (Case reference : cases) {
      Verdict verdict = Verdict.of(reference, mapping);
      verdicts.merge(verdict.kind(), List.of(verdict.text()), Trial::join);
      totals.merge(verdict.kind(), 1, Integer::sum);
    }
    System.out.printf("%s %s: %d cases, %s%n", name, type, cases.size(), counts(verdicts));
    if (Boolean.getBoolean("layerbook.reference.messages")) {
      verdicts.getOrDefault(Verdict.Kind.REFUSED, List.of()).forEach(System.out::println);
    }
    List<String> differences = verdicts.getOrDefault(Verdict.Kind.DIFFERS, List.of());
    Assertions.assertTrue(
        differences.isEmpty(),
        () ->
            "%d of %d differ:%n%s".formatted(differences.size(), cases.size(), lines(differences)));
  }

  private static String lines(List<String> differences) {
    return String.join("\n", differences);
  }

  private static Map<Verdict.Kind, String> counts(Map<Verdict.Kind, List<String>> verdicts) {
    Map<Verdict.Kind, String> counts = new EnumMap<>(Verdict.Kind.class);
    verdicts.forEach(
        (kind, texts) ->
            counts.put(
                kind,
                kind == Verdict.Kind.NOT_EXPRESSIBLE
                    ? texts.size() + " " + new java.util.TreeSet<>(texts)
                    : String.valueOf(texts.size())));
    return counts;
  }

  private void summarise(int classes, Map<Verdict.Kind, Integer> totals) {
    int run = totals.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf("%s: %d cases of %d classes, %s%n", name, run, classes, totals);
    Assertions.assertEquals(0, totals.getOrDefault(Verdict.Kind.DIFFERS, 0));
  }
}
