package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.onnx.source.ScanWriter.Now;
import io.github.layerbook.exchange.onnx.source.ScanWriter.Sequence;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.statespace.HeadedStateSpace;
import io.github.layerbook.layer.statespace.SelectiveStateSpace;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Selective state spaces in ONNX's operators: what is the same for all positions at once, and a
 * {@link ScanWriter scan} in which each position fades the state and adds to it.
 *
 * @param to where the operators are written
 * @param width features of the input
 * @param length positions
 */
record StateSpaceWriter(StepWriter to, long width, long length) {
  private static final String MUL = "Mul";

  private static StateSpaceWriter of(StepWriter to, Shape input) {
    long length = input.spatial().get(0).size().value();
    return new StateSpaceWriter(to, input.channels().size().value(), length);
  }

  /** Each channel fades as its own step says (Gu and Dao 2023, algorithm 2). */
  static String selective(StepWriter to, Said said, List<String> inputs) {
    return of(to, said.inputs().get(0))
        .selective((SelectiveStateSpace) said.layer(), inputs.get(0));
  }

  /** Each head fades as its own step says (Dao and Gu 2024, section 7). */
  static String headed(StepWriter to, Said said, List<String> inputs) {
    return of(to, said.inputs().get(0)).headed((HeadedStateSpace) said.layer(), inputs.get(0));
  }

  private String selective(SelectiveStateSpace layer, String input) {
    long inner = Math.multiplyExact(layer.expand().value(), width);
    long state = layer.state().value();
    Size stated = layer.rank();
    long rank = stated == null ? -Math.floorDiv(-width, 16) : stated.value();
    String both = to.projected("in_proj", input, width, 2 * inner, layer.bias());
    String gate = to.part("gate", both, 2, inner, 2 * inner);
    String mixed =
        convolved(
            to,
            to.part("hidden", both, 2, 0, inner),
            inner,
            layer.kernel().value(),
            layer.convbias());
    String made = to.projected("x_proj", mixed, inner, rank + 2 * state, false);
    String time = made(layer, "dt", made, 0, rank);
    String in = made(layer, "b", made, rank, state);
    String out = made(layer, "c", made, rank + state, state);
    String steps = to.add("Softplus", "steps", to.projected("dt_proj", time, rank, inner, true));
    String pace = pace(inner, state);
    String given =
        new ScanWriter(to, List.of(inner, state))
            .scanned(
                List.of(
                    Sequence.of(to.add(MUL, "added", steps, mixed), inner),
                    Sequence.of(steps, inner),
                    Sequence.of(in, state),
                    Sequence.of(out, state)),
                List.of(inner),
                (body, before, now) -> {
                  String each = unsqueezed(body, "each_step", now.get(1), 2);
                  String fade = body.add("Exp", "fade", body.add(MUL, "paced", each, pace));
                  String added =
                      body.add(
                          MUL,
                          "add",
                          unsqueezed(body, "each_added", now.get(0), 2),
                          unsqueezed(body, "each_in", now.get(2), 1));
                  String faded = body.add(MUL, "faded", before, fade);
                  String next = body.add("Add", "next", faded, added);
                  String column = unsqueezed(body, "each_out", now.get(3), 2);
                  String product = body.add(StepWriter.MATMUL, "product", next, column);
                  return new Now(
                      next, body.add("Squeeze", "given", product, body.numbers("given_axis", 2L)));
                });
    String kept = to.add(MUL, "kept", mixed, to.weight("D", inner));
    String opened = opened(to.add("Add", "scan_kept", given, kept), gate);
    return to.add("Identity", "", to.projected("out_proj", opened, inner, width, layer.bias()));
  }

  private String made(SelectiveStateSpace layer, String name, String made, long first, long size) {
    String part = to.part(name, made, 2, first, first + size);
    return layer.norms() ? to.scaledByRoot(name + "_layernorm", part, size) : part;
  }

