package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.library.StandardLibrary;
import io.github.layerbook.exchange.python.syntax.Expression;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.syntax.Statement;
import io.github.layerbook.exchange.python.value.HostValue;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.ArrayList;
import java.util.List;

/** Runs statements one by one: what each does, and how it ends. */
final class Execution {
  private final Python in;
  private final Evaluator evaluator;
  private final Definitions definitions;
  private final List<Object> values = new ArrayList<>();

  /** How statements ended. */
  private enum End {
    NORMAL,
    BREAK,
    CONTINUE,
    RETURN;

    /** Returns whether a loop of which a round ended so begins another. */
    private boolean goesOn() {
      return this == NORMAL || this == CONTINUE;
    }
  }

  Execution(Python in) {
    this.in = in;
    definitions = new Definitions(in, this);
    evaluator = new Evaluator(in, this);
  }

  /** Returns what makes functions and classes. */
  Definitions definitions() {
    return definitions;
  }

  /** Returns what computes expressions. */
  Evaluator evaluator() {
    return evaluator;
  }

  /** Returns the values of expressions that stood alone in the text, in order. */
  List<Object> values() {
    return values;
  }

  /** Runs statements, and returns how they ended. */
  End run(List<Statement> statements, Scope scope) {
    End end = End.NORMAL;
    for (int i = 0; i < statements.size() && end == End.NORMAL; i++) {
      in.budget().step();
      try {
        end = run(statements.get(i), scope);
      } catch (PythonException e) {
        throw in.isQuiet() ? e : e.at(statements.get(i).line());
      }
    }
    return end;
  }

  private End run(Statement statement, Scope scope) {
    if (statement instanceof Statement.Evaluate evaluate) {
      Object value = evaluator.value(evaluate.value(), scope);
      if (scope.isGlobal() && !in.isQuiet() && value != Singleton.NONE) {
        values.add(value);
      }
    } else if (statement instanceof Statement.Assign assign) {
      Object value = evaluator.value(assign.value(), scope);
      assign.targets().forEach(target -> assign(target, value, scope));
    } else if (statement instanceof Statement.Augment augment) {
      Object before = evaluator.value(augment.target(), scope);
      Object change = evaluator.value(augment.value(), scope);
      Object after = in.operators().augmented(augment.operator(), before, change);
      assign(augment.target(), after, scope);
    } else if (statement instanceof Statement.Declare declare) {
      declare(declare, scope);
    } else if (statement instanceof Statement.Return returns) {
      scope.returned =
          returns.value().map(value -> evaluator.value(value, scope)).orElse(Singleton.NONE);
      return End.RETURN;
    } else if (statement instanceof Statement.Simple simple) {
      return switch (simple.word()) {
        case "break" -> End.BREAK;
        case "continue" -> End.CONTINUE;
        default -> End.NORMAL;
      };
    } else if (statement instanceof Statement.Define define) {
      Object made =
          definitions.decorated(definitions.function(define, scope), define.decorators(), scope);
      scope.set(define.name(), made);
    } else if (statement instanceof Statement.ClassDefinition definition) {
      Object made =
          definitions.decorated(
              definitions.type(definition, scope), definition.decorators(), scope);
      scope.set(definition.name(), made);
    } else if (statement instanceof Statement.Delete delete) {
      delete.targets().forEach(target -> evaluator.targets().delete(target, scope));
    } else if (statement instanceof Statement.Scoping scoping) {
      scope.declareElsewhere(scoping.names());
    } else if (statement instanceof Statement.Import imports) {
      definitions.imports(imports, scope);
    } else if (statement instanceof Statement.ImportFrom imports) {
      definitions.imports(imports, scope);
    } else if (statement instanceof Statement.Assert claim) {
      check(claim, scope);
    } else if (statement instanceof Statement.Raise raise) {
      String what = raise.value().map(value -> message(value, scope)).orElse("an error");
      throw raised(raise, "the code raises " + what);
    } else if (statement instanceof Statement.Broken broken) {
      throw new PythonException(broken.problem());
    } else {
      return control(statement, scope);
    }
    return End.NORMAL;
  }

