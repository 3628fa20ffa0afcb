package io.github.layerbook.exchange.python.library;

import io.github.layerbook.exchange.python.value.HostValue;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code copy.copy} and {@code copy.deepcopy}: what is shared in a value is shared in its copy. */
final class Copies {
  private final Python in;
  private final IdentityHashMap<Object, Object> made = new IdentityHashMap<>();

  private Copies(Python in) {
    this.in = in;
  }

  static Object shallow(Python in, Object value) {
    return new Copies(in).copied(value, UnaryOperator.identity());
  }

  static Object deep(Python in, Object value) {
    return new Copies(in).deep(value);
  }

  private Object deep(Object value) {
    @Nullable Object before = made.get(value);
    if (before != null) {
      return before;
    }
    in.budget().enter();
    try {
      Object copy = value instanceof HostValue host ? host.copied() : copied(value, this::deep);
      made.put(value, copy);
      return copy;
    } finally {
      in.budget().leave();
    }
  }

  private Object copied(Object value, UnaryOperator<Object> each) {
    if (Operators.isSequence(value) || value instanceof LinkedHashSet) {
      List<Object> copy = new ArrayList<>();
      if (value instanceof List<?>) {
        made.put(value, copy);
      }
      in.items().list(value).forEach(element -> copy.add(each.apply(element)));
      in.budget().elements(copy.size());
      return value instanceof TupleValue tuple
          ? new TupleValue(copy, tuple.names())
          : value instanceof List<?> ? copy : new LinkedHashSet<>(copy);
    } else if (value instanceof Map<?, ?> dict) {
      in.budget().elements(dict.size());
      Map<Object, Object> copy = new LinkedHashMap<>();
      made.put(value, copy);
      dict.forEach((key, element) -> copy.put(key, each.apply(element)));
      return copy;
    } else if (value instanceof Instance instance) {
      in.budget().elements(instance.fields().size());
      Instance copy = new Instance(instance.type());
      made.put(value, copy);
      instance.fields().forEach((name, field) -> copy.fields().put(name, each.apply(field)));
      return copy;
    }
    return value;
  }
}
