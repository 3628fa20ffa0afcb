package io.github.layerbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.report.Report;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says of a program that uses the library as a Maven project does. */
class OwnProgramTest {
  private static final Pattern PROGRAM =
      Pattern.compile("^```java program\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern DEPENDENCY =
      Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void theProgramNeedsNoJarButTheLibrarysOwnAndPrintsWhatItSays() throws Exception {
    String program = found(PROGRAM, Files.readString(Path.of("README.md")));
    List<String> stated =
        program
            .lines()
            .filter(line -> line.contains("  // "))
            .map(line -> line.replaceFirst(".*  // ", ""))
            .toList();
    assertEquals(stated, run("Count.java", program, codeSource(Report.class)));
    assertFalse(stated.isEmpty());
  }

  @Test
  void pastedTextsNeedAntlrAndJacksonMore() throws Exception {
    String program =
        """
        import io.github.layerbook.exchange.form.ReadingOptions;
        import io.github.layerbook.exchange.pasted.PastedText;
        import io.github.layerbook.report.*;

        class Read {
          public static void main(String[] arguments) {
            String code = "nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))";
            var read = PastedText.read(code, ReadingOptions.NONE);
            System.out.println(
                Report.of(read.network().get()).total(Quantity.PARAMETERS).value());
          }
        }
        """;
    assertEquals(
        List.of("26"),
        run(
            "Read.java",
            program,
            codeSource(Report.class),
            codeSource(Parser.class),
            codeSource(ObjectMapper.class),
            codeSource(JsonFactory.class),
            codeSource(JsonProperty.class)));
  }

  @Test
  void theCoordinatesAreTheProjectsAndNoLoggerReachesAProgram() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String stated = found(DEPENDENCY, Files.readString(Path.of("README.md")));
    for (String element : List.of("groupId", "artifactId", "version")) {
      Pattern text = Pattern.compile("<" + element + ">(.*?)</" + element + ">");
      assertEquals(found(text, pom), found(text, stated), element);
    }
    List<String> loggers =
        DEPENDENCY
            .matcher(pom)
            .results()
            .map(result -> result.group(1))
            .filter(dependency -> dependency.contains("<groupId>org.slf4j</groupId>"))
            .filter(dependency -> !dependency.contains("<artifactId>slf4j-api</artifactId>"))
            .toList();
    assertFalse(loggers.isEmpty(), "notebooks have one, so that they stay silent");
    for (String logger : loggers) {
      assertTrue(logger.contains("<optional>true</optional>"), logger);
    }
  }

  private List<String> run(String name, String program, Path... classPath) throws Exception {
    Path file = Files.writeString(folder.resolve(name), program);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Stream.of(classPath)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator)),
                file.toString())
            .redirectErrorStream(true)
            .start();
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertEquals(0, process.waitFor(), String.join("\n", lines));
    return lines;
  }

  private static Path codeSource(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertTrue(matcher.find(), pattern.pattern());
    return matcher.group(1);
  }
}
