package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.python.syntax.PythonException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is in lists, tuples, dicts, sets and texts, and at an index of them. */
public final class Items {
  private final Python in;

  Items(Python in) {
    this.in = in;
  }

  /** Returns the values that a loop goes through. */
  @SuppressWarnings("unchecked")
  public Iterable<Object> iterate(Object value) {
    if (value instanceof List<?>) {
      return new ArrayList<>((List<Object>) value);
    } else if (value instanceof TupleValue tuple) {
      return tuple;
    } else if (value instanceof LinkedHashSet<?> set) {
      return new ArrayList<>(set);
    } else if (value instanceof Map<?, ?> dict) {
      return new ArrayList<>(dict.keySet());
    } else if (value instanceof String text) {
      return text.codePoints().<Object>mapToObj(Character::toString).toList();
    } else if (value instanceof Unknown unknown) {
      throw unknown.needed();
    } else if (value instanceof HostValue host) {
      Optional<Iterable<Object>> values = host.values(in);
      if (values.isPresent()) {
        return values.get();
      }
    } else if (value instanceof Instance) {
      Optional<Object> method = in.attributes().find(value, "__iter__");
      if (method.isPresent() && !(method.get() instanceof Unknown)) {
        return iterate(in.call(method.get()));
      }
    }
    throw new PythonException("a %s has no values to go through", in.type(value));
  }

  /** Returns the values that a loop goes through, as a list. */
  public List<Object> list(Object value) {
    List<Object> values = new ArrayList<>();
    for (Object element : iterate(value)) {
      values.add(element);
      if (values.size() % 1000 == 0) {
        in.budget().elements(values.size());
      }
    }
    return values;
  }

  /** Returns values as a set. */
  public Set<Object> set(Iterable<Object> values) {
    LinkedHashSet<Object> set = new LinkedHashSet<>();
    values.forEach(value -> set.add(key(value)));
    return set;
  }

