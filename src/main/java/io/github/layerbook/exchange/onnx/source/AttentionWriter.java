package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention in ONNX's operators: products with the heads apart, their softmax, their sums. Heads of
 * keys that several heads of queries share are spread over them by the rules of {@code MatMul}.
 *
 * @param to where the operators are written
 * @param layer the layer
 * @param inputs the shapes of queries, keys and values
 */
record AttentionWriter(StepWriter to, Attention layer, List<Shape> inputs) {
  private static final float BASE = 10_000;

  /** Refuses what no operators say. */
  static void check(Writing writing) {
    Attention layer = (Attention) writing.layer();
    if (layer.window() != null) {
      throw new NotExpressibleException(
          "the window is a mask, and the layer does not say which positions of it are seen");
    } else if (layer.weights() != Attention.Weights.NONE) {
      throw new NotExpressibleException("its weights are an output too; write it without");
    }
  }

  void write(List<String> tensors) {
    long heads = layer.heads().value();
    long keyHeads = number(layer.keyheads(), heads);
    long width = features(0);
    long size = number(layer.headsize(), width / heads);
    long valueSize = number(layer.valuesize(), size);
    long groups = heads / keyHeads;
    String queries = heads("q", tensors, List.of(keyHeads, groups, size));
    String keys = heads("k", tensors, List.of(keyHeads, 1L, size));
    String values = heads("v", tensors, List.of(keyHeads, 1L, valueSize));
    if (layer.rotary()) {
      queries = turned("q", queries, length(0), size, groups > 1);
      keys = turned("k", keys, length(1), size, groups > 1);
    }
    keys = longer("k", keys, keyHeads, groups > 1, size);
    values = longer("v", values, keyHeads, groups > 1, valueSize);
    String across =
        groups > 1
            ? to.moved("k_moved", keys, 0L, 1L, 2L, 4L, 3L)
            : to.moved("k_moved", keys, 0L, 1L, 3L, 2L);
    String scores = to.add(StepWriter.MATMUL, "scores", queries, across);
    String scaled = to.add("Div", "scaled", scores, to.decimal("root", Math.sqrt((double) size)));
    String sums = to.add(StepWriter.MATMUL, "sums", to.add("Softmax", "shares", scaled), values);
    String together =
        groups > 1
            ? to.moved("together", sums, 0L, 3L, 1L, 2L, 4L)
            : to.moved("together", sums, 0L, 2L, 1L, 3L);
    String joined = to.reshaped("joined", together, 0L, length(0), heads * valueSize);
    String result =
        to.projected(
            "out_proj",
            joined,
            heads * valueSize,
            number(layer.out(), width),
            layer.bias() && layer.outbias());
    to.add("Identity", "", result);
  }

  /** A projection whose heads are apart: before the positions, and of groups on an axis more. */
  private String heads(String name, List<String> tensors, List<Long> sizes) {
    int input = input(name);
    long out = sizes.get(0) * sizes.get(1) * sizes.get(2);
    String projected = to.projected(name, tensors.get(input), features(input), out, layer.bias());
    boolean grouped = number(layer.keyheads(), layer.heads().value()) < layer.heads().value();
    long length = length(input);
    return grouped
        ? to.moved(
            name + "_apart",
            to.reshaped(
                name + "_heads", projected, 0L, length, sizes.get(0), sizes.get(1), sizes.get(2)),
            0L,
            2L,
            3L,
            1L,
            4L)
        : to.moved(
            name + "_apart",
            to.reshaped(name + "_heads", projected, 0L, length, sizes.get(0), sizes.get(2)),
            0L,
            2L,
            1L,
            3L);
  }

  /** Queries or keys turned by their positions: each half with the other's sines. */
  private String turned(String name, String vectors, long length, long size, boolean grouped) {
    long axis = grouped ? 4 : 3;
    String angles = angles(name, length, size);
    String first = to.part(name + "_front", vectors, axis, 0, size / 2);
    String last = to.part(name + "_back", vectors, axis, size / 2, size);
    String crossed =
        to.joined(name + "_crossed", axis, List.of(to.add("Neg", name + "_minus", last), first));
    String cosines =
        to.add("Mul", name + "_cosines", vectors, to.add("Cos", name + "_cos", angles));
    String sines = to.add("Mul", name + "_sines", crossed, to.add("Sin", name + "_sin", angles));
    return to.add("Add", name + "_turned", cosines, sines);
  }

  /** The angle of each position and feature (Su et al. 2021, equation 15). */
  private String angles(String name, long length, long size) {
    String rates =
        to.add(
            "Exp",
            name + "_rates",
            to.add(
                "Mul",
                name + "_exponents",
                range(name + "_features", size / 2),
                to.decimal(name + "_rate", -2 * Math.log(BASE) / size)));
    String places = to.reshaped(name + "_column", range(name + "_places", length), length, 1L);
    String half = to.add("Mul", name + "_half", places, rates);
    return to.joined(name + "_angles", 1, List.of(half, half));
  }

  private String range(String step, long count) {
    return to.add(
        "Range",
        step,
        to.decimal(step + "_first", 0),
        to.decimal(step + "_end", (double) count),
        to.decimal(step + "_step", 1));
  }

  /** A learned key or value behind all others, and one of zeros. */
  private String longer(String name, String vectors, long heads, boolean grouped, long size) {
    List<String> parts = new ArrayList<>(List.of(vectors));
    if (layer.addedbias()) {
      String learned = to.weight("bias_" + name, 1L, 1L, heads * size);
      String apart =
          grouped
              ? to.reshaped(name + "_added", learned, 1L, heads, 1L, 1L, size)
              : to.reshaped(name + "_added", learned, 1L, heads, 1L, size);
      parts.add(each(name + "_each", apart, vectors));
    }
    if (layer.zeroattention()) {
      String one = to.part(name + "_one", vectors, grouped ? 3 : 2, 0, 1);
      parts.add(to.add("Mul", name + "_zeros", one, to.decimal(name + "_zero", 0)));
    }
    return parts.size() == 1 ? vectors : to.joined(name + "_longer", grouped ? 3 : 2, parts);
  }

  /** The same for each example of a batch. */
  private String each(String step, String one, String like) {
    String size =
        to.add(
            "Gather",
            step + "_batch",
            to.add("Shape", step + "_shape", like),
            to.numbers(step + "_axis", 0L));
    boolean grouped = number(layer.keyheads(), layer.heads().value()) < layer.heads().value();
    String ones =
        grouped
            ? to.numbers(step + "_ones", 1L, 1L, 1L, 1L)
            : to.numbers(step + "_ones", 1L, 1L, 1L);
    return to.add("Expand", step, one, to.joined(step + "_size", 0, List.of(size, ones)));
  }

  private int input(String name) {
    int place = List.of("q", "k", "v").indexOf(name);
    return Math.min(place, inputs.size() - 1);
  }

  private long features(int input) {
    return inputs.get(input).channels().size().value();
  }

  private long length(int input) {
    return inputs.get(Math.min(input, inputs.size() - 1)).spatial().get(0).size().value();
  }

  private static long number(@Nullable Size size, long otherwise) {
    return size == null ? otherwise : size.value();
  }
}