  private void assign(Expression target, Object value, Scope scope) {
    evaluator.targets().assign(target, value, scope);
  }

  private PythonException raised(Statement statement, String message) {
    return PythonException.raised(in.isQuiet() ? 0 : statement.line(), message);
  }

  private End control(Statement statement, Scope scope) {
    if (statement instanceof Statement.If test) {
      boolean holds = evaluator.holds(test.condition(), scope);
      return run(holds ? test.then() : test.otherwise(), scope);
    } else if (statement instanceof Statement.For loop) {
      return loop(loop, scope);
    } else if (statement instanceof Statement.While loop) {
      End end = End.NORMAL;
      while (end.goesOn() && evaluator.holds(loop.condition(), scope)) {
        in.budget().step();
        end = run(loop.body(), scope);
      }
      return after(end, loop.otherwise(), scope);
    } else if (statement instanceof Statement.With with) {
      Object entered = evaluator.value(with.value(), scope);
      with.target().ifPresent(target -> assign(target, entered, scope));
      return within(entered, with.body(), scope);
    } else if (statement instanceof Statement.Try attempt) {
      return attempt(attempt, scope);
    }
    throw new PythonException("this statement is not understood");
  }

  private End within(Object entered, List<Statement> body, Scope scope) {
    if (!(entered instanceof HostValue context)) {
      return run(body, scope);
    }
    context.enter();
    try {
      return run(body, scope);
    } finally {
      context.exit();
    }
  }

  private End loop(Statement.For loop, Scope scope) {
    Object values = evaluator.value(loop.values(), scope);
    if (values instanceof Unknown unknown) {
      if (!scope.isGlobal()) {
        throw unknown.needed();
      }
      in.note(
          loop.line(), "`%s` is not in the text; the loop is skipped".formatted(unknown.what()));
      return End.NORMAL;
    }
    End end = End.NORMAL;
    for (Object value : in.iterate(values)) {
      in.budget().step();
      assign(loop.target(), value, scope);
      end = run(loop.body(), scope);
      if (!end.goesOn()) {
        break;
      }
    }
    return after(end, loop.otherwise(), scope);
  }

  /** What follows a loop, unless it is broken off. */
  private End after(End end, List<Statement> otherwise, Scope scope) {
    return end == End.RETURN ? end : end == End.BREAK ? End.NORMAL : run(otherwise, scope);
  }

  private End attempt(Statement.Try attempt, Scope scope) {
    End end;
    try {
      end = run(attempt.body(), scope);
      if (end == End.NORMAL) {
        end = run(attempt.otherwise(), scope);
      }
    } catch (PythonException e) {
      if (!e.isRaised() || attempt.handler().isEmpty()) {
        throw e;
      }
      end = run(attempt.handler(), scope);
    }
    End last = run(attempt.ultimately(), scope);
    return last == End.NORMAL ? end : last;
  }

  private void check(Statement.Assert claim, Scope scope) {
    if (!evaluator.mayHold(claim.condition(), scope)) {
      throw raised(
          claim,
          "the code asserts what does not hold"
              + claim.message().map(text -> ": " + message(text, scope)).orElse(""));
    }
  }

  private String message(Expression value, Scope scope) {
    Object made = evaluator.value(value, scope);
    return made instanceof Unknown unknown ? unknown.what() : in.text(made);
  }

  private void declare(Statement.Declare declare, Scope scope) {
    declare
        .value()
        .ifPresent(value -> assign(declare.target(), evaluator.value(value, scope), scope));
    if (declare.target() instanceof Expression.Name name
        && scope.variables.get(StandardLibrary.FIELDS) instanceof List<?> fields) {
      List<Object> more = new ArrayList<>(fields);
      more.add(name.name());
      scope.variables.put(StandardLibrary.FIELDS, more);
    }
  }
}
