package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.syntax.Expression;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs statements one by one: what each does, and how it ends. */
final class Execution {
  private final Interpreter interpreter;

  Execution(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Runs a statement, and returns how it ended. */
  Interpreter.End run(Statement statement, Scope scope) {
    if (statement instanceof Statement.Evaluate evaluate) {
      Object value = interpreter.evaluator().value(evaluate.value(), scope);
      interpreter.keep(value, scope);
    } else if (statement instanceof Statement.Assign assign) {
      Object value = interpreter.evaluator().value(assign.value(), scope);
      assign.targets().forEach(target -> interpreter.evaluator().assign(target, value, scope));
    } else if (statement instanceof Statement.Augment augment) {
      interpreter.evaluator().augment(augment, scope);
    } else if (statement instanceof Statement.Declare declare) {
      declare(declare, scope);
    } else if (statement instanceof Statement.Return returns) {
      scope.returned =
          returns
              .value()
              .map(value -> interpreter.evaluator().value(value, scope))
              .orElse(Singleton.NONE);
      return Interpreter.End.RETURN;
    } else if (statement instanceof Statement.Simple simple) {
      return switch (simple.word()) {
        case "break" -> Interpreter.End.BREAK;
        case "continue" -> Interpreter.End.CONTINUE;
        default -> Interpreter.End.NORMAL;
      };
    } else if (statement instanceof Statement.Define define) {
      define(define, scope);
    } else if (statement instanceof Statement.ClassDefinition definition) {
      define(definition, scope);
    } else if (statement instanceof Statement.Delete delete) {
      delete.targets().forEach(target -> interpreter.evaluator().delete(target, scope));
    } else if (statement instanceof Statement.Scoping scoping) {
      scope.declareElsewhere(scoping.names());
    } else if (statement instanceof Statement.Import imports) {
      imports(imports, scope);
    } else if (statement instanceof Statement.ImportFrom imports) {
      imports(imports, scope);
    } else if (statement instanceof Statement.Assert claim) {
      check(claim, scope);
    } else if (statement instanceof Statement.Raise raise) {
      String what = raise.value().map(value -> message(value, scope)).orElse("an error");
      throw PythonException.raised(
          interpreter.isQuiet() ? 0 : raise.line(), "the code raises " + what);
    } else if (statement instanceof Statement.Broken broken) {
      throw new PythonException(broken.problem());
    } else {
      return control(statement, scope);
    }
    return Interpreter.End.NORMAL;
  }

  private Interpreter.End control(Statement statement, Scope scope) {
    if (statement instanceof Statement.If test) {
      boolean holds = interpreter.evaluator().holds(test.condition(), scope);
      return interpreter.execute(holds ? test.then() : test.otherwise(), scope);
    } else if (statement instanceof Statement.For loop) {
      return loop(loop, scope);
    } else if (statement instanceof Statement.While loop) {
      while (interpreter.evaluator().holds(loop.condition(), scope)) {
        interpreter.budget().step();
        Interpreter.End end = interpreter.execute(loop.body(), scope);
        if (end == Interpreter.End.RETURN) {
          return end;
        } else if (end == Interpreter.End.BREAK) {
          return Interpreter.End.NORMAL;
        }
      }
      return interpreter.execute(loop.otherwise(), scope);
    } else if (statement instanceof Statement.With with) {
      Object entered = interpreter.evaluator().value(with.value(), scope);
      with.target().ifPresent(target -> interpreter.evaluator().assign(target, entered, scope));
      return within(entered, with.body(), scope);
    } else if (statement instanceof Statement.Try attempt) {
      return attempt(attempt, scope);
    }
    throw new PythonException("this statement is not understood");
  }

  private Interpreter.End within(Object entered, List<Statement> body, Scope scope) {
    if (!(entered instanceof HostValue context)) {
      return interpreter.execute(body, scope);
    }
    context.enter();
    try {
      return interpreter.execute(body, scope);
    } finally {
      context.exit();
    }
  }

  private Interpreter.End loop(Statement.For loop, Scope scope) {
    Object values = interpreter.evaluator().value(loop.values(), scope);
    if (values instanceof Unknown unknown) {
      if (!scope.isGlobal()) {
        throw unknown.needed();
      }
      interpreter.note(
          loop.line(), "`%s` is not in the text; the loop is skipped".formatted(unknown.what()));
      return Interpreter.End.NORMAL;
    }
    for (Object value : interpreter.items().iterate(values)) {
      interpreter.budget().step();
      interpreter.evaluator().assign(loop.target(), value, scope);
      Interpreter.End end = interpreter.execute(loop.body(), scope);
      if (end == Interpreter.End.RETURN) {
        return end;
      } else if (end == Interpreter.End.BREAK) {
        return Interpreter.End.NORMAL;
      }
    }
    return interpreter.execute(loop.otherwise(), scope);
  }

  private Interpreter.End attempt(Statement.Try attempt, Scope scope) {
    Interpreter.End end;
    try {
      end = interpreter.execute(attempt.body(), scope);
      if (end == Interpreter.End.NORMAL) {
        end = interpreter.execute(attempt.otherwise(), scope);
      }
    } catch (PythonException e) {
      if (!e.isRaised() || attempt.handler().isEmpty()) {
        throw e;
      }
      end = interpreter.execute(attempt.handler(), scope);
    }
    Interpreter.End last = interpreter.execute(attempt.ultimately(), scope);
    return last == Interpreter.End.NORMAL ? end : last;
  }

  private void check(Statement.Assert claim, Scope scope) {
    if (!interpreter.evaluator().mayHold(claim.condition(), scope)) {
      throw PythonException.raised(
          interpreter.isQuiet() ? 0 : claim.line(),
          "the code asserts what does not hold"
              + claim.message().map(text -> ": " + message(text, scope)).orElse(""));
    }
  }

  private String message(Expression value, Scope scope) {
    Object made = interpreter.evaluator().value(value, scope);
    return made instanceof Unknown unknown ? unknown.what() : interpreter.operators().text(made);
  }

  private void declare(Statement.Declare declare, Scope scope) {
    if (declare.value().isPresent()) {
      interpreter
          .evaluator()
          .assign(
              declare.target(), interpreter.evaluator().value(declare.value().get(), scope), scope);
    }
    if (declare.target() instanceof Expression.Name name
        && scope.variables.get(Calls.FIELDS) instanceof List<?> fields) {
      List<Object> more = new ArrayList<>(fields);
      more.add(name.name());
      scope.variables.put(Calls.FIELDS, more);
    }
  }

  private void define(Statement.Define define, Scope scope) {
    Object function =
        interpreter
            .calls()
            .define(define.name(), define.parameters(), define.body(), define.generator(), scope);
    scope.set(define.name(), decorated(function, define.decorators(), scope));
  }

  /** A decorator that is not known is left out. */
  private Object decorated(Object value, List<Expression> decorators, Scope scope) {
    Object result = value;
    for (int i = decorators.size() - 1; i >= 0; i--) {
      String name = decorators.get(i) instanceof Expression.Attribute a ? a.name() : "";
      if (name.equals("setter") || name.equals("deleter")) {
        @Nullable Object property = scope.find(nameOf(decorators.get(i)));
        result = property == null ? result : property;
        continue;
      }
      Object decorator = interpreter.evaluator().value(decorators.get(i), scope);
      Object made =
          decorator instanceof Unknown
              ? decorator
              : interpreter.calls().call(decorator, CallArguments.of(result));
      result = made instanceof Unknown || made == Singleton.NONE ? result : made;
    }
    return result;
  }

  private static String nameOf(Expression decorator) {
    return decorator instanceof Expression.Attribute a && a.of() instanceof Expression.Name name
        ? name.name()
        : "";
  }

  private void define(Statement.ClassDefinition definition, Scope scope) {
    CallArguments bases = interpreter.evaluator().arguments(definition.bases(), scope);
    Scope body = new Scope(scope);
    body.variables.put(Calls.FIELDS, List.of());
    interpreter.execute(definition.body(), body);
    Object made = interpreter.calls().define(definition.name(), bases.positional(), body.variables);
    scope.set(definition.name(), decorated(made, definition.decorators(), scope));
  }

  private void imports(Statement.Import imports, Scope scope) {
    int dot = imports.module().indexOf('.');
    String root = dot < 0 ? imports.module() : imports.module().substring(0, dot);
    if (imports.as().isEmpty()) {
      scope.set(root, module(root));
    } else {
      scope.set(imports.as(), module(imports.module()));
    }
  }

  private Object module(String name) {
    Optional<Object> known = interpreter.library().module(name);
    return known.orElseGet(() -> new Unknown(name, true));
  }

  private void imports(Statement.ImportFrom imports, Scope scope) {
    Object module = module(imports.module());
    for (Statement.Alias alias : imports.names()) {
      if (!alias.name().equals("*")) {
        scope.set(alias.as(), interpreter.attributes().get(module, alias.name()));
      }
    }
  }
}
