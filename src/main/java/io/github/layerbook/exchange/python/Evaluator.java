package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.syntax.Expression;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.syntax.Statement;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.SliceValue;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Computes expressions and assigns to targets. */
final class Evaluator {
  private final Python in;
  private final Execution execution;
  private final Targets targets;
  private final Brackets brackets;

  Evaluator(Python in, Execution execution) {
    this.in = in;
    this.execution = execution;
    targets = new Targets(in, this);
    brackets = new Brackets(in, this);
  }

  /** Returns what computes what stands in brackets. */
  Brackets brackets() {
    return brackets;
  }

  /** Returns what gives values to targets. */
  Targets targets() {
    return targets;
  }

  /** Returns an expression's value. */
  Object value(Expression expression, Scope scope) {
    in.budget().step();
    if (expression instanceof Expression.Name name) {
      return name(name, scope);
    } else if (expression instanceof Expression.Literal literal) {
      return literal.value();
    } else if (expression instanceof Expression.Attribute attribute) {
      return at(
          attribute.line(),
          () -> in.attributes().get(value(attribute.of(), scope), attribute.name()));
    } else if (expression instanceof Expression.Call call) {
      return call(call, scope);
    } else if (expression instanceof Expression.Binary binary) {
      Object left = value(binary.left(), scope);
      return in.operators().binary(binary.operator(), left, value(binary.right(), scope));
    } else if (expression instanceof Expression.Item item) {
      Object of = value(item.of(), scope);
      return in.items().item(of, value(item.index(), scope));
    } else if (expression instanceof Expression.Sequence sequence) {
      return brackets.sequence(sequence, scope);
    } else if (expression instanceof Expression.Conditional conditional) {
      boolean holds = holds(conditional.condition(), scope);
      return value(holds ? conditional.then() : conditional.otherwise(), scope);
    } else if (expression instanceof Expression.Comparison comparison) {
      return comparison(comparison, scope);
    } else if (expression instanceof Expression.Logical logical) {
      Object left = value(logical.left(), scope);
      boolean decided = !(left instanceof Unknown) && in.truth(left) != logical.and();
      return decided ? left : second(left, value(logical.right(), scope), logical.and());
    } else if (expression instanceof Expression.Unary unary) {
      return in.operators().unary(unary.operator(), value(unary.operand(), scope));
    }
    return rare(expression, scope);
  }

  /** Unknown and false is false, unknown or true is true. */
  private Object second(Object left, Object right, boolean and) {
    if (!(left instanceof Unknown)) {
      return right;
    }
    boolean decides = !(right instanceof Unknown) && in.truth(right) != and;
    return decides ? right : left;
  }

  private Object rare(Expression expression, Scope scope) {
    if (expression instanceof Expression.Dict dict) {
      return brackets.dict(dict.entries(), scope);
    } else if (expression instanceof Expression.Comprehension comprehension) {
      return brackets.comprehension(comprehension, scope);
    } else if (expression instanceof Expression.Joined joined) {
      StringBuilder text = new StringBuilder();
      for (Expression part : joined.parts()) {
        text.append(in.text(value(part, scope)));
        in.budget().checkLetters(text.length());
      }
      return text.toString();
    } else if (expression instanceof Expression.Formatted formatted) {
      Object value = value(formatted.value(), scope);
      String format = in.text(value(formatted.format(), scope));
      return in.formats().format(formatted.conversion() == 'r' ? in.repr(value) : value, format);
    } else if (expression instanceof Expression.Slice slice) {
      return new SliceValue(
          part(slice.from(), scope), part(slice.to(), scope), part(slice.step(), scope));
    } else if (expression instanceof Expression.Lambda lambda) {
      return execution
          .definitions()
          .function(
              new Statement.Define(
                  lambda.line(),
                  "<lambda>",
                  lambda.parameters(),
                  List.of(new Statement.Return(lambda.line(), Optional.of(lambda.body()))),
                  List.of(),
                  false),
              scope);
    } else if (expression instanceof Expression.Named named) {
      Object value = value(named.value(), scope);
      scope.set(named.name(), value);
      return value;
    } else if (expression instanceof Expression.Yield yield) {
      return collect(yield, scope);
    }
    throw new PythonException("this expression is not understood here");
  }

  private Object part(Optional<Expression> part, Scope scope) {
    return part.map(expression -> value(expression, scope)).orElse(Singleton.NONE);
  }

  private Object collect(Expression.Yield yield, Scope scope) {
    List<Object> yielded = scope.yielded;
    if (yielded == null) {
      throw new PythonException("`yield` stands outside a function");
    }
    Object value = value(yield.value(), scope);
    if (yield.from()) {
      in.iterate(value).forEach(yielded::add);
    } else {
      yielded.add(value);
    }
    in.budget().elements(yielded.size());
    return Singleton.NONE;
  }

  private Object name(Expression.Name name, Scope scope) {
    @Nullable Object value = scope.find(name.name());
    return value != null
        ? value
        : in.library().customary(name.name()).orElseGet(() -> new Unknown(name.name(), false));
  }

  private interface Step {
    Object run();
  }

  private Object at(int line, Step step) {
    try {
      return step.run();
    } catch (PythonException e) {
      throw in.isQuiet() ? e : e.at(line);
    }
  }

  private Object call(Expression.Call call, Scope scope) {
    return at(
        call.line(),
        () -> {
          String name = call.function() instanceof Expression.Name named ? named.name() : "";
          if (name.equals("super") && call.arguments().isEmpty()) {
            return superOf(scope);
          }
          Object function = value(call.function(), scope);
          CallArguments arguments = brackets.arguments(call.arguments(), scope);
          if (function instanceof Builtin builtin && builtin.name().equals("locals")) {
            return new LinkedHashMap<Object, Object>(scope.variables);
          } else if (function instanceof Builtin builtin && builtin.name().equals("super")) {
            return arguments.find(0, "").orElse("") instanceof PythonClass owner
                ? new SuperValue(owner, arguments.get(1, "self"))
                : superOf(scope);
          }
          return in.call(function, arguments);
        });
  }

  /** {@code super()} of the method that runs. */
  private static Object superOf(Scope scope) {
    @Nullable Scope method = scope.method();
    return method == null || method.function == null
        ? new SuperValue(null, Singleton.NONE)
        : new SuperValue(
            method.function.owner(), method.receiver == null ? Singleton.NONE : method.receiver);
  }

  private Object comparison(Expression.Comparison comparison, Scope scope) {
    Object left = value(comparison.first(), scope);
    Object result = true;
    for (int i = 0; i < comparison.operators().size(); i++) {
      Object right = value(comparison.others().get(i), scope);
      result = in.comparisons().compare(comparison.operators().get(i), left, right);
      if (result instanceof Unknown || !in.truth(result)) {
        return result;
      }
      left = right;
    }
    return result;
  }

  /** Returns whether a condition holds; one that the text does not say does not. */
  boolean holds(Expression condition, Scope scope) {
    Object value = value(condition, scope);
    if (value instanceof Unknown unknown) {
      if (!unknown.library()) {
        in.note(
            condition.line(), "`%s` is not in the text; read as false".formatted(unknown.what()));
      }
      return false;
    }
    return in.truth(value);
  }

  /** Returns whether a condition holds, or the text does not say. */
  boolean mayHold(Expression condition, Scope scope) {
    Object value = value(condition, scope);
    return value instanceof Unknown || in.truth(value);
  }
}
