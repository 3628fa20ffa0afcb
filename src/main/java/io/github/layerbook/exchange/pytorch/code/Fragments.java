package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.python.syntax.Expression;
import io.github.layerbook.exchange.python.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Methods and lines of a class that were pasted without their {@code class} line: they become a
 * class of their own.
 */
final class Fragments {
  static final String NAME = "Network";

  private Fragments() {}

  /** Returns statements in which what belongs to a module stands in a class. */
  static List<Statement> joined(List<Statement> statements) {
    List<Statement> methods = new ArrayList<>();
    List<Statement> loose = new ArrayList<>();
    List<Statement> rest = new ArrayList<>();
    for (Statement statement : statements) {
      if (statement instanceof Statement.Define define && isMethod(define)) {
        methods.add(statement);
      } else if (isLoose(statement)) {
        loose.add(statement);
      } else {
        rest.add(statement);
      }
    }
    if (methods.isEmpty() && loose.isEmpty()) {
      return statements;
    }
    if (!loose.isEmpty()) {
      int line = loose.get(0).line();
      Expression.Parameter self = new Expression.Parameter("self", 0, Optional.empty());
      methods.removeIf(
          method -> ((Statement.Define) method).name().equals("__init__") && loose.isEmpty());
      methods.add(
          0,
          new Statement.Define(
              line, "__init__", List.of(self), List.copyOf(loose), List.of(), false));
    }
    int line = methods.get(0).line();
    Expression module = new Expression.Attribute(line, new Expression.Name(line, "nn"), "Module");
    List<Statement> joined = new ArrayList<>();
    joined.add(
        new Statement.ClassDefinition(
            line,
            NAME,
            List.of(new Expression.Argument("", 0, module)),
            List.copyOf(methods),
            List.of()));
    joined.addAll(rest);
    return joined;
  }

  private static boolean isMethod(Statement.Define define) {
    return !define.parameters().isEmpty() && define.parameters().get(0).name().equals("self");
  }

  /** {@code self.conv = …}, {@code self.add_module(…)}, {@code super().__init__()}. */
  private static boolean isLoose(Statement statement) {
    if (statement instanceof Statement.Assign assign) {
      return assign.targets().stream().anyMatch(Fragments::isOfSelf);
    }
    return statement instanceof Statement.Evaluate evaluate
        && evaluate.value() instanceof Expression.Call call
        && isOfSelf(call.function());
  }

  private static boolean isOfSelf(Expression expression) {
    return expression instanceof Expression.Attribute attribute
        && (isOfSelf(attribute.of())
            || (attribute.of() instanceof Expression.Name name && name.name().equals("self"))
            || (attribute.of() instanceof Expression.Call call
                && call.function() instanceof Expression.Name name
                && name.name().equals("super")));
  }
}
