package io.github.layerbook.notebook.magic;

import io.github.layerbook.notebook.command.CommandForm.Kind;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a kernel hand over what it would otherwise refuse, with a message of Java's: magics of
 * unknown names, and magics of a cell without text.
 *
 * <p>JJava and IJava have no way to ask for that. Both keep the names in maps and the form of a
 * cell in a pattern, in private fields of the same names, which are changed here; where they are
 * not found, the kernel stays as it is.
 */
public final class Leniency {
  private static final String TEXT = "\\R(?<body>(?sU).+?)$";
  private static final String TEXT_OR_NONE = "(?:\\R|$)(?<body>(?sU).*?)$";

  private Leniency() {}

  /** Makes a kernel's parser of magics take cells without text. */
  public static void takeEmptyCells(Object parser) {
    change(
        parser,
        "cellMagicPattern",
        pattern -> Pattern.compile(((Pattern) pattern).pattern().replace(TEXT, TEXT_OR_NONE)));
  }

  /**
   * Makes a kernel's registry ask for magics of unknown names.
   *
   * @param registry the kernel's registry
   * @param magic gives the magic of a kind and an unknown name, in the registry's type, or null
   */
  public static void askForUnknown(
      Object registry, BiFunction<Kind, String, @Nullable Object> magic) {
    Map.of(Kind.LINE, "lineMagics", Kind.CELL, "cellMagics")
        .forEach(
            (kind, field) ->
                change(
                    registry,
                    field,
                    names -> new AskingMap((Map<?, ?>) names, name -> magic.apply(kind, name))));
  }

  private static void change(Object object, String name, UnaryOperator<Object> change) {
    try {
      Field field = object.getClass().getDeclaredField(name);
      field.setAccessible(true);
      field.set(object, change.apply(field.get(object)));
    } catch (ReflectiveOperationException | RuntimeException otherwiseMade) {
      // another version of the kernel, which stays as it is
    }
  }

  /** A map that asks for the values of keys that it does not have. */
  private static final class AskingMap extends ConcurrentHashMap<Object, Object> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, @Nullable Object> asked;

    AskingMap(Map<?, ?> known, Function<String, @Nullable Object> asked) {
      super(known);
      this.asked = asked;
    }

    @Override
    public @Nullable Object get(Object key) {
      Object known = super.get(key);
      return known != null || !(key instanceof String name) ? known : asked.apply(name);
    }
  }
}
