package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.jupyter.JupyterEnvironment.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release, taken from its repository as a user's project takes it: {@code mvn -Prelease verify},
 * which makes it before these tests.
 */
@EnabledIfSystemProperty(
    named = "layerbook.release",
    matches = "true",
    disabledReason = ReleaseRepository.NONE)
class ReleaseIT {
  private static final Pattern POM = Pattern.compile("(?ms)^```xml\\n(<project>.*?)^```$");
  private static final Pattern PROGRAM = Pattern.compile("(?ms)^```java program\\n(.*?)^```$");

  @Test
  void theReadmesPomOfTenLinesCompilesAndRunsItsProgram(@TempDir Path folder) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String pom = found(POM, readme);
    String program = found(PROGRAM, readme);
    assertTrue(pom.lines().count() <= 11, pom);
    Path project = Files.createDirectories(folder.resolve("count"));
    Path sources = Files.createDirectories(project.resolve("src/main/java"));
    Files.writeString(project.resolve("pom.xml"), ReleaseRepository.here(pom));
    Files.writeString(sources.resolve("Count.java"), program);
    Outcome outcome =
        JupyterEnvironment.run(
            List.of(
                "mvn",
                "--quiet",
                "--batch-mode",
                "-Dstyle.color=never",
                "-Dmaven.repo.local=" + ReleaseRepository.cache(),
                plugin("maven-compiler-plugin") + ":compile",
                plugin("exec-maven-plugin") + ":java",
                "-Dexec.mainClass=Count"),
            project,
            Map.of());
    assertEquals(0, outcome.exitCode(), outcome.text());
    assertEquals(stated(program), lines(outcome), outcome.text());
  }

  /** The version of a plugin that built the library: it is in the cache already. */
  private static String plugin(String name) throws IOException {
    Pattern declared =
        Pattern.compile(
            "<groupId>([^<]+)</groupId>\\s*<artifactId>"
                + name
                + "</artifactId>\\s*<version>([^<]+)</version>");
    Matcher plugin = declared.matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(plugin.find(), name);
    return plugin.group(1) + ":" + name + ":" + plugin.group(2);
  }

  private static List<String> stated(String program) {
    return program
        .lines()
        .filter(line -> line.contains("  // "))
        .map(line -> line.replaceFirst(".*  // ", ""))
        .toList();
  }

  /** What a program printed, without the colours that Maven's launcher resets. */
  private static List<String> lines(Outcome outcome) {
    return outcome
        .text()
        .replaceAll("\u001b\\[[0-9;]*m", "")
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  @Test
  void thePomSaysWhatPublicRepositoriesAskFor() throws IOException {
    String pom = Files.readString(ReleaseRepository.file(".pom"));
    for (String element :
        List.of("name", "description", "url", "licenses", "developers", "scm", "connection")) {
      assertFalse(found(Pattern.compile("(?s)<" + element + ">(.*?)</"), pom).isBlank(), element);
    }
    assertFalse(pom.contains("SNAPSHOT"), "a release depends on releases alone");
    assertFalse(pom.contains("<systemPath>"), "a release depends on no file of this machine");
  }

  @Test
  void aVersionIsTheChangelogsNewest() throws IOException {
    String newest =
        found(Pattern.compile("(?m)^## (\\d\\S+)"), Files.readString(Path.of("CHANGELOG.md")));
    assertEquals(newest, ReleaseRepository.version().getFileName().toString());
  }

  @Test
  void theSourcesAreThoseOfTheClasses() throws IOException {
    Set<String> classes =
        names(".jar", "((?!.*(package-info|module-info)).*)\\.class").stream()
            .map(name -> name.replaceFirst("\\$.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> sources = names("-sources.jar", "((?!.*(package-info|module-info)).*)\\.java");
    assertFalse(sources.isEmpty());
    classes.removeAll(sources);
    assertEquals(Set.of(), classes);
  }

  @Test
  void theDocumentationHasAPageForEachPackage() throws IOException {
    Set<String> documented = names("-javadoc.jar", "(.*)/package-summary\\.html");
    Set<String> packages = names("-sources.jar", "(.*)/(?!package-info)\\w+\\.java");
    packages.remove("io/github/layerbook/exchange/python/grammar"); // Generated.
    packages.remove("io/github/layerbook/exchange/builder/grammar"); // Generated.
    assertFalse(packages.isEmpty());
    packages.removeAll(documented);
    assertEquals(Set.of(), packages);
  }

  @Test
  void theBillOfMaterialsListsTheLibrariesOfTheKernel() throws IOException {
    JsonNode bill = new ObjectMapper().readTree(ReleaseRepository.file("-cyclonedx.json").toFile());
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : bill.path("components")) {
      listed.add(component.path("name").asText() + "-" + component.path("version").asText());
      assertFalse(component.path("licenses").isEmpty(), component.path("name") + "'s licence");
      assertFalse(component.path("hashes").isEmpty(), component.path("name") + "'s checksums");
    }
    try (Stream<Path> jars = Files.list(Path.of("target/lib"))) {
      assertEquals(
          jars.map(jar -> jar.getFileName().toString().replaceFirst("\\.jar$", ""))
              .collect(Collectors.toCollection(TreeSet::new)),
          listed);
    }
    assertTrue(Files.isRegularFile(ReleaseRepository.file("-cyclonedx.xml")));
  }

  @Test
  void eitherEveryFileIsSignedOrNone() throws IOException {
    try (Stream<Path> files = Files.list(ReleaseRepository.version())) {
      Set<String> names =
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      Set<String> signable =
          names.stream()
              .filter(name -> name.matches(".*\\.(jar|pom|xml|json)"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertTrue(signable.size() >= 6, signable + ": jars, pom and both bills of materials");
      Set<String> signed =
          signable.stream()
              .filter(name -> names.contains(name + ".asc"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertTrue(signed.isEmpty() || signed.equals(signable), "signed are only " + signed);
    }
  }

  /** What a pattern's first group finds in the names of a deployed archive's entries. */
  private static Set<String> names(String ending, String pattern) throws IOException {
    Pattern name = Pattern.compile(pattern);
    try (ZipFile archive = new ZipFile(ReleaseRepository.file(ending).toFile())) {
      return archive.stream()
          .map(entry -> name.matcher(entry.getName()))
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertTrue(matcher.find(), pattern.pattern());
    return matcher.group(1);
  }
}
