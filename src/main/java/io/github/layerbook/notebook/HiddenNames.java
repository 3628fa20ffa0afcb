package io.github.layerbook.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;

/**
 * What a variable's name would hide from Java: {@code List} the type in {@code List.of(1)}, {@code
 * java} the package in {@code java.util.List.of(1)}, as section 6.4.2 of the Java Language
 * Specification has it.
 */
final class HiddenNames {
  private static final String IMPORT = "import ";

  /** Returns what a name means to Java without a variable of it; empty for nothing. */
  Optional<String> by(String name, @Nullable JShell shell) {
    if (shell != null && shell.types().anyMatch(type -> type.name().equals(name))) {
      return Optional.of("a type that a cell declares");
    }
    for (String imported : imports(shell)) {
      String type =
          imported.endsWith(".*")
              ? imported.substring(0, imported.length() - 1) + name
              : imported.endsWith("." + name) ? imported : "";
      if (!type.isEmpty() && isType(type)) {
        return Optional.of("the Java type " + type);
      }
    }
    return packages().contains(name)
        ? Optional.of("the beginning of Java packages")
        : Optional.empty();
  }

  /** What cells import: types, and all of a package with an asterisk. */
  private static List<String> imports(@Nullable JShell shell) {
    List<String> imports = new ArrayList<>(List.of("java.lang.*"));
    if (shell == null) {
      Imports.SOURCE
          .lines()
          .map(line -> line.substring(IMPORT.length(), line.indexOf(';')))
          .forEach(imports::add);
    } else {
      shell.imports().filter(i -> !i.isStatic()).map(ImportSnippet::fullname).forEach(imports::add);
    }
    return imports;
  }

  private static boolean isType(String name) {
    try {
      Class.forName(name, false, HiddenNames.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError none) {
      return false;
    }
  }

  /** The first words of all packages that are known so far. */
  private static Set<String> packages() {
    return Stream.concat(
            ModuleLayer.boot().modules().stream().flatMap(module -> module.getPackages().stream()),
            Stream.of(Package.getPackages()).map(Package::getName))
        .map(name -> name.split("\\.", 2)[0])
        .collect(Collectors.toSet());
  }
}
