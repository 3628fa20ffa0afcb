package io.github.layerbook.notation;

import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.unit.NumberType;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Makes sure that the figures of a network can be computed before anybody asks for them. */
record Totals(String what, Function<Applied, List<Size>> counts) {
  private static final List<Totals> ALL =
      List.of(
          new Totals("bytes", layer -> layer.outputs().stream().map(Totals::bytes).toList()),
          new Totals("parameters", layer -> layer.tensors().stream().map(Tensor::count).toList()),
          new Totals(
              "operations",
              layer -> layer.declaration().work().stream().map(Work::count).toList()));

  private static Size bytes(Shape output) {
    return NumberType.FP32.bytes(output.values("out"));
  }

  /**
   * Sums up what the layers hold and do, and refuses the layer at which a sum leaves 64 bits.
   *
   * @param place where the text defines the layer of a position
   */
  static void check(Network network, IntFunction<Cell> place) {
    for (Totals totals : ALL) {
      long total = 0;
      for (int i = 0; i < network.applied().size(); i++) {
        total = totals.add(total, network.applied().get(i), place.apply(i));
      }
    }
  }

  private long add(long before, Applied layer, Cell place) {
    String fix = "use smaller sizes";
    long total = before;
    try {
      for (Size count : counts.apply(layer)) {
        total = Math.addExact(total, count.value());
      }
      return total;
    } catch (SizeException e) {
      throw place.error("%s: the %s %s".formatted(layer.label(), what, e.getMessage()), fix);
    } catch (ArithmeticException e) {
      throw place.error(
          "%s: up to here the network's %s are beyond 64 bits".formatted(layer.label(), what), fix);
    }
  }
}
