package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What Python's operators, indices and loops do with values. */
public final class Operators {
  /** The names of the methods of operators, in which a class of the text has them. */
  private static final Map<String, String> METHODS = new HashMap<>();

  static {
    String[] words =
        ("+ add - sub * mul / truediv // floordiv % mod @ matmul ** pow == eq != ne < lt > gt <= le"
                + " >= ge & and | or")
            .split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      METHODS.put(words[i], words[i + 1]);
    }
  }

  private final Interpreter interpreter;
  private final Formats formats;

  Operators(Interpreter interpreter) {
    this.interpreter = interpreter;
    formats = new Formats(interpreter);
  }

  /** Returns what writes values as text. */
  Formats formats() {
    return formats;
  }

  /** Returns what an operator makes of two values. */
  public Object binary(String operator, Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Arithmetic.whole(operator, a, b);
    }
    Optional<Object> hosted = hosted(operator, left, right);
    if (hosted.isPresent()) {
      return hosted.get();
    } else if (number(left).isPresent() && number(right).isPresent()) {
      Object a = number(left).get();
      Object b = number(right).get();
      return a instanceof Long x && b instanceof Long y
          ? Arithmetic.whole(operator, x, y)
          : Arithmetic.real(operator, ((Number) a).doubleValue(), ((Number) b).doubleValue());
    }
    return collections(operator, left, right)
        .orElseThrow(
            () ->
                new PythonException(
                    "`%s` is not defined between a %s and a %s"
                        .formatted(operator, type(left), type(right))));
  }

  /** What values of libraries and classes of the text say themselves; unknown ones say nothing. */
  private Optional<Object> hosted(String operator, Object left, Object right) {
    boolean unknown = left instanceof Unknown || right instanceof Unknown;
    if (left instanceof HostValue host && (!unknown || left instanceof Unknown)) {
      Optional<Object> made = host.operate(interpreter, operator, right, false);
      if (made.isPresent()) {
        return made;
      }
    }
    if (right instanceof HostValue host) {
      Optional<Object> made = host.operate(interpreter, operator, left, true);
      if (made.isPresent()) {
        return made;
      }
    }
    String method = METHODS.get(operator);
    if (method == null) {
      return Optional.empty();
    }
    if (left instanceof Instance instance
        && instance.type().find("__" + method + "__").isPresent()) {
      return instance
          .type()
          .find("__" + method + "__")
          .map(function -> interpreter.call(function, CallArguments.of(left, right)));
    }
    return right instanceof Instance instance
        ? instance
            .type()
            .find("__r" + method + "__")
            .map(function -> interpreter.call(function, CallArguments.of(right, left)))
        : Optional.empty();
  }

  private Optional<Object> collections(String operator, Object left, Object right) {
    switch (operator) {
      case "+" -> {
        if (left instanceof String a && right instanceof String b) {
          interpreter.budget().checkLetters((long) a.length() + b.length());
          return Optional.of(interpreter.budget().text(a + b));
        } else if (left instanceof List<?> a && right instanceof List<?> b) {
          return Optional.of(joined(a, b));
        } else if (left instanceof TupleValue a && right instanceof TupleValue b) {
          return Optional.of(TupleValue.of(joined(a.values(), b.values())));
        }
      }
      case "*" -> {
        if (left instanceof Long times) {
          return repeated(right, times);
        } else if (right instanceof Long times) {
          return repeated(left, times);
        }
      }
      case "%" -> {
        if (left instanceof String text) {
          return Optional.of(formats.percent(text, right));
        }
      }
      case "|", "&", "-", "^" -> {
        if (left instanceof LinkedHashMap<?, ?> a && right instanceof LinkedHashMap<?, ?> b) {
          Map<Object, Object> all = new LinkedHashMap<>(a);
          all.putAll(b);
          return Optional.of(all);
        } else if (left instanceof LinkedHashSet<?> a && right instanceof Collection<?> b) {
          return Optional.of(sets(operator, a, b));
        }
        // An annotation: int | None.
        return operator.equals("|") ? Optional.of(new Unknown("|", true)) : Optional.empty();
      }
      default -> {}
    }
    return Optional.empty();
  }

  private static Object sets(String operator, Collection<?> left, Collection<?> right) {
    LinkedHashSet<Object> result = new LinkedHashSet<>(left);
    switch (operator) {
      case "|" -> result.addAll(right);
      case "&" -> result.retainAll(right);
      default -> result.removeAll(right);
    }
    return result;
  }

  private List<Object> joined(Collection<?> left, Collection<?> right) {
    interpreter.budget().elements((long) left.size() + right.size());
    List<Object> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }

  private Optional<Object> repeated(Object value, long times) {
    long number = Math.max(0, times);
    if (value instanceof String text) {
      interpreter.budget().checkLetters(Arithmetic.product(text.length(), number));
      return Optional.of(interpreter.budget().text(text.repeat((int) number)));
    } else if (value instanceof List<?> || value instanceof TupleValue) {
      List<Object> once = list(value);
      interpreter.budget().elements(Arithmetic.product(once.size(), number));
      List<Object> all = new ArrayList<>();
      for (long i = 0; i < number && !once.isEmpty(); i++) {
        all.addAll(once);
      }
      return Optional.of(value instanceof TupleValue ? TupleValue.of(all) : all);
    }
    return Optional.empty();
  }

  /** Returns what {@code a op= b} makes; a list and a set are changed. */
  @SuppressWarnings("unchecked")
  Object augmented(String operator, Object before, Object change) {
    if (before instanceof List<?> && operator.equals("+")) {
      List<Object> list = (List<Object>) before;
      List<Object> more = list(change);
      interpreter.budget().elements((long) list.size() + more.size());
      list.addAll(more);
      return list;
    } else if (before instanceof HostValue host) {
      return host.operate(interpreter, operator + "=", change, false)
          .orElseGet(() -> binary(operator, before, change));
    }
    return binary(operator, before, change);
  }

  /** Returns what a unary operator makes of a value. */
  public Object unary(String operator, Object value) {
    if (operator.equals("not")) {
      return value instanceof Unknown ? value : (Object) !truth(value);
    } else if (value instanceof HostValue host) {
      Optional<Object> made = host.operate(interpreter, operator);
      if (made.isPresent()) {
        return made.get();
      }
    }
    Object number =
        number(value)
            .orElseThrow(
                () ->
                    new PythonException(
                        "`%s` needs a number, not a %s".formatted(operator, type(value))));
    return Arithmetic.unary(operator, number);
  }

  /** Returns a number; truths are 1 and 0. */
  public static Optional<Object> number(Object value) {
    if (value instanceof Long || value instanceof Double) {
      return Optional.of(value);
    }
    return value instanceof Boolean truth ? Optional.of(truth ? 1L : 0L) : Optional.empty();
  }

  /** Returns whether a value counts as true. */
  public boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    } else if (value == Singleton.NONE) {
      return false;
    } else if (value instanceof Unknown unknown) {
      throw unknown.needed();
    } else if (value instanceof Number number) {
      return number.doubleValue() != 0;
    } else if (value instanceof Instance instance && instance.type().find("__bool__").isPresent()) {
      return truth(
          interpreter.call(interpreter.attributes().get(value, "__bool__"), CallArguments.of()));
    }
    return findLength(value).map(length -> length > 0).orElse(true);
  }

  /** Returns what a comparison tells. */
  public Object compare(String operator, Object left, Object right) {
    return switch (operator) {
      case "is" -> same(left, right);
      case "is not" -> not(same(left, right));
      case "in" -> contains(right, left);
      case "not in" -> not(contains(right, left));
      default -> valuesCompared(operator, left, right);
    };
  }

  private Object valuesCompared(String operator, Object left, Object right) {
    Optional<Object> hosted = hosted(operator, left, right);
    if (hosted.isPresent()) {
      return hosted.get();
    } else if (operator.equals("==")) {
      return equal(left, right);
    } else if (operator.equals("!=")) {
      return !equal(left, right);
    }
    int order = order(left, right);
    return switch (operator) {
      case "<" -> order < 0;
      case ">" -> order > 0;
      case "<=" -> order <= 0;
      default -> order >= 0;
    };
  }

  private static Object not(Object truth) {
    return truth instanceof Boolean known ? (Object) !known : truth;
  }

  /** What is unknown may be None. */
  private Object same(Object left, Object right) {
    if (left instanceof Unknown || right instanceof Unknown) {
      return left instanceof Unknown && right instanceof Unknown ? left : (Object) false;
    }
    boolean values = left instanceof Number || left instanceof String || left instanceof Boolean;
    return left == right || (values && equal(left, right));
  }

  /** Returns which of two values comes first: less than 0 for the left one. */
  int order(Object left, Object right) {
    Optional<Object> a = number(left);
    Optional<Object> b = number(right);
    if (a.isPresent() && b.isPresent()) {
      return a.get() instanceof Long x && b.get() instanceof Long y
          ? Long.compare(x, y)
          : Double.compare(((Number) a.get()).doubleValue(), ((Number) b.get()).doubleValue());
    } else if (left instanceof String x && right instanceof String y) {
      return x.compareTo(y);
    } else if (isSequence(left) && isSequence(right)) {
      Iterator<Object> theirs = list(right).iterator();
      for (Object mine : list(left)) {
        int order = theirs.hasNext() ? order(mine, theirs.next()) : 1;
        if (order != 0) {
          return order;
        }
      }
      return theirs.hasNext() ? -1 : 0;
    }
    throw new PythonException(
        "a %s and a %s cannot be compared".formatted(type(left), type(right)));
  }

  /** Returns whether a value is a list or a tuple. */
  public static boolean isSequence(Object value) {
    return value instanceof List<?> || value instanceof TupleValue;
  }

  /** Returns whether two values are equal. */
  public boolean equal(Object left, Object right) {
    Optional<Object> a = number(left);
    Optional<Object> b = number(right);
    if (a.isPresent() && b.isPresent()) {
      return ((Number) a.get()).doubleValue() == ((Number) b.get()).doubleValue();
    } else if ((left instanceof List<?> && right instanceof List<?>)
        || (left instanceof TupleValue && right instanceof TupleValue)) {
      List<Object> x = list(left);
      List<Object> y = list(right);
      boolean equal = x.size() == y.size();
      for (int i = 0; i < x.size() && equal; i++) {
        interpreter.budget().step();
        equal = x.get(i) == y.get(i) || equal(x.get(i), y.get(i));
      }
      return equal;
    }
    return Objects.equals(left, right);
  }

  private Object contains(Object all, Object one) {
    if (all instanceof Unknown) {
      return all;
    } else if (all instanceof String text) {
      interpreter.budget().text(text);
      return one instanceof String part ? text.contains(part) : (Object) new Unknown("in", true);
    } else if (all instanceof Map<?, ?> dict) {
      return dict.containsKey(key(one));
    } else if (all instanceof Instance instance
        && instance.type().find("__contains__").isPresent()) {
      return interpreter.call(
          interpreter.attributes().get(all, "__contains__"), CallArguments.of(one));
    }
    for (Object element : iterate(all)) {
      interpreter.budget().step();
      if (element == one || equal(element, one)) {
        return true;
      }
    }
    return false;
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
      Optional<Iterable<Object>> values = host.values(interpreter);
      if (values.isPresent()) {
        return values.get();
      }
    } else if (value instanceof Instance) {
      Optional<Object> method = interpreter.attributes().find(value, "__iter__");
      if (method.isPresent() && !(method.get() instanceof Unknown)) {
        return iterate(interpreter.call(method.get(), CallArguments.of()));
      }
    }
    throw new PythonException("a %s has no values to go through".formatted(type(value)));
  }

  /** Returns the values that a loop goes through, as a list. */
  public List<Object> list(Object value) {
    List<Object> values = new ArrayList<>();
    for (Object element : iterate(value)) {
      values.add(element);
      if (values.size() % 1000 == 0) {
        interpreter.budget().elements(values.size());
      }
    }
    return values;
  }

  /** Returns values as a set. */
  Set<Object> set(Iterable<Object> values) {
    LinkedHashSet<Object> set = new LinkedHashSet<>();
    values.forEach(value -> set.add(key(value)));
    return set;
  }

  /** Returns a value as a key of a dict. */
  Object key(Object value) {
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return number.longValue();
    } else if (value instanceof ArrayList<?>
        || value instanceof Map<?, ?>
        || value instanceof LinkedHashSet<?>) {
      throw new PythonException("a %s cannot be a key".formatted(type(value)));
    } else if (value instanceof TupleValue tuple) {
      tuple.values().forEach(this::key);
    }
    return value;
  }

  /** Returns a dict's entries. */
  public Map<Object, Object> dict(Object value) {
    if (value instanceof Map<?, ?> dict) {
      return new LinkedHashMap<>(dict);
    } else if (value instanceof Instance
        && interpreter.attributes().find(value, "items").isPresent()) {
      Map<Object, Object> dict = new LinkedHashMap<>();
      Object items = interpreter.attributes().get(value, "items");
      iterate(interpreter.call(items, CallArguments.of())).forEach(pair -> put(dict, pair));
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
      throw new PythonException("a dict is made of pairs, not of a " + type(pair));
    }
    dict.put(key(two.get(0)), two.get(1));
  }

  /** Returns how many values there are. */
  public long length(Object value) {
    if (value instanceof Unknown unknown) {
      throw unknown.needed();
    }
    return findLength(value)
        .orElseThrow(() -> new PythonException("a %s has no length".formatted(type(value))));
  }

  private Optional<Long> findLength(Object value) {
    if (value instanceof String text) {
      return Optional.of((long) text.codePointCount(0, text.length()));
    } else if (value instanceof Collection<?> values) {
      return Optional.of((long) values.size());
    } else if (value instanceof TupleValue tuple) {
      return Optional.of((long) tuple.values().size());
    } else if (value instanceof Map<?, ?> dict) {
      return Optional.of((long) dict.size());
    } else if (value instanceof HostValue host) {
      return host.length(interpreter);
    } else if (value instanceof Instance instance) {
      Optional<Object> method = instance.type().find("__len__");
      return method.map(
          function -> whole(interpreter.call(function, CallArguments.of(instance)), "a length"));
    }
    return Optional.empty();
  }

  /** Returns a whole number, or says what should have been one. */
  public static long whole(Object value, String what) {
    if (value instanceof Unknown unknown) {
      throw unknown.needed();
    } else if (number(value).orElse(0.5) instanceof Long number) {
      return number;
    }
    throw new PythonException(what + " is a whole number");
  }

  /** Returns what stands at an index. */
  public Object item(Object of, Object index) {
    if (of instanceof HostValue host) {
      return host.item(interpreter, index);
    } else if (of instanceof Map<?, ?> dict) {
      Object found = index instanceof Unknown ? index : dict.get(key(index));
      if (found == null) {
        throw new PythonException("there is no key %s".formatted(repr(index)));
      }
      return found;
    } else if (of instanceof PythonClass || of instanceof Builtin) {
      return of; // Annotations: list[int].
    } else if (of instanceof Instance) {
      Object method = interpreter.attributes().get(of, "__getitem__");
      return interpreter.call(method, CallArguments.of(index));
    } else if (of instanceof String text) {
      Object letters = item(TupleValue.of(list(text)), index);
      return letters instanceof TupleValue part ? formats.joined(part.values()) : letters;
    } else if (isSequence(of)) {
      return of instanceof TupleValue tuple ? part(tuple, index) : part(list(of), index);
    }
    throw new PythonException("a %s has no items".formatted(type(of)));
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
    long at = whole(index, "an index");
    at = at < 0 ? at + size : at;
    if (at < 0 || at >= size) {
      throw new PythonException("index %s is beyond %d elements".formatted(index, size));
    }
    return (int) at;
  }

  /** Puts a value at an index. */
  @SuppressWarnings("unchecked")
  void setItem(Object of, Object index, Object value) {
    if (of instanceof HostValue host) {
      host.setItem(interpreter, index, value);
    } else if (of instanceof LinkedHashMap<?, ?> dict) {
      interpreter.budget().elements(dict.size());
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
      interpreter.budget().elements(list.size());
    } else if (of instanceof ArrayList<?> list) {
      ((List<Object>) list).set(place(index, list.size()), value);
    } else if (of instanceof Instance) {
      interpreter.call(
          interpreter.attributes().get(of, "__setitem__"), CallArguments.of(index, value));
    } else {
      throw new PythonException("items of a %s cannot be set".formatted(type(of)));
    }
  }

  /** Removes what stands at an index. */
  void deleteItem(Object of, Object index) {
    if (of instanceof LinkedHashMap<?, ?> dict) {
      dict.remove(key(index));
    } else if (of instanceof ArrayList<?> list && !(index instanceof SliceValue)) {
      list.remove(place(index, list.size()));
    } else if (of instanceof Instance) {
      interpreter.call(interpreter.attributes().get(of, "__delitem__"), CallArguments.of(index));
    }
  }

  /** Returns a value as {@code str} writes it. */
  public String text(Object value) {
    return formats.text(value);
  }

  /** Returns a value as {@code repr} writes it. */
  public String repr(Object value) {
    return formats.repr(value);
  }

  /** Returns what Python calls a value's type. */
  public String type(Object value) {
    Object type = classOf(value);
    return type instanceof HostValue ? ((HostValue) value).type() : name(type);
  }

  /** Returns a value's type. */
  Object classOf(Object value) {
    if (value instanceof Instance instance) {
      return instance.type();
    } else if (value instanceof Boolean) {
      return Builtins.BOOL;
    }
    return Builtins.TYPES.stream()
        .filter(type -> type.type().test(value))
        .findFirst()
        .<Object>map(type -> type)
        .orElseGet(() -> value instanceof HostValue ? value : Builtins.FUNCTION);
  }

  /** Returns the name of a class or function. */
  String name(Object value) {
    if (value instanceof PythonClass type) {
      return type.name();
    } else if (value instanceof FunctionValue function) {
      return function.name();
    } else if (value instanceof BoundMethod method) {
      return name(method.function());
    }
    return value instanceof Builtin builtin ? builtin.name() : "function";
  }
}
