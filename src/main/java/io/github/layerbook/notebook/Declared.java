package io.github.layerbook.notebook;

import io.github.layerbook.layer.form.NearestWords;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Named values that come with Layerbook, and those of their type that a notebook's variables hold.
 */
public final class Declared<T> {
  private final Variables variables;
  private final Class<T> type;
  private final String title;
  private final List<T> builtIn;
  private final Function<T, String> name;

  Declared(
      Variables variables, Class<T> type, String title, List<T> builtIn, Function<T, String> name) {
    this.variables = variables;
    this.type = type;
    this.title = title;
    this.builtIn = builtIn;
    this.name = name;
  }

  /**
   * Returns the value of a name: what the notebook's variable holds now, or one of Layerbook's.
   *
   * @throws CellError naming the nearest if there is none
   */
  public T of(String word) {
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
        "“%s” is not %s: use %s, or a variable that holds one.%s"
            .formatted(word, title, String.join(", ", names), NearestWords.question(word, names)));
  }

  /** Returns the names of all, the notebook's first. */
  public List<String> names() {
    List<String> names = new ArrayList<>(variables.ofType(type));
    builtIn.forEach(each -> names.add(name.apply(each)));
    return names;
  }
}
