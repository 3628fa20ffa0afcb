package io.github.layerbook.notebook;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * The notebook's variables, seen from a magic.
 *
 * <p>Java code outside the notebook cannot name its variables, so a snippet hands over a function
 * that reads one. It stays right while the variable is assigned to, and is asked for anew when
 * JShell says that the variable was declared anew.
 */
final class Variables {
  private record Seen(@Nullable Snippet declaration, Supplier<?> reader) {}

  private final Kernel kernel;
  private final HiddenNames hidden = new HiddenNames();
  private final Map<String, Seen> seen = new HashMap<>();
  private @Nullable Supplier<?> handedOver;
  private @Nullable Object declaring;

  Variables(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Whether the word can name a variable. */
  static boolean isName(String word) {
    return SourceVersion.isIdentifier(word)
        && !SourceVersion.isKeyword(word)
        && !word.equals("_")
        && !Set.of("var", "yield", "record", "sealed", "permits").contains(word);
  }

  /**
   * Refuses a word that cannot name a variable, or would hide a type or a package from the cells
   * after, and says which similar one can.
   */
  void requireName(String word) {
    if (!isName(word)) {
      throw new CellError(
          ("“%s” cannot name a Java variable: use letters, digits and underscores, begin with a"
                  + " letter, and avoid Java's own words; for example %s.")
              .formatted(word, nameLike(word)));
    }
    hidden
        .by(word, kernel.shell())
        .ifPresent(
            meaning -> {
              throw new CellError(
                  "“%s” is %s, and a variable of that name would hide it from the cells after: choose another name, for example %s."
                      .formatted(word, meaning, nameLike(word.toLowerCase(Locale.ROOT) + "_net")));
            });
  }

  /** The name that is nearest to a text. */
  static String nameLike(String text) {
    String name = text.replaceAll("[^\\p{Alnum}_]", "_");
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      name = "net_" + name;
    }
    return isName(name) ? name : name + "_1";
  }

  /** Whether the notebook has the variable, whatever its value. */
  boolean has(String name) {
    return reader(name) != null;
  }

  /** The variable's value; empty if there is no such variable or its value is null. */
  Optional<Object> value(String name) {
    Supplier<?> reader = reader(name);
    return reader == null ? Optional.empty() : Optional.ofNullable(reader.get());
  }

  /** The variables that the kernel lists under a type's name; none if it gives away no JShell. */
  Set<String> ofType(Class<?> type) {
    JShell shell = kernel.shell();
    return shell == null
        ? Set.of()
        : shell
            .variables()
            .filter(
                v ->
                    v.typeName().equals(type.getSimpleName())
                        || v.typeName().equals(type.getName()))
            .map(VarSnippet::name)
            .filter(name -> !name.startsWith("$"))
            .collect(Collectors.toSet());
  }

  /** Returns the value of the variable that is being declared, if one is. */
  Optional<Object> declaring() {
    return Optional.ofNullable(declaring);
  }

  /**
   * Declares a variable, the last step of a definition and the only one that changes the notebook.
   *
   * @param target the name, after its type if it is new
   */
  void declare(String target, String name, Object value) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CellError("Interrupted: " + name + " is as it was.");
    }
    declaring = value;
    try {
      kernel.run(target + " = %network " + name);
    } catch (Exception e) {
      throw new CellError("The notebook did not accept a variable " + name + ": " + e.getMessage());
    } finally {
      declaring = null;
    }
  }

  /** Takes the function that reads a variable; the snippet of {@link #reader} calls it. */
  void handOver(Supplier<?> reader) {
    handedOver = reader;
  }

  private @Nullable Supplier<?> reader(String name) {
    if (!isName(name)) {
      return null;
    }
    Snippet declaration = declaration(name);
    if (kernel.shell() != null && declaration == null) {
      return null;
    }
    Seen known = seen.get(name);
    if (known != null && declaration != null && known.declaration() == declaration) {
      return known.reader();
    }
    Supplier<?> reader = ask(name);
    if (reader != null) {
      seen.put(name, new Seen(declaration, reader));
    }
    return reader;
  }

  private @Nullable Snippet declaration(String name) {
    JShell shell = kernel.shell();
    return shell == null
        ? null
        : shell.variables().filter(v -> v.name().equals(name)).findFirst().orElse(null);
  }

  /**
   * Returns what reads an expression's value, or null if the notebook does not accept it; in a
   * block, because JShell makes a visible variable of every expression's value.
   */
  @Nullable Supplier<?> ask(String expression) {
    handedOver = null;
    try {
      kernel.run(
          """
          {
          %1$s layerbook$session = %%session
          layerbook$session.handOver(() -> %2$s);
          }\
          """
              .formatted(Session.class.getName(), expression));
    } catch (Exception noSuchVariable) {
      return null;
    }
    return handedOver;
  }
}
