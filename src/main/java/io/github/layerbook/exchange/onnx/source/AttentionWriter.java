package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Attention in ONNX's operators: products with the heads apart, their softmax, their sums. Within a
 * window a query sees itself and what stands before it.
 *
 * @param to where the operators are written
 * @param layer the layer
 * @param inputs the shapes of queries, keys and values
 */
record AttentionWriter(StepWriter to, Attention layer, List<Shape> inputs) {
  /** Refuses what no operators say. */
  static void check(Writing writing) {
    Attention layer = (Attention) writing.layer();
    if (layer.weights() != Attention.Weights.NONE) {
      throw new NotExpressibleException("its weights are an output too; write it without");
    }
  }

  static String write(StepWriter to, Said said, List<String> tensors) {
    return new AttentionWriter(to, (Attention) said.layer(), said.inputs()).written(tensors);
  }

  private String written(List<String> tensors) {
    long heads = layer.heads().value();
    long keyHeads = number(layer.keyheads(), heads);
    long width = features(0);
    long size = number(layer.headsize(), width / heads);
    long valueSize = number(layer.valuesize(), size);
    HeadsWriter parts = new HeadsWriter(to, heads, keyHeads, size, valueSize);
    String queries =
        parts.queries(
            "q", projected("q", tensors, heads * size), length(0), UnaryOperator.identity());
    String keys = keys("k", tensors, parts, size);
    String values = keys("v", tensors, parts, valueSize);
    if (layer.rotary()) {
      queries = turned("q", queries, parts, length(0));
      keys = turned("k", keys, parts, length(1));
    }
    keys = longer("k", keys, parts, size);
    values = longer("v", values, parts, valueSize);
    long seen = number(layer.window(), 0);
    long all = length(1) + (layer.addedbias() ? 1 : 0) + (layer.zeroattention() ? 1 : 0);
    String joined =
        parts.attended(
            queries,
            keys,
            values,
            length(0),
            scores ->
                seen == 0
                    ? scores
                    : parts.masked(scores, parts.distances(length(0), all), true, seen),
            parts::softmax);
    String result =
        to.projected(
            "out_proj",
            joined,
            heads * valueSize,
            number(layer.out(), width),
            layer.bias() && layer.outbias());
    return to.add("Identity", "", result);
  }

  private String projected(String name, List<String> tensors, long out) {
    int input = input(name);
    return to.projected(name, tensors.get(input), features(input), out, layer.bias());
  }

  private String keys(String name, List<String> tensors, HeadsWriter parts, long size) {
    String projected = projected(name, tensors, parts.keyHeads() * size);
    return parts.keys(name, projected, length(input(name)), size, UnaryOperator.identity());
  }

  private String turned(String name, String vectors, HeadsWriter parts, long length) {
    long size = parts.size();
    return HeadsWriter.turned(to, name, vectors, parts.positions() + 1L, length, size, size);
  }

  /** A learned key or value behind all others, and one of zeros. */
  private String longer(String name, String vectors, HeadsWriter heads, long size) {
    List<String> parts = new ArrayList<>(List.of(vectors));
    if (layer.addedbias()) {
      String learned = to.weight("bias_" + name, 1L, 1L, heads.keyHeads() * size);
      String apart =
          heads.isGrouped()
              ? to.reshaped(name + "_added", learned, 1L, heads.keyHeads(), 1L, 1L, size)
              : to.reshaped(name + "_added", learned, 1L, heads.keyHeads(), 1L, size);
      parts.add(to.each(name + "_each", apart, vectors, heads.isGrouped() ? 5 : 4));
    }
    if (layer.zeroattention()) {
      String one = to.part(name + "_one", vectors, heads.positions(), 0, 1);
      parts.add(to.add("Mul", name + "_zeros", one, to.decimal(name + "_zero", 0)));
    }
    return parts.size() == 1 ? vectors : to.joined(name + "_longer", heads.positions(), parts);
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
