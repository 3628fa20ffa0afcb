package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Argument;
import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.GatedLinearUnit;
import io.github.layerbook.layer.activation.ParametricRelu;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PyTorch's activations, as classes and as functions. */
final class Activations {
  /** The kind, the class, the function, and the arguments of both. */
  private static final String TABLE =
      """
      RELU ReLU relu inplace=False
      RELU6 ReLU6 relu6 inplace=False
      LEAKYRELU LeakyReLU leaky_relu negative_slope=0.01 inplace=False
      RRELU RReLU rrelu lower=0.125 upper=0.3333333333333333 inplace=False
      ELU ELU elu alpha=1.0 inplace=False
      SELU SELU selu inplace=False
      CELU CELU celu alpha=1.0 inplace=False
      SILU SiLU silu inplace=False
      MISH Mish mish inplace=False
      HARDSIGMOID Hardsigmoid hardsigmoid inplace=False
      HARDSWISH Hardswish hardswish inplace=False
      HARDTANH Hardtanh hardtanh min_val=-1.0 max_val=1.0 inplace=False
      THRESHOLD Threshold threshold threshold value inplace=False
      GELU GELU gelu approximate=none
      SIGMOID Sigmoid sigmoid
      TANH Tanh tanh
      SOFTPLUS Softplus softplus beta=1.0 threshold=20.0
      SOFTSIGN Softsign softsign
      LOGSIGMOID LogSigmoid logsigmoid
      TANHSHRINK Tanhshrink tanhshrink
      SOFTSHRINK Softshrink softshrink lambd=0.5
      HARDSHRINK Hardshrink hardshrink lambd=0.5
      """;

  private Activations() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> all = new ArrayList<>();
    for (List<String> row : Dialect.rows(TABLE)) {
      String signature = String.join(" ", row.subList(3, row.size()));
      add(all, Activation.Kind.valueOf(row.get(0)), row.get(1), row.get(2), signature);
    }
    all.add(
        EntryBuilder.of(Activation.class, "torch", "exp")
            .function("input")
            .fixed("kind", Activation.Kind.EXPONENTIAL)
            .arranged(TorchAxes::any));
    addSoftmax(all, Softmax.Kind.SOFTMAX, "Softmax", "softmax");
    addSoftmax(all, Softmax.Kind.LOG, "LogSoftmax", "log_softmax");
    addSoftmax(all, Softmax.Kind.MIN, "Softmin", "softmin");
    all.add(
        PyTorch.module(Softmax.class, "Softmax2d")
            .fixed("kind", Softmax.Kind.SOFTMAX)
            .arranged(TorchAxes.examples(3))
            .readOnly());
    EntryBuilder gated = gated();
    all.add(gated);
    all.add(PyTorch.function(gated, "glu", "dim"));
    all.add(parametric());
    return all;
  }

  /**
   * Adds the class and its functions, {@code relu} and, where it can be in place, {@code relu_}.
   */
  private static void add(
      List<EntryBuilder> all,
      Activation.Kind kind,
      String name,
      String function,
      String signature) {
    EntryBuilder entry =
        PyTorch.module(Activation.class, name)
            .fixed("kind", kind)
            .signature(signature)
            .arranged(TorchAxes::any);
    List<String> names =
        new ArrayList<>(entry.entry().arguments().stream().map(Argument::name).toList());
    all.add(entry);
    all.add(PyTorch.function(entry, function, String.join(" ", names)));
    if (names.remove("inplace")) {
      all.add(
          EntryBuilder.functionOf(
                  entry,
                  PyTorch.FUNCTIONAL,
                  List.of(function + "_"),
                  List.of("input"),
                  String.join(" ", names))
              .standard("inplace", true));
    }
  }

  private static void addSoftmax(
      List<EntryBuilder> all, Softmax.Kind kind, String name, String function) {
    EntryBuilder entry =
        PyTorch.module(Softmax.class, name)
            .fixed("kind", kind)
            .signature("dim=None")
            .writing("dim", writing -> 1L)
            .arranged(call -> TorchAxes.along(call, dimension(call)));
    all.add(entry);
    all.add(PyTorch.function(entry, function, "dim _stacklevel"));
  }

  /** Where no dimension is stated, PyTorch takes the channels of a batch, else the first axis. */
  private static int dimension(Call call) {
    int rank = call.rank();
    return call.isAbsent("dim")
        ? rank == 0 || rank == 1 || rank == 3 ? 0 : 1
        : Math.toIntExact(call.number("dim"));
  }

  /** Where the batch is halved, the whole tensor is one example. */
  private static EntryBuilder gated() {
    return PyTorch.module(GatedLinearUnit.class, "GLU")
        .fixed("gate", Activation.Kind.SIGMOID)
        .signature("dim=-1")
        .bound(
            List.of("dim"),
            (call, options) -> {
              int dimension = Math.toIntExact(call.number("dim"));
              options.put("dim", dimension == 0 ? 1 : dimension);
            },
            (writing, arguments) ->
                arguments.put("dim", Codec.INDEX.write(writing.get("dim"), writing)))
        .arranged(
            call -> {
              long dimension = call.number("dim");
              boolean batch = dimension == 0 || dimension == -call.rank();
              return Arrangement.channelsFirst(call.inputs(), batch || call.rank() == 0 ? 0 : 1);
            });
  }

  /** A tensor of one axis has no channels. */
  private static EntryBuilder parametric() {
    return PyTorch.module(ParametricRelu.class, "PReLU")
        .signature("num_parameters=1 init=0.25")
        .bound(
            List.of("shared", "in"),
            Activations::readShared,
            (writing, arguments) ->
                arguments.put(
                    "num_parameters",
                    switch (String.valueOf(writing.get("shared"))) {
                      case "all" -> 1L;
                      case "positions" -> Codec.channels(0).write(writing.get("in"), writing);
                      default ->
                          throw new NotExpressibleException(
                              "PyTorch's PReLU has one parameter, or one per channel");
                    }))
        .arranged(call -> Arrangement.channelsFirst(call.inputs(), call.rank() > 1 ? 1 : 0));
  }

  private static void readShared(Call call, Map<String, @Nullable Object> options) {
    long number = call.number("num_parameters");
    if (call.knowsInputs() && number > 1) {
      long channels = call.rank() > 1 ? call.input(0).get(1) : 1;
      if (channels == 1) {
        throw new DialectException("%d is not the number of channels of %s", number, call.input(0));
      }
    }
    if (number != 1) {
      options.put("shared", "positions");
      options.put("in", Size.of(number));
    }
  }
}
