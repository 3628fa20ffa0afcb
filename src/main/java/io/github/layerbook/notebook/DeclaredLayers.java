package io.github.layerbook.notebook;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import org.jspecify.annotations.Nullable;

/**
 * The layers that a notebook's cells declare: records with a {@link Word} that are {@link Layer}s,
 * as they are declared now. A kernel that gives away no JShell has none.
 */
final class DeclaredLayers {
  private final Kernel kernel;
  private final Variables variables;
  private final Map<Snippet, Optional<Class<? extends Layer>>> seen = new HashMap<>();

  DeclaredLayers(Kernel kernel, Variables variables) {
    this.kernel = kernel;
    this.variables = variables;
  }

  /** Returns the layers that come with Layerbook, and the notebook's own. */
  Vocabulary vocabulary() {
    Vocabulary vocabulary = Vocabulary.builtIn();
    for (TypeDeclSnippet declaration : declarations()) {
      Optional<Class<? extends Layer>> type =
          seen.computeIfAbsent(declaration, key -> type(declaration.name()));
      if (type.isPresent()) {
        vocabulary = vocabulary.with(type.get());
      }
    }
    return vocabulary;
  }

  private List<TypeDeclSnippet> declarations() {
    JShell shell = kernel.shell();
    return shell == null
        ? List.of()
        : shell
            .types()
            .filter(type -> type.subKind() == Snippet.SubKind.RECORD_SUBKIND)
            .filter(type -> shell.status(type) == Snippet.Status.VALID)
            .filter(type -> type.source().contains("Word"))
            .toList();
  }

  private Optional<Class<? extends Layer>> type(String name) {
    @Nullable Supplier<?> reader = variables.ask(name + ".class");
    return reader != null
            && reader.get() instanceof Class<?> type
            && Layer.class.isAssignableFrom(type)
            && type.isAnnotationPresent(Word.class)
        ? Optional.of(type.asSubclass(Layer.class))
        : Optional.empty();
  }
}