  /** Returns a value as a key of a dict. */
  public Object key(Object value) {
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return number.longValue();
    } else if (value instanceof ArrayList<?>
        || value instanceof Map<?, ?>
        || value instanceof LinkedHashSet<?>) {
      throw new PythonException("a %s cannot be a key", in.type(value));
    } else if (value instanceof TupleValue tuple) {
      tuple.values().forEach(this::key);
    }
    return value;
  }

  /** Returns a dict's entries. */
  public Map<Object, Object> dict(Object value) {
    if (value instanceof Map<?, ?> dict) {
      return new LinkedHashMap<>(dict);
    } else if (value instanceof Instance && in.attributes().find(value, "items").isPresent()) {
      Map<Object, Object> dict = new LinkedHashMap<>();
      Object items = in.attributes().get(value, "items");
      iterate(in.call(items)).forEach(pair -> put(dict, pair));
      return dict;
    } else if (value instanceof Unknown unknown) {
      throw unknown.needed();
    }
    Map<Object, Object> dict = new LinkedHashMap<>();
    iterate(value).forEach(pair -> put(dict, pair));
    return dict;
  }

  private void put(Map<Object, Object> dict, Object pair) {
    List<Object> two = list(pair);
    if (two.size() != 2) {
      throw new PythonException("a dict is made of pairs, not of a " + in.type(pair));
    }
    dict.put(key(two.get(0)), two.get(1));
  }

  /** Returns how many values there are. */
  public long length(Object value) {
    if (value instanceof Unknown unknown) {
      throw unknown.needed();
    }
    return findLength(value)
        .orElseThrow(() -> new PythonException("a %s has no length", in.type(value)));
  }

  Optional<Long> findLength(Object value) {
    if (value instanceof String text) {
      return Optional.of((long) text.codePointCount(0, text.length()));
    } else if (value instanceof Collection<?> values) {
      return Optional.of((long) values.size());
    } else if (value instanceof TupleValue tuple) {
      return Optional.of((long) tuple.values().size());
    } else if (value instanceof Map<?, ?> dict) {
      return Optional.of((long) dict.size());
    } else if (value instanceof HostValue host) {
      return host.length(in);
    } else if (value instanceof Instance instance) {
      Optional<Object> method = instance.type().find("__len__");
      return method.map(function -> Operators.whole(in.call(function, instance), "a length"));
    }
    return Optional.empty();
  }

  /** Returns what stands at an index. */
  public Object item(Object of, Object index) {
    if (of instanceof HostValue host) {
      return host.item(in, index);
    } else if (of instanceof Map<?, ?> dict) {
      Object found = index instanceof Unknown ? index : dict.get(key(index));
      if (found == null) {
        throw new PythonException("there is no key %s", in.repr(index));
      }
      return found;
    } else if (of instanceof PythonClass || of instanceof Builtin) {
      return of; // Annotations: list[int].
    } else if (of instanceof Instance) {
      Object method = in.attributes().get(of, "__getitem__");
      return in.call(method, index);
    } else if (of instanceof String text) {
      Object letters = item(TupleValue.of(list(text)), index);
      return letters instanceof TupleValue part ? in.formats().joined(part.values()) : letters;
    } else if (Operators.isSequence(of)) {
      return of instanceof TupleValue tuple ? part(tuple, index) : part(list(of), index);
    }
    throw new PythonException("a %s has no items", in.type(of));
  }

  private static Object part(TupleValue tuple, Object index) {
    Object part = part(tuple.values(), index);
    return index instanceof SliceValue ? TupleValue.of((List<?>) part) : part;
  }

  /** Returns an element of a list, or a list of those that a slice tells. */
  public static Object part(List<Object> values, Object index) {
    if (index instanceof SliceValue slice) {
      SliceValue.Range range = slice.of(values.size());
      List<Object> part = new ArrayList<>();
      for (long i = 0; i < range.count(); i++) {
        part.add(values.get((int) (range.first() + i * range.step())));
      }
      return part;
    }
    return values.get(place(index, values.size()));
  }

  /** Returns an index from the start. */
  private static int place(Object index, int size) {
    long at = Operators.whole(index, "an index");
    at = at < 0 ? at + size : at;
    if (at < 0 || at >= size) {
      throw new PythonException("index %s is beyond %d elements", index, size);
    }
    return (int) at;
  }

  /** Puts a value at an index. */
  @SuppressWarnings("unchecked")
  public void setItem(Object of, Object index, Object value) {
    if (of instanceof HostValue host) {
      host.setItem(in, index, value);
    } else if (of instanceof LinkedHashMap<?, ?> dict) {
      in.budget().elements(dict.size());
      ((Map<Object, Object>) dict).put(key(index), value);
    } else if (of instanceof ArrayList<?> list && index instanceof SliceValue slice) {
      SliceValue.Range range = slice.of(list.size());
      if (range.step() != 1) {
        throw new PythonException("a slice with a step cannot be set");
      }
      List<Object> part =
          ((List<Object>) list).subList((int) range.first(), (int) (range.first() + range.count()));
      List<Object> values = list(value);
      part.clear();
      part.addAll(values);
      in.budget().elements(list.size());
    } else if (of instanceof ArrayList<?> list) {
      ((List<Object>) list).set(place(index, list.size()), value);
    } else if (of instanceof Instance) {
      in.call(in.attributes().get(of, "__setitem__"), index, value);
    } else {
      throw new PythonException("items of a %s cannot be set", in.type(of));
    }
  }

  /** Removes what stands at an index. */
  public void deleteItem(Object of, Object index) {
    if (of instanceof LinkedHashMap<?, ?> dict) {
      dict.remove(key(index));
    } else if (of instanceof ArrayList<?> list && !(index instanceof SliceValue)) {
      list.remove(place(index, list.size()));
    } else if (of instanceof Instance) {
      in.call(in.attributes().get(of, "__delitem__"), index);
    }
  }
}
