package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.syntax.Expression;
import io.github.layerbook.exchange.python.syntax.Statement;
import io.github.layerbook.exchange.python.value.HostValue;
import io.github.layerbook.exchange.python.value.Instance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Tells whether a statement that failed would have changed an object or list of the text. */
final class Changes {
  private static final Set<String> METHODS =
      Set.of(
          "add",
          "add_module",
          "append",
          "extend",
          "insert",
          "pop",
          "update",
          "register_module",
          "register_parameter");

  private final Map<String, Object> variables;

  Changes(Map<String, Object> variables) {
    this.variables = variables;
  }

  /** Returns whether a statement, or the one in it on a line, changes what a variable holds. */
  boolean in(Statement statement, int line) {
    return inner(statement).anyMatch(each -> each.line() == line && changes(each));
  }

  private static Stream<Statement> inner(Statement statement) {
    Stream<List<Statement>> bodies = Stream.of();
    if (statement instanceof Statement.If test) {
      bodies = Stream.of(test.then(), test.otherwise());
    } else if (statement instanceof Statement.For loop) {
      bodies = Stream.of(loop.body(), loop.otherwise());
    } else if (statement instanceof Statement.While loop) {
      bodies = Stream.of(loop.body());
    } else if (statement instanceof Statement.With with) {
      bodies = Stream.of(with.body());
    } else if (statement instanceof Statement.Try attempt) {
      bodies = Stream.of(attempt.body(), attempt.handler());
    }
    return Stream.concat(
        Stream.of(statement), bodies.flatMap(List::stream).flatMap(Changes::inner));
  }

  private boolean changes(Statement statement) {
    if (statement instanceof Statement.Assign assign) {
      return assign.targets().stream().anyMatch(target -> isPart(target) || isMade(target));
    } else if (statement instanceof Statement.Augment augment) {
      return isPart(augment.target())
          || (augment.target() instanceof Expression.Name && isHeld(augment.target()));
    }
    return statement instanceof Statement.Evaluate evaluate
        && evaluate.value() instanceof Expression.Call call
        && call.function() instanceof Expression.Attribute method
        && METHODS.contains(method.name())
        && isHeld(method.of());
  }

  private boolean isPart(Expression target) {
    return target instanceof Expression.Attribute attribute
        ? isHeld(attribute.of())
        : target instanceof Expression.Item item && isHeld(item.of());
  }

  /** A name that goes on holding what a layer made, as if the next had not been applied. */
  private boolean isMade(Expression target) {
    return target instanceof Expression.Name name
        && variables.get(name.name()) instanceof HostValue value
        && value.isMade();
  }

  private boolean isHeld(Expression expression) {
    return expression instanceof Expression.Name name
        ? isObject(variables.get(name.name()))
        : isPart(expression);
  }

  private static boolean isObject(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Instance || value instanceof List<?>;
  }
}
