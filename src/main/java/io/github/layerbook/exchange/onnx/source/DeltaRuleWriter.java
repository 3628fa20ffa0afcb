package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.onnx.source.ScanWriter.Now;
import io.github.layerbook.exchange.onnx.source.ScanWriter.Sequence;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.statespace.GatedDeltaRule;
import java.util.List;

/**
 * The gated delta rule in ONNX's operators (Yang et al. 2025, equation 10): a {@link ScanWriter
 * scan} in which each position fades a matrix of each value head and corrects it at its key. What a
 * head of keys is made of stands together, as in Qwen3-Next.
 */
final class DeltaRuleWriter {
  private static final String MUL = "Mul";

  /** Keeps a norm from zero. */
  private static final double SMALL = 1e-6;

  private final StepWriter to;
  private final GatedDeltaRule layer;
  private final long width;
  private final long length;
  private final long heads;

  /** Heads of values that share a head of keys. */
  private final long each;

  private final long keySize;
  private final long valueSize;

  private DeltaRuleWriter(StepWriter to, GatedDeltaRule layer, Shape input) {
    this.to = to;
    this.layer = layer;
    this.width = input.channels().size().value();
    this.length = input.spatial().get(0).size().value();
    this.heads = layer.keyheads().value();
    this.each = layer.valueheads().value() / heads;
    this.keySize = layer.keysize().value();
    this.valueSize = layer.valuesize().value();
  }

  static String write(StepWriter to, Said said, List<String> inputs) {
    return new DeltaRuleWriter(to, (GatedDeltaRule) said.layer(), said.inputs().get(0))
        .written(inputs.get(0));
  }

  private String written(String input) {
    long keys = heads * keySize;
    long values = heads * each * valueSize;
    long own = 2 * keySize + 2 * each * valueSize;
    String projected = to.projected("in_proj_qkvz", input, width, heads * own, false);
    String all = to.reshaped("qkvz_heads", projected, 0L, length, heads, own);
    String mixed =
        to.joined(
            "mixed",
            2,
            List.of(
                joined("q", all, 0, keySize),
                joined("k", all, keySize, keySize),
                joined("v", all, 2 * keySize, each * valueSize)));
    long channels = 2 * keys + values;
    String seen = StateSpaceWriter.convolved(to, mixed, channels, layer.kernel().value(), false);
    String queries = unit("q", to.part("q_own", seen, 2, 0, keys));
    String scaled =
        to.add(MUL, "q_scaled", queries, to.decimal("q_root", 1 / Math.sqrt((double) keySize)));
    String given =
        scanned(
            scaled,
            unit("k", to.part("k_own", seen, 2, keys, 2 * keys)),
            to.part("v_own", seen, 2, 2 * keys, channels),
            to.projected("in_proj_ba", input, width, 2 * heads * each, false));
    String apart = to.reshaped("values", given, 0L, length, heads * each, valueSize);
    String normal = to.scaledByRoot("norm", apart, valueSize);
    String together = to.reshaped("values_joined", normal, 0L, length, values);
    String gate = joined("z", all, own - each * valueSize, each * valueSize);
    String gated = to.add(MUL, "gated", together, to.activated("z", Activation.Kind.SILU, gate));
    return to.add("Identity", "", to.projected("out_proj", gated, values, width, false));
  }

  private String scanned(String queries, String keys, String values, String both) {
    String pairs = to.reshaped("ba_heads", both, 0L, length, heads, 2 * each);
    String strength = to.add("Sigmoid", "strength", joined("b", pairs, 0, each));
    String times =
        to.add("Add", "times", joined("a", pairs, each, each), to.weight("dt_bias", heads * each));
    String fading =
        to.add(
            MUL,
            "fading",
            to.add("Softplus", "steps", times),
            StateSpaceWriter.pace(to, heads * each));
    return new ScanWriter(to, List.of(heads, each, keySize, valueSize))
        .scanned(
            List.of(
                sequence("q_rows", queries, heads, 1L, 1L, keySize),
                sequence("k_rows", keys, heads, 1L, 1L, keySize),
                sequence("v_rows", values, heads, each, 1L, valueSize),
                sequence("fades", to.add("Exp", "fade", fading), heads, each, 1L, 1L),
                sequence("strengths", strength, heads, each, 1L, 1L)),
            List.of(heads, each, 1L, valueSize),
            DeltaRuleWriter::position);
  }

  private static Now position(StepWriter body, String state, List<String> now) {
    String key = now.get(1);
    String faded = body.add(MUL, "faded", state, now.get(3));
    String known = body.add(StepWriter.MATMUL, "known", key, faded);
    String less = body.add("Sub", "error", now.get(2), known);
    String correction = body.add(MUL, "correction", less, now.get(4));
    String column = body.moved("k_column", key, 0L, 1L, 2L, 4L, 3L);
    String product = body.add(StepWriter.MATMUL, "product", column, correction);
    String next = body.add("Add", "next", faded, product);
    return new Now(next, body.add(StepWriter.MATMUL, "given", now.get(0), next));
  }

  private Sequence sequence(String step, String tensor, Long... extents) {
    return new Sequence(to.ofPositions(step, tensor, length, extents), List.of(extents));
  }

  /** A part of what each head of keys has, all heads together. */
  private String joined(String name, String all, long first, long size) {
    String part = to.part(name, all, 3, first, first + size);
    return to.reshaped(name + "_joined", part, 0L, length, heads * size);
  }

  /** The vectors of heads of keys, each of length one. */
  private String unit(String name, String joined) {
    String vectors = to.reshaped(name + "_heads", joined, 0L, length, heads, keySize);
    String squares = to.add(MUL, name + "_squares", vectors, vectors);
    String sum = to.add("ReduceSum", name + "_sum", squares, to.numbers(name + "_along", -1L));
    String least = to.add("Add", name + "_least", sum, to.decimal(name + "_small", SMALL));
    return to.add("Div", name + "_unit", vectors, to.add("Sqrt", name + "_length", least));
  }
}
