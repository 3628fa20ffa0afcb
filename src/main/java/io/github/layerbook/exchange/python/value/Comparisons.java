package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.python.syntax.PythonException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What Python's comparisons tell of values. */
public final class Comparisons {
  private final Python in;

  Comparisons(Python in) {
    this.in = in;
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
    Optional<Object> hosted = in.operators().hosted(operator, left, right);
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
  public int order(Object left, Object right) {
    Optional<Number> a = Operators.number(left);
    Optional<Number> b = Operators.number(right);
    if (a.isPresent() && b.isPresent()) {
      return a.get() instanceof Long x && b.get() instanceof Long y
          ? Long.compare(x, y)
          : Double.compare(a.get().doubleValue(), b.get().doubleValue());
    } else if (left instanceof String x && right instanceof String y) {
      return x.compareTo(y);
    } else if (Operators.isSequence(left) && Operators.isSequence(right)) {
      Iterator<Object> theirs = in.items().list(right).iterator();
      for (Object mine : in.items().list(left)) {
        int order = theirs.hasNext() ? order(mine, theirs.next()) : 1;
        if (order != 0) {
          return order;
        }
      }
      return theirs.hasNext() ? -1 : 0;
    }
    throw new PythonException("a %s and a %s cannot be compared", in.type(left), in.type(right));
  }

  /** Returns whether two values are equal. */
  public boolean equal(Object left, Object right) {
    Optional<Number> a = Operators.number(left);
    Optional<Number> b = Operators.number(right);
    if (a.isPresent() && b.isPresent()) {
      return a.get().doubleValue() == b.get().doubleValue();
    } else if ((left instanceof List<?> && right instanceof List<?>)
        || (left instanceof TupleValue && right instanceof TupleValue)) {
      List<Object> x = in.items().list(left);
      List<Object> y = in.items().list(right);
      boolean equal = x.size() == y.size();
      for (int i = 0; i < x.size() && equal; i++) {
        in.budget().step();
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
      in.budget().text(text);
      return one instanceof String part ? text.contains(part) : (Object) new Unknown("in", true);
    } else if (all instanceof Map<?, ?> dict) {
      return dict.containsKey(in.items().key(one));
    } else if (all instanceof Instance instance
        && instance.type().find("__contains__").isPresent()) {
      return in.call(in.attributes().get(all, "__contains__"), one);
    }
    for (Object element : in.items().iterate(all)) {
      in.budget().step();
      if (element == one || equal(element, one)) {
        return true;
      }
    }
    return false;
  }
}
