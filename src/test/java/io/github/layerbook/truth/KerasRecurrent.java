package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.recurrent.ConvolutionalLstm;
import io.github.layerbook.layer.recurrent.Recurrent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keras's recurrent layers, and the layers that wrap others. */
final class KerasRecurrent {
  private static final Map<String, Recurrent.Kind> KINDS =
      Map.of(
          "SimpleRNN", Recurrent.Kind.RNN, "LSTM", Recurrent.Kind.LSTM, "GRU", Recurrent.Kind.GRU);

  private KerasRecurrent() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    KINDS.forEach(
        (name, kind) ->
            mappings.put(
                name,
                c ->
                    stated(c, layer(c, kind, false, Recurrent.Merge.CONCAT))
                        .naming(t -> named(t, cell(name)))));
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      mappings.put(
          "ConvLSTM" + n + "D",
          c -> Trial.keras(c, convolutional(c, n)).naming(KerasRecurrent::convolved));
    }
    mappings.put("Bidirectional", KerasRecurrent::bidirectional);
    mappings.put("TimeDistributed", KerasRecurrent::timeDistributed);
    return mappings;
  }

  private static Recurrent layer(
      Case c, Recurrent.Kind kind, boolean bidirectional, Recurrent.Merge merge) {
    return new Recurrent(
        kind,
        c.size("units", 0),
        1,
        bidirectional,
        null,
        c.flag("use_bias", true),
        kind != Recurrent.Kind.GRU,
        c.flag("reset_after", true),
        c.flag("return_sequences", false),
        c.flag("return_state", false),
        merge,
        Activation.Kind.valueOf(c.text("activation", "tanh").toUpperCase(Locale.ROOT)),
        null);
  }

  /** Keras returns the state of the one layer without an axis for layers. */
  private static Trial stated(Case c, Recurrent layer) {
    Trial trial = Trial.keras(c, layer);
    return trial.layout(
        (output, shape) ->
            output == 0
                ? trial.layout().extents(0, shape)
                : List.of(trial.batch(), shape.channels().size().value()));
  }

  private static ConvolutionalLstm convolutional(Case c, int axes) {
    return new ConvolutionalLstm(
        c.extents("kernel_size", axes, 0),
        c.size("filters", 0),
        c.extents("strides", axes, 1),
        KerasConvolutions.padding(c),
        c.extents("dilation_rate", axes, 1),
        c.flag("use_bias", true),
        c.flag("return_sequences", false),
        c.flag("return_state", false));
  }

  private static Map<String, List<Long>> convolved(Tensor tensor) {
    String prefix = tensor.name().startsWith("state.") ? "recurrent_" : "";
    return prefixed("conv_lstm_cell/" + prefix, KerasConvolutions.kernel(tensor));
  }

  private static Trial bidirectional(Case c) {
    String name = c.text("layer", "");
    Recurrent.Kind kind = KINDS.get(name);
    Case inner = inner(c, c.input(0));
    if (kind == null) {
      throw new NotExpressible(NotExpressible.Reason.WRAPS_ANOTHER_LAYER);
    }
    String mode = c.isNone("merge_mode") ? "none" : c.text("merge_mode", "concat");
    Recurrent.Merge merge = Recurrent.Merge.valueOf(mode.toUpperCase(Locale.ROOT));
    Trial trial = Trial.keras(c, layer(inner, kind, true, merge));
    return trial
        .layout(new EachDirection(trial, merge == Recurrent.Merge.NONE ? 2 : 1))
        .naming(
            t -> {
              String direction = t.name().endsWith("_reverse") ? "backward_" : "forward_";
              return named(t, direction + snake(name) + "/" + cell(name));
            });
  }

  /**
   * Keras returns all states of one direction, then all of the other; Layerbook, as PyTorch, those
   * of both directions in one tensor each.
   *
   * @param plain how an output of its own is written
   * @param sequences how many outputs are no states
   */
  private record EachDirection(Trial plain, int sequences) implements Trial.Layout {
    @Override
    public List<Long> extents(int output, Shape shape) {
      return output < sequences
          ? plain.layout().extents(output, shape)
          : List.of(plain.batch(), shape.channels().size().value());
    }

    @Override
    public List<List<Long>> all(List<Shape> outputs) {
      List<List<Long>> each = Trial.Layout.super.all(outputs);
      List<List<Long>> states = each.subList(sequences, each.size());
      return Trial.join(Trial.join(each.subList(0, sequences), states), states);
    }
  }

  /** Keras has kernels with inputs before gates, and a GRU's two biases in one tensor. */
  private static Map<String, List<Long>> named(Tensor tensor, String cell) {
    List<Long> extents = Trial.extents(tensor);
    String name = tensor.name();
    if (name.startsWith("weight")) {
      String kernel = name.startsWith("weight_ih") ? "/kernel" : "/recurrent_kernel";
      return Map.of(cell + kernel, List.of(extents.get(1), extents.get(0)));
    } else if (name.startsWith("bias_hh")) {
      return Map.of(cell + "/bias", List.of(2L, extents.get(0)));
    }
    return Map.of(cell + "/bias", extents);
  }

  private static String cell(String layer) {
    return snake(layer) + "_cell";
  }

  /** Keras's own names of layers: {@code simple_rnn}, {@code conv2d}. */
  private static String snake(String layer) {
    return layer
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .replace("Conv_", "conv_")
        .toLowerCase(Locale.ROOT);
  }

  /** Time steps are examples: the wrapped layer has a batch of all of them. */
  private static Trial timeDistributed(Case c) {
    String name = c.text("layer", "");
    List<Long> input = c.input(0);
    long steps = input.get(1);
    List<Long> each = Trial.join(List.of(input.get(0) * steps), input.subList(2, input.size()));
    Mapping mapping = KerasLayersTest.mappings().get(name);
    if (mapping == null) {
      throw new NotExpressible(NotExpressible.Reason.WRAPS_ANOTHER_LAYER);
    }
    Trial trial = mapping.trial(inner(c, each));
    return trial
        .layout(
            (output, shape) -> {
              List<Long> extents = trial.layout().extents(output, shape);
              return Trial.join(List.of(input.get(0), steps), extents.subList(1, extents.size()));
            })
        .naming(t -> prefixed(snake(name) + "/", trial.naming().apply(t)));
  }

  private static Map<String, List<Long>> prefixed(String prefix, Map<String, List<Long>> names) {
    Map<String, List<Long>> prefixed = new LinkedHashMap<>();
    names.forEach((name, extents) -> prefixed.put(prefix + name, extents));
    return prefixed;
  }

  /** The wrapped layer as a case of its own. */
  private static Case inner(Case c, List<Long> input) {
    JsonNode layerArguments = c.argument("layer_args");
    ObjectNode inner = JsonNodeFactory.instance.objectNode();
    inner.put("id", c.id()).put("class", c.text("layer", ""));
    inner.set("args", layerArguments == null ? inner.objectNode() : layerArguments);
    ArrayNode shape = inner.putArray("in").addArray();
    input.forEach(shape::add);
    return new Case(inner);
  }
}
