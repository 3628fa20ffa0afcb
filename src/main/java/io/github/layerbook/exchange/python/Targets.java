package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.syntax.Expression;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.ArrayList;
import java.util.List;

/** Gives values to what stands to the left of an assignment, and deletes it. */
final class Targets {
  private final Python in;
  private final Evaluator evaluator;

  Targets(Python in, Evaluator evaluator) {
    this.in = in;
    this.evaluator = evaluator;
  }

  /** Gives a target a value. */
  void assign(Expression target, Object value, Scope scope) {
    if (target instanceof Expression.Name name) {
      scope.set(name.name(), value);
    } else if (target instanceof Expression.Attribute attribute) {
      in.attributes().set(evaluator.value(attribute.of(), scope), attribute.name(), value);
    } else if (target instanceof Expression.Item item) {
      in.items()
          .setItem(evaluator.value(item.of(), scope), evaluator.value(item.index(), scope), value);
    } else if (target instanceof Expression.Sequence sequence) {
      unpack(sequence.elements(), value, scope);
    } else if (target instanceof Expression.Starred starred) {
      assign(starred.value(), value, scope);
    } else {
      throw new PythonException("nothing can be assigned here");
    }
  }

  private void unpack(List<Expression> targets, Object value, Scope scope) {
    if (value instanceof Unknown) {
      targets.forEach(target -> assign(target, value, scope));
      return;
    }
    List<Object> values = in.items().list(value);
    int starred = -1;
    for (int i = 0; i < targets.size(); i++) {
      starred = targets.get(i) instanceof Expression.Starred ? i : starred;
    }
    boolean fits =
        starred < 0 ? values.size() == targets.size() : values.size() >= targets.size() - 1;
    if (!fits) {
      throw new PythonException("%d values do not fit %d names", values.size(), targets.size());
    }
    int rest = values.size() - targets.size() + 1;
    for (int i = 0; i < targets.size(); i++) {
      int at = starred >= 0 && i > starred ? i + rest - 1 : i;
      Object part = i == starred ? new ArrayList<>(values.subList(i, i + rest)) : values.get(at);
      assign(targets.get(i), part, scope);
    }
  }

  /** Runs {@code del}. */
  void delete(Expression target, Scope scope) {
    if (target instanceof Expression.Name name) {
      scope.variables.remove(name.name());
    } else if (target instanceof Expression.Item item) {
      in.items()
          .deleteItem(evaluator.value(item.of(), scope), evaluator.value(item.index(), scope));
    } else if (target instanceof Expression.Attribute attribute) {
      in.attributes().delete(evaluator.value(attribute.of(), scope), attribute.name());
    }
  }
}
