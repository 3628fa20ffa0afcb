package io.github.layerbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The picture of the house in CONTRIBUTING.md is what the code is: its rooms and which imports
 * which, drawn anew from the classes. {@code mvn test -Dtest=HousePictureTest
 * -Dlayerbook.write=true} writes it.
 */
class HousePictureTest {
  private static final Path DOCUMENT = Path.of("CONTRIBUTING.md");
  private static final Pattern PICTURE = Pattern.compile("```mermaid\n(.*?)```", Pattern.DOTALL);
  private static final String ROOT = HousePictureTest.class.getPackageName() + ".";

  @Test
  void thePictureShowsTheRoomsAndTheirArrows() throws IOException {
    String text = Files.readString(DOCUMENT);
    Matcher picture = PICTURE.matcher(text);
    assertTrue(picture.find(), "CONTRIBUTING.md has no picture");
    String drawn = drawn(arrows());
    if (Boolean.getBoolean("layerbook.write")) {
      Files.writeString(
          DOCUMENT, text.substring(0, picture.start(1)) + drawn + text.substring(picture.end(1)));
    } else {
      assertEquals(
          drawn, picture.group(1), "run mvn test -Dtest=HousePictureTest -Dlayerbook.write=true");
    }
  }

  /** Draws the arrows that do not follow from others. */
  private static String drawn(Map<String, Set<String>> arrows) {
    StringBuilder lines = new StringBuilder("flowchart LR\n");
    arrows.forEach(
        (room, imports) -> {
          Set<String> drawn = new TreeSet<>(imports);
          imports.forEach(other -> drawn.removeAll(reachable(arrows, other)));
          drawn.forEach(
              other -> lines.append("  ").append(other).append(" --> ").append(room).append('\n'));
        });
    return lines.toString();
  }

  private static Set<String> reachable(Map<String, Set<String>> arrows, String room) {
    Set<String> all = new TreeSet<>();
    for (String next : arrows.getOrDefault(room, Set.of())) {
      all.add(next);
      all.addAll(reachable(arrows, next));
    }
    return all;
  }

  /** The rooms that each room imports: rooms of one floor, such as the families, are one. */
  private static Map<String, Set<String>> arrows() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HousePictureTest.class.getPackageName());
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String from = room(type.getPackageName());
        String to = room(dependency.getTargetClass().getPackageName());
        if (!from.isEmpty() && !to.isEmpty() && !from.equals(to)) {
          arrows.computeIfAbsent(from, any -> new TreeSet<>()).add(to);
        }
      }
    }
    return arrows;
  }

  private static String room(String packageName) {
    if (!packageName.startsWith(ROOT)) {
      return "";
    }
    String name = packageName.substring(ROOT.length());
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
