package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.syntax.Expression;
import io.github.layerbook.exchange.python.syntax.Expression.Argument;
import io.github.layerbook.exchange.python.syntax.Expression.Entry;
import io.github.layerbook.exchange.python.syntax.Expression.Loop;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What stands in brackets: the elements of sequences and dicts, comprehensions, arguments. */
final class Brackets {
  private final Python in;
  private final Evaluator evaluator;

  Brackets(Python in, Evaluator evaluator) {
    this.in = in;
    this.evaluator = evaluator;
  }

  /** Returns the arguments of a call. */
  CallArguments arguments(List<Argument> arguments, Scope scope) {
    List<Object> positional = new ArrayList<>(arguments.size());
    Map<String, Object> named = new LinkedHashMap<>();
    for (Argument argument : arguments) {
      Object value = evaluator.value(argument.value(), scope);
      if (argument.stars() == 2) {
        if (!(value instanceof Unknown)) {
          in.items().dict(value).forEach((key, v) -> named.put(in.text(key), v));
        }
      } else if (argument.stars() == 1) {
        in.iterate(value).forEach(positional::add);
      } else if (argument.name().isEmpty()) {
        positional.add(value);
      } else {
        named.put(argument.name(), value);
      }
    }
    return new CallArguments(positional, named);
  }

  private List<Object> elements(List<Expression> expressions, Scope scope) {
    List<Object> values = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      if (expression instanceof Expression.Starred starred) {
        in.iterate(evaluator.value(starred.value(), scope)).forEach(values::add);
        in.budget().elements(values.size());
      } else {
        values.add(evaluator.value(expression, scope));
      }
    }
    return values;
  }

  Object sequence(Expression.Sequence sequence, Scope scope) {
    List<Object> values = elements(sequence.elements(), scope);
    return switch (sequence.kind()) {
      case LIST -> values;
      case TUPLE -> TupleValue.of(values);
      case SET -> in.items().set(values);
    };
  }

  Object dict(List<Entry> entries, Scope scope) {
    Map<Object, Object> dict = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Object value = evaluator.value(entry.value(), scope);
      if (entry.key().isPresent()) {
        dict.put(in.items().key(evaluator.value(entry.key().get(), scope)), value);
      } else {
        dict.putAll(in.items().dict(value));
      }
    }
    return dict;
  }

  Object comprehension(Expression.Comprehension comprehension, Scope scope) {
    Scope inner = new Scope(scope);
    if (comprehension.key().isPresent()) {
      Map<Object, Object> dict = new LinkedHashMap<>();
      Expression key = comprehension.key().get();
      each(
          comprehension.loops(),
          inner,
          at -> {
            dict.put(
                in.items().key(evaluator.value(key, at)),
                evaluator.value(comprehension.element(), at));
            in.budget().elements(dict.size());
          });
      return dict;
    }
    List<Object> values = new ArrayList<>();
    each(
        comprehension.loops(),
        inner,
        at -> {
          values.add(evaluator.value(comprehension.element(), at));
          if (values.size() % 1000 == 0) {
            in.budget().elements(values.size());
          }
        });
    return comprehension.kind() == Expression.Sequence.Kind.SET
        ? new LinkedHashSet<>(values)
        : values;
  }

  private void each(List<Loop> loops, Scope scope, Consumer<Scope> body) {
    if (loops.isEmpty()) {
      body.accept(scope);
      return;
    }
    Loop loop = loops.get(0);
    for (Object value : in.iterate(evaluator.value(loop.values(), scope))) {
      in.budget().step();
      evaluator.targets().assign(loop.target(), value, scope);
      boolean all = true;
      for (Expression condition : loop.conditions()) {
        all = all && evaluator.holds(condition, scope);
      }
      if (all) {
        each(loops.subList(1, loops.size()), scope, body);
      }
    }
  }
}
