package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ONNX's recurrent operators: one layer each, of one or two directions. */
final class Recurrents {
  private Recurrents() {}

  static List<EntryBuilder> entries() {
    return List.of(
        entry(Recurrent.Kind.LSTM, 4), entry(Recurrent.Kind.GRU, 3), entry(Recurrent.Kind.RNN, 1));
  }

  private static EntryBuilder entry(Recurrent.Kind kind, int gates) {
    return OnnxOperators.operator(Recurrent.class, kind.name())
        .fixed("kind", kind)
        .signature(
            "W R B=None P=None hidden_size=None direction=forward layout=0 clip=None"
                + " activations=None activation_alpha=None activation_beta=None input_forget=0"
                + " linear_before_reset=0 output_sequence=1 single_bias=0")
        .limit("peepholes", call -> !call.isAbsent("P"))
        .bound(
            List.of(
                "units",
                "in",
                "bias",
                "bidirectional",
                "activation",
                "resetafter",
                "singlebias",
                "sequence"),
            (call, options) -> read(call, options, kind),
            (writing, arguments) -> write(writing, arguments, gates))
        .arranged(call -> Axes.sequences(call, directions(call)));
  }

  private static long directions(Call call) {
    return call.numbers("W", 1).get(0);
  }

  private static void read(Call call, Map<String, @Nullable Object> options, Recurrent.Kind kind) {
    List<Long> weights = call.numbers("W", 1);
    List<Long> recurrent = call.numbers("R", 1);
    if (weights.size() != 3 || recurrent.size() != 3) {
      throw new DialectException(
          "the weights of %s have extents %s and %s: directions, gates, features",
          call.name(), weights, recurrent);
    }
    options.put("units", Size.of(recurrent.get(2)));
    options.put("in", Size.of(weights.get(2)));
    options.put("bias", !call.isAbsent("B"));
    options.put("singlebias", call.flag("single_bias"));
    options.put("bidirectional", weights.get(0) == 2);
    if (kind == Recurrent.Kind.GRU) {
      options.put("resetafter", call.flag("linear_before_reset"));
    } else if (kind == Recurrent.Kind.RNN && !call.isAbsent("activations")) {
      String name = String.valueOf(call.elements("activations").get(0)).toUpperCase(Locale.ROOT);
      options.put("activation", name.equals("RELU") ? Activation.Kind.RELU : Activation.Kind.TANH);
    }
  }

  private static void write(Writing writing, Map<String, @Nullable Object> arguments, int gates) {
    if (!(writing.layer() instanceof Recurrent layer)) {
      return;
    }
    if (layer.layers() != 1) {
      throw new NotExpressibleException("ONNX has one operator for each layer: state layers=1");
    }
    long directions = layer.bidirectional() ? 2 : 1;
    long units = layer.units().value();
    arguments.put("W", List.of(directions, gates * units, writing.channels(0).value()));
    arguments.put("R", List.of(directions, gates * units, units));
    arguments.put("B", layer.bias() ? List.of(directions, 2L * gates * units) : null);
    arguments.put("hidden_size", units);
    arguments.put("direction", directions == 2 ? "bidirectional" : "forward");
    if (layer.kind() == Recurrent.Kind.GRU) {
      arguments.put("linear_before_reset", layer.resetafter() ? 1L : 0L);
    } else if (layer.activation() != Activation.Kind.TANH) {
      arguments.put("activations", List.of("Relu"));
    }
  }
}
