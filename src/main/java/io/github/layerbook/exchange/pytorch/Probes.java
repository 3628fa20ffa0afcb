package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.layer.Declaration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a module declares before its inputs are known: what it holds is the same on any. */
public final class Probes {
  private static final long SIDE = 64;
  private static final int MOST = 4;

  private Probes() {}

  /** Returns the declaration of a module on some input that it takes; empty if none is found. */
  public static Optional<Declaration> declaration(Entry entry, Arguments arguments) {
    for (List<List<Long>> inputs : inputs(entry, arguments)) {
      try {
        Optional<Declaration> declaration = entry.read(arguments, inputs).declaration();
        if (declaration.isPresent()) {
          return declaration;
        }
      } catch (IllegalArgumentException | ArithmeticException e) {
        // This one is no input of the layer's: the next may be.
      }
    }
    return Optional.empty();
  }

  /** Inputs that some layer with such arguments takes. */
  private static List<List<List<Long>>> inputs(Entry entry, Arguments arguments) {
    List<List<List<Long>>> inputs = new ArrayList<>();
    int sizes = 0;
    for (int i = 0; i < entry.arguments().size() && sizes < MOST; i++) {
      String name = entry.arguments().get(i).name();
      Object value = value(arguments, i, name, entry.arguments().get(i).value());
      if (value instanceof Long features && features > 0) {
        sizes++;
        wide(entry.name(), features, inputs);
      } else if (value instanceof List<?> extents && !extents.isEmpty()) {
        sizes++;
        List<Long> shape = new ArrayList<>(List.of(2L));
        extents.forEach(extent -> shape.add(extent instanceof Long n ? n : 1L));
        inputs.add(List.of(shape));
      }
    }
    wide(entry.name(), SIDE, inputs);
    return inputs;
  }

  private static @Nullable Object value(
      Arguments arguments, int index, String name, @Nullable Object standard) {
    return index < arguments.positional().size()
        ? arguments.positional().get(index)
        : arguments.named().containsKey(name) ? arguments.named().get(name) : standard;
  }

  private static void wide(String name, long features, List<List<List<Long>>> inputs) {
    for (int axes : axes(name)) {
      List<Long> extents = new ArrayList<>(List.of(2L, features));
      extents.addAll(Collections.nCopies(axes, SIDE));
      inputs.add(List.of(extents));
    }
    List<Long> sequence = List.of(2L, SIDE, features);
    inputs.add(List.of(sequence));
    inputs.add(List.of(sequence, sequence));
    inputs.add(List.of(sequence, sequence, sequence));
  }

  /** How many axes a layer's positions may have; those that its name tells first. */
  private static List<Integer> axes(String name) {
    for (int axes = 1; axes <= 3; axes++) {
      if (name.endsWith(axes + "d")) {
        return List.of(axes, 0);
      }
    }
    return List.of(0, 1, 2, 3);
  }
}
