package io.github.layerbook.exchange.python.library;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.HostValue;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.LongStream;

/** {@code range(…)}: never written out. */
record RangeValue(long first, long count, long step) implements HostValue {
  static Object of(CallArguments arguments) {
    for (Object argument : arguments.positional()) {
      if (argument instanceof Unknown) {
        return argument;
      }
    }
    int number = arguments.positional().size();
    long first = number < 2 ? 0 : Operators.whole(arguments.get(0, "start"), "a range's start");
    long end = Operators.whole(arguments.get(number < 2 ? 0 : 1, "stop"), "a range's end");
    long step = Operators.whole(arguments.get(2, "step", 1L), "a range's step");
    if (step == 0
        || Math.abs(first) > 1L << 60
        || Math.abs(end) > 1L << 60
        || Math.abs(step) > 1L << 60) {
      throw new PythonException("a range's step is zero, or its numbers are too large");
    }
    long distance = step > 0 ? end - first : first - end;
    long by = Math.abs(step);
    return new RangeValue(first, distance <= 0 ? 0 : (distance + by - 1) / by, step);
  }

  @Override
  public String type() {
    return "range";
  }

  @Override
  public Optional<Iterable<Object>> values(Python in) {
    return Optional.of(() -> iterator(in));
  }

  private Iterator<Object> iterator(Python in) {
    Iterator<Long> numbers = LongStream.range(0, count).iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return numbers.hasNext();
      }

      @Override
      public Object next() {
        in.budget().step();
        return first + numbers.next() * step;
      }
    };
  }

  @Override
  public Optional<Long> length(Python in) {
    return Optional.of(count);
  }

  @Override
  public Object item(Python in, Object index) {
    in.budget().elements(count);
    return in.items().item(in.items().list(this), index);
  }

  @Override
  public String toString() {
    return "range(%d, %d)".formatted(first, first + count * step);
  }
}
