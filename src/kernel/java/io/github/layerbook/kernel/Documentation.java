package io.github.layerbook.kernel;

import io.github.layerbook.notebook.assist.Documented;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Finds what documents Java code: JShell's documentation, which reads comments in the JDK's sources
 * where there are any, and in Layerbook's.
 */
final class Documentation {
  /** The system property that says where Layerbook's sources are. */
  static final String SOURCES = "layerbook.sources";

  private final SourceCodeAnalysis analysis;
  private boolean sourcesAdded;

  Documentation(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Returns what documents the name at a place, or the call of its method; nothing if none is. */
  Optional<List<Documented>> at(String code, int place) {
    if (!sourcesAdded) {
      sourcesAdded = true;
      Optional.ofNullable(System.getProperty(SOURCES)).map(Path::of).ifPresent(this::addSources);
    }
    List<Documented> found =
        analysis.documentation(code, end(code, place), true).stream()
            .map(d -> new Documented(d.signature(), Optional.ofNullable(d.javadoc()).orElse("")))
            .toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /** The end of the name at a place, with the parenthesis behind it, which makes it a method's. */
  private static int end(String code, int place) {
    int end = Math.min(place, code.length());
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    int next = end;
    while (next < code.length() && Character.isWhitespace(code.charAt(next))) {
      next++;
    }
    return next < code.length() && code.charAt(next) == '(' ? next + 1 : end;
  }

  /** JShell looks for comments in the JDK's sources only; the list of them is its own. */
  private void addSources(Path sources) {
    try {
      // finds the JDK's own, where there are any
      analysis.documentation("Object", "Object".length(), true);
      Field known = analysis.getClass().getDeclaredField("availableSources");
      known.setAccessible(true);
      List<Path> all = new ArrayList<>();
      if (known.get(analysis) instanceof List<?> jdk) {
        jdk.forEach(path -> all.add((Path) path));
      }
      all.add(sources);
      known.set(analysis, all);
    } catch (ReflectiveOperationException | RuntimeException otherwiseMade) {
      // another version of JShell: signatures without comments
    }
  }
}
