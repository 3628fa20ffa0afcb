package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.checkpoint.exported.AtenCode.UnsaidException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Calls of ATen that read a module's weights, as calls of that module: the shapes of its weights
 * and the arguments of the call tell how it is made.
 *
 * @param graph the program
 * @param modules where the modules stand
 * @param at the path of the module that calls
 */
record AtenLayers(ExportedGraph graph, AtenModules modules, String at) {
  private static final String INPUT_WEIGHT = "weight_ih_l0";

  /** Returns a call of the module whose weights a call reads; empty if it has none. */
  Optional<String> call(AtenCall call, AtenText all) {
    String name = call.name();
    if (call.nodes().size() != 1) {
      return Optional.empty();
    }
    AtenLayers own = new AtenLayers(graph, modules, GraphNode.of(call.node()).module());
    return own.call(name, all);
  }

  private Optional<String> call(String name, AtenText all) {
    return switch (name) {
      case "conv1d", "conv2d", "conv3d" -> convolution("nn.Conv" + name.substring(4), false, all);
      case "conv_transpose1d", "conv_transpose2d", "conv_transpose3d" ->
          convolution("nn.ConvTranspose" + name.substring(14), true, all);
      case "linear" ->
          module(
              all,
              1,
              0,
              weight ->
                  "nn.Linear(%d, %d, bias=%s)"
                      .formatted(extent(weight, 1), extent(weight, 0), given(all, 2)));
      case "addmm" ->
          module(
              all,
              2,
              1,
              weight -> "nn.Linear(%d, %d)".formatted(extent(weight, 0), extent(weight, 1)));
      case "embedding" ->
          module(
              all,
              0,
              1,
              weight -> "nn.Embedding(%d, %d)".formatted(extent(weight, 0), extent(weight, 1)));
      case "batch_norm" -> batchNorm(all);
      case "layer_norm" ->
          module(
              all,
              2,
              0,
              weight -> "nn.LayerNorm(%s, bias=%s)".formatted(shape(weight), given(all, 3)));
      case "rms_norm" -> module(all, 2, 0, weight -> "nn.RMSNorm(%s)".formatted(shape(weight)));
      case "group_norm" ->
          module(
              all,
              2,
              0,
              weight -> "nn.GroupNorm(%s, %d)".formatted(all.text(1), extent(weight, 0)));
      case "prelu" -> module(all, 1, 0, weight -> "nn.PReLU(%d)".formatted(extent(weight, 0)));
      case "lstm", "gru", "rnn_tanh", "rnn_relu" -> recurrent(name, all);
      default -> Optional.empty();
    };
  }

  /** Whether a call is given an optional tensor, such as a bias. */
  private static String given(AtenText all, int place) {
    return all.has(place) ? "True" : "False";
  }

  /** The call of the module whose weight stands at a place on what stands at another. */
  private Optional<String> module(
      AtenText all, int weight, int input, Function<String, String> constructor) {
    return Optional.of(all.tensor(weight))
        .filter(graph.states()::containsKey)
        .flatMap(state -> modules.call(state, at, constructor.apply(state), all.text(input)));
  }

  private List<Long> shape(String state) {
    return modules.shape(state);
  }

  private long extent(String state, int axis) {
    List<Long> shape = shape(state);
    if (axis >= shape.size()) {
      throw new UnsaidException("a weight has too few axes");
    }
    return shape.get(axis);
  }

  /** The weight of a transposed one has its inputs first, and its dilation stands last. */
  private Optional<String> convolution(String type, boolean transposed, AtenText all) {
    int groups = 6;
    return module(
        all,
        1,
        0,
        weight -> {
          long within = Math.multiplyExact(extent(weight, 1), groups(all.text(groups, "1")));
          long own = extent(weight, 0);
          List<Long> shape = shape(weight);
          return "%s(%d, %d, %s, stride=%s, padding=%s, dilation=%s, groups=%s, bias=%s%s)"
              .formatted(
                  type,
                  transposed ? own : within,
                  transposed ? within : own,
                  shape.subList(Math.min(2, shape.size()), shape.size()),
                  all.text(3, "1"),
                  all.text(4, "0"),
                  all.text(transposed ? 7 : 5, "1"),
                  all.text(groups, "1"),
                  given(all, 2),
                  transposed ? ", output_padding=" + all.text(5, "0") : "");
        });
  }

  private static long groups(String written) {
    if (!written.matches("[0-9]{1,9}")) {
      throw new UnsaidException("groups are no number");
    }
    return Long.parseLong(written);
  }

  private Optional<String> batchNorm(AtenText all) {
    int rank =
        Optional.ofNullable(graph.values().get(all.tensor(0)))
            .map(value -> value.shape().size())
            .orElse(4);
    String type = "nn.BatchNorm%dd".formatted(Math.max(1, rank - 2));
    return module(all, 1, 0, weight -> "%s(%d)".formatted(type, extent(weight, 0)));
  }

  /** All weights of a stack of recurrent layers, whose first tells its sizes. */
  private Optional<String> recurrent(String name, AtenText all) {
    JsonNode weights = all.json(2).path("as_tensors");
    String first = weights.path(0).path("name").asText("");
    String path = graph.states().getOrDefault(first, "");
    if (!path.endsWith(INPUT_WEIGHT)) {
      return Optional.empty();
    }
    int gates = name.equals("lstm") ? 4 : name.equals("gru") ? 3 : 1;
    String type = name.replaceFirst("_.*", "").toUpperCase(Locale.ROOT);
    String activation = name.endsWith("_relu") ? ", nonlinearity='relu'" : "";
    String module = path.substring(0, Math.max(0, path.length() - INPUT_WEIGHT.length() - 1));
    return Optional.of(
        modules.calledAt(
            module,
            "nn.%s(%d, %d, %s, bias=%s, batch_first=%s, bidirectional=%s%s)"
                .formatted(
                    type,
                    extent(first, 1),
                    extent(first, 0) / gates,
                    all.text(4),
                    flag(all.flag(3)),
                    flag(all.flag(8)),
                    flag(all.flag(7)),
                    activation),
            all.text(0)));
  }

  private static String flag(boolean value) {
    return value ? "True" : "False";
  }
}
