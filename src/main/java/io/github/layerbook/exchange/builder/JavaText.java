package io.github.layerbook.exchange.builder;

import io.github.layerbook.exchange.form.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statements of a text of Java, each a value with the name that it is given.
 *
 * @param statements the statements that were understood, in order
 * @param problems the lines that were not
 */
public record JavaText(List<Statement> statements, List<Problem> problems) {
  /** Copies the lists. */
  public JavaText {
    statements = List.copyOf(statements);
    problems = List.copyOf(problems);
  }

  /**
   * A statement.
   *
   * @param line where it begins, from 1
   * @param name the variable that it sets; empty for none
   * @param value what it sets it to, or the expression alone
   */
  public record Statement(int line, String name, Object value) {}

  /** Reads a text; declarations of classes and methods around statements are passed over. */
  public static JavaText read(String text) {
    return JavaReader.read(text);
  }

  /**
   * Returns the variables of the text with what they are set to last; calls on a variable are added
   * to its value.
   */
  public Map<String, Object> variables() {
    Map<String, Object> all = new HashMap<>();
    for (Statement statement : statements) {
      if (!statement.name().isEmpty()) {
        all.put(statement.name(), resolved(statement.value(), all));
      } else if (statement.value() instanceof Chain chain
          && !chain.made()
          && all.get(chain.head()) instanceof Chain before) {
        all.put(chain.head(), before.with(chain.calls()));
      }
    }
    return all;
  }

  private static Object resolved(Object value, Map<String, Object> variables) {
    if (value instanceof Chain chain
        && !chain.made()
        && variables.get(chain.head()) instanceof Chain before) {
      return before.with(chain.calls());
    }
    return value instanceof Chain chain && chain.isName()
        ? variables.getOrDefault(chain.head(), chain)
        : value;
  }

  /** Returns a value, or what the variable is set to that it names. */
  public static Object value(Object written, Map<String, Object> variables) {
    return written instanceof Chain chain && chain.isName()
        ? variables.getOrDefault(chain.head(), written)
        : written;
  }

  /** Returns a value as a whole number, if it is one. */
  public static Optional<Long> number(Object written, Map<String, Object> variables) {
    return value(written, variables) instanceof Long number
        ? Optional.of(number)
        : Optional.empty();
  }
}
