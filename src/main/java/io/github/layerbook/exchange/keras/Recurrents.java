package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Result;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Naming;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.recurrent.ConvolutionalLstm;
import io.github.layerbook.layer.recurrent.Recurrent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keras's recurrent layers. */
final class Recurrents {
  /** Keras's name of each kind. */
  static final Map<Recurrent.Kind, String> NAMES =
      Map.of(
          Recurrent.Kind.RNN, "SimpleRNN",
          Recurrent.Kind.LSTM, "LSTM",
          Recurrent.Kind.GRU, "GRU");

  /** What a state of ours is in Keras: without our axis of layers. */
  static final Placement STATE = new Placement(List.of(1, Placement.NONE));

  private Recurrents() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>();
    for (Recurrent.Kind kind : Recurrent.Kind.values()) {
      entries.add(layer(kind));
    }
    for (int axes = 1; axes <= 3; axes++) {
      entries.add(convolutional(axes));
    }
    return entries;
  }

  private static EntryBuilder layer(Recurrent.Kind kind) {
    String name = String.valueOf(NAMES.get(kind));
    EntryBuilder entry =
        Keras.layer(Recurrent.class, name)
            .fixed("kind", kind)
            .fixed("bidirectional", false)
            .signature("units activation=tanh")
            .codec(
                "activation",
                Codec.of(
                    Activations::kind,
                    value -> Activations.name(Activation.of((Activation.Kind) value))));
    if (kind != Recurrent.Kind.RNN) {
      entry.signature("recurrent_activation=sigmoid");
    }
    entry
        .signature("use_bias:bias=True return_sequences:sequence=False return_state:states=False")
        .fixed("singlebias", kind != Recurrent.Kind.GRU)
        .unsaid("in")
        .arranged(Recurrents::states)
        .naming((tensor, layer) -> named(tensor, cell(name)));
    return kind == Recurrent.Kind.GRU ? entry.signature("reset_after:resetafter=True") : entry;
  }

  /** Keras returns the state of the one layer without an axis for layers. */
  private static Arrangement states(Call call) {
    return Arrangement.channelsLast(call.inputs(), 1)
        .mapped(
            results ->
                results.stream()
                    .map(
                        result ->
                            result.output() == 0 ? result : new Result(result.output(), STATE))
                    .toList());
  }

  private static EntryBuilder convolutional(int axes) {
    return Keras.layer(ConvolutionalLstm.class, "ConvLSTM" + axes + "D")
        .axes(axes + 1)
        .signature(
            axes,
            "filters:out kernel_size:kernel strides:stride=1 padding=valid data_format=None"
                + " dilation_rate:dilation=1 activation=tanh recurrent_activation=sigmoid"
                + " use_bias:bias=True return_sequences:sequence=False return_state:states=False")
        .codec("padding", new Convolutions.KerasPadding())
        .arranged(KerasAxes::channels)
        .naming((tensor, layer) -> convolved(tensor));
  }

  private static Map<String, List<Long>> convolved(Tensor tensor) {
    String prefix = tensor.name().startsWith("state.") ? "recurrent_" : "";
    return Tensors.prefixed("conv_lstm_cell/" + prefix, Tensors.kernel(tensor));
  }

  /** Keras has kernels with inputs before gates, and a GRU's two biases in one tensor. */
  static Map<String, List<Long>> named(Tensor tensor, String cell) {
    List<Long> extents = Naming.extents(tensor);
    String name = tensor.name();
    if (name.startsWith("weight")) {
      String kernel = name.startsWith("weight_ih") ? "/kernel" : "/recurrent_kernel";
      return Map.of(cell + kernel, List.of(extents.get(1), extents.get(0)));
    } else if (name.startsWith("bias_hh")) {
      return Map.of(cell + "/bias", List.of(2L, extents.get(0)));
    }
    return Map.of(cell + "/bias", extents);
  }

  /** The name of the cell that holds a layer's tensors. */
  static String cell(String layer) {
    return Tensors.snake(layer) + "_cell";
  }
}
