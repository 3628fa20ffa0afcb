package io.github.layerbook.notebook;

import io.github.layerbook.layer.form.NearestWords;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Named values that come with Layerbook, and those of their type that a notebook's variables hold.
 *
 * @param title what they are, such as {@code device}
 * @param name the name of one that comes with Layerbook
 */
record Declared<T>(
    Variables variables, Class<T> type, String title, List<T> builtIn, Function<T, String> name) {
  /**
   * Returns the value of a name.
   *
   * @throws CellError naming the nearest if there is none
   */
  T of(String word) {
    if (variables.ofType(type).contains(word)) {
      Object own = variables.value(word).orElse(null);
      if (type.isInstance(own)) {
        return type.cast(own);
      }
    }
    for (T each : builtIn) {
      if (name.apply(each).equalsIgnoreCase(word)) {
        return each;
      }
    }
    List<String> names = names();
    throw new CellError(
        "“%s” is no %s: use %s, or a variable that holds one.%s"
            .formatted(word, title, String.join(", ", names), NearestWords.question(word, names)));
  }

  /** Returns the names of all, the notebook's first. */
  List<String> names() {
    List<String> names = new ArrayList<>(variables.ofType(type));
    builtIn.forEach(each -> names.add(name.apply(each)));
    return names;
  }
}