  private String headed(HeadedStateSpace layer, String input) {
    long heads = layer.heads().value();
    long size = layer.headsize().value();
    long state = layer.state().value();
    long groups = layer.groups().value();
    long inner = Math.multiplyExact(heads, size);
    long vectors = Math.multiplyExact(groups, state);
    long mixed = inner + 2 * vectors;
    long each = heads / groups;
    String all = to.projected("in_proj", input, width, inner + mixed + heads, layer.bias());
    String gate = to.part("gate", all, 2, 0, inner);
    String passing = to.part("hidden", all, 2, inner, inner + mixed);
    String convolved = convolved(to, passing, mixed, layer.kernel().value(), layer.convbias());
    String features = to.part("features", convolved, 2, 0, inner);
    String in = to.part("b", convolved, 2, inner, inner + vectors);
    String out = to.part("c", convolved, 2, inner + vectors, mixed);
    String times = to.part("dt", all, 2, inner + mixed, inner + mixed + heads);
    String steps =
        to.add("Softplus", "steps", to.add("Add", "dt_biased", times, to.weight("dt_bias", heads)));
    String fades = to.add("Exp", "fades", to.add(MUL, "paced", steps, pace(heads)));
    String apart = to.reshaped("heads", features, 0L, length, heads, size);
    String stepped = to.add(MUL, "added", apart, unsqueezed(to, "each_step", steps, 3));
    String given =
        new ScanWriter(to, List.of(groups, each, size, state))
            .scanned(
                List.of(
                    sequence("added_heads", stepped, groups, each, size, 1L),
                    sequence("fades_heads", fades, groups, each, 1L, 1L),
                    sequence("b_groups", in, groups, 1L, 1L, state),
                    sequence("c_groups", out, groups, 1L, state, 1L)),
                List.of(groups, each, size, 1L),
                (body, before, now) -> {
                  String added = body.add(MUL, "add", now.get(0), now.get(2));
                  String faded = body.add(MUL, "faded", before, now.get(1));
                  String next = body.add("Add", "next", faded, added);
                  return new Now(next, body.add(StepWriter.MATMUL, "given", next, now.get(3)));
                });
    String together = to.reshaped("scan_heads", given, 0L, length, heads, size);
    String kept =
        to.add(MUL, "kept", apart, to.reshaped("D_heads", to.weight("D", heads), heads, 1L));
    String joined =
        to.reshaped("joined", to.add("Add", "scan_kept", together, kept), 0L, length, inner);
    String grouped =
        to.reshaped("norm_groups", opened(joined, gate), 0L, length, groups, inner / groups);
    String divided =
        to.reshaped("norm_joined", to.divided("norm", grouped, grouped), 0L, length, inner);
    String scaled = to.add(MUL, "norm_scaled", divided, to.weight("norm.weight", inner));
    return to.add("Identity", "", to.projected("out_proj", scaled, inner, width, layer.bias()));
  }

  private Sequence sequence(String step, String tensor, Long... extents) {
    return new Sequence(to.ofPositions(step, tensor, length, extents), List.of(extents));
  }

  /** How fast the state fades: less than zero. */
  private String pace(Long... extents) {
    return pace(to, extents);
  }

  /** How fast a state fades: less than zero. */
  static String pace(StepWriter to, Long... extents) {
    return to.add("Neg", "pace", to.add("Exp", "decay", to.weight("A_log", extents)));
  }

  private String opened(String values, String gate) {
    return to.add(MUL, "opened", values, to.activated("gate", Activation.Kind.SILU, gate));
  }

  private static String unsqueezed(StepWriter to, String step, String tensor, long axis) {
    return to.add("Unsqueeze", step, tensor, to.numbers(step + "_axis", axis));
  }

  /** Each channel over the last positions, and its activation: {@code [batch, positions, …]}. */
  static String convolved(StepWriter to, String input, long channels, long kernel, boolean bias) {
    List<String> inputs = new ArrayList<>();
    inputs.add(to.moved("conv1d_moved", input, 0L, 2L, 1L));
    inputs.add(to.weight("conv1d.weight", channels, 1L, kernel));
    if (bias) {
      inputs.add(to.weight("conv1d.bias", channels));
    }
    String convolved =
        to.add(
            to.node("Conv", "conv1d", inputs)
                .addAttribute(Protos.integers("kernel_shape", List.of(kernel)))
                .addAttribute(Protos.integers("pads", List.of(kernel - 1, 0L)))
                .addAttribute(Protos.attribute("group", channels)));
    String moved = to.moved("conv1d_back", convolved, 0L, 2L, 1L);
    return to.activated("conv1d", Activation.Kind.SILU, moved);
  }
}
