package io.github.layerbook.exchange.dl4j;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.LocalResponseNormalization;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.layer.shape.Crop;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.layer.shape.PixelUnshuffle;
import io.github.layerbook.layer.shape.Upsample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Deeplearning4j's dialect: the classes of its layers, whose arguments are the methods of their
 * builders.
 *
 * <p>A convolution's window is 5x5 unless stated, a subsampling's 1x1 with stride 2.
 */
public final class Dl4j {
  static final String LAYERS = "org.deeplearning4j.nn.conf.layers";

  private static final Dialect DIALECT =
      Dialect.of("DL4J")
          .with(WindowLayers.convolutions())
          .with(WindowLayers.pools())
          .with(vectors())
          .with(shapes())
          .with(activations())
          .without(
              "it has weights from cells to gates, which are not among the layers",
              "GravesLSTM GravesBidirectionalLSTM")
          .without(
              "a wrapper or layer of its own that Layerbook does not have",
              "Bidirectional LastTimeStep VariationalAutoencoder AutoEncoder CapsuleLayer"
                  + " Yolo2OutputLayer LocallyConnected2D");

  private Dl4j() {}

  /** Returns the table of Deeplearning4j's layers. */
  public static Dialect dialect() {
    return DIALECT;
  }

  static EntryBuilder layer(Class<? extends Layer> type, String... names) {
    return EntryBuilder.of(type, LAYERS, names).tolerating("nIn activation");
  }

  /** A dense layer reads maps as one vector, and each step of a sequence by itself. */
  private static List<Declared> vectors() {
    List<Declared> all = new ArrayList<>();
    all.add(
        EntryBuilder.of(
                List.of(FullyConnected.class, Linear.class),
                call ->
                    call.knowsInputs() && call.rank() == 3
                        ? new Linear(call.size("nOut"), call.flag("hasBias"), null)
                        : new FullyConnected(call.size("nOut"), call.flag("hasBias")),
                Dl4j::writeDense,
                LAYERS,
                "DenseLayer",
                "OutputLayer",
                "RnnOutputLayer",
                "CenterLossOutputLayer")
            .tolerating("nIn activation")
            .signature("nOut hasBias=True"));
    all.add(
        layer(Embedding.class, "EmbeddingLayer", "EmbeddingSequenceLayer")
            .signature("nIn:vocabulary nOut:features inputLength=None hasBias=False")
            .limit("rows of an embedding with biases", call -> call.flag("hasBias")));
    all.add(recurrent(Recurrent.Kind.LSTM, "LSTM"));
    all.add(recurrent(Recurrent.Kind.RNN, "SimpleRnn"));
    all.add(
        layer(BatchNormalization.class, "BatchNormalization")
            .fixed("counter", false)
            .signature("lockGammaBeta=False nOut=None")
            .bound(
                List.of("scale", "shift"),
                (call, options) -> {
                  options.put("scale", !call.flag("lockGammaBeta"));
                  options.put("shift", !call.flag("lockGammaBeta"));
                },
                (writing, arguments) -> arguments.put("lockGammaBeta", !writing.flag("scale"))));
    all.add(
        layer(LocalResponseNormalization.class, "LocalResponseNormalization")
            .signature("n:size=5 k=None alpha=None beta=None"));
    all.add(
        layer(Dropout.class, "DropoutLayer")
            .fixed("kind", Dropout.Kind.VALUES)
            .signature("dropOut=0.5")
            .computed(
                "p",
                call -> 1 - call.decimal("dropOut"),
                "dropOut",
                writing -> 1 - ((Number) Objects.requireNonNull(writing.get("p"))).doubleValue()));
    return all;
  }

  private static Map<String, @Nullable Object> writeDense(Writing writing) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("nOut", Codec.SIZE.write(writing.get("out"), writing));
    arguments.put("hasBias", writing.flag("bias"));
    return arguments;
  }

  private static EntryBuilder recurrent(Recurrent.Kind kind, String name) {
    return layer(Recurrent.class, name)
        .fixed("kind", kind)
        .fixed("bidirectional", false)
        .fixed("singlebias", true)
        .fixed("sequence", true)
        .fixed("states", false)
        .signature("nOut:units");
  }

  private static List<Declared> shapes() {
    return List.of(
        layer(Upsample.class, "Upsampling2D").axes(2).signature("size:scale=2"),
        layer(Upsample.class, "Upsampling1D").axes(1).signature("size:scale=2"),
        layer(Pad.class, "ZeroPaddingLayer")
            .fixed("fill", Fill.ZEROS)
            .signature("padding=0")
            .reading("amount", call -> sides(call))
            .readOnly(),
        layer(Crop.class, "Cropping2D")
            .signature("cropping=0")
            .reading("amount", call -> sides(call))
            .readOnly(),
        layer(PixelUnshuffle.class, "SpaceToDepthLayer").signature("blocks:factor=2"),
        layer(Identity.class, "LossLayer", "CnnLossLayer", "RnnLossLayer", "FrozenLayer")
            .readOnly());
  }

  /** Two numbers are rows and columns; four top, bottom, left and right. */
  private static Padding sides(Call call) {
    List<Long> numbers = call.numbers(call.name().startsWith("Crop") ? "cropping" : "padding", 2);
    if (numbers.size() == 4) {
      return Padding.of(
          Call.sizes(List.of(numbers.get(0), numbers.get(2))),
          Call.sizes(List.of(numbers.get(1), numbers.get(3))));
    } else if (numbers.size() != 2) {
      throw new DialectException(call.name() + " takes 2 numbers or 4");
    }
    return Padding.of(Call.sizes(numbers), Call.sizes(numbers));
  }

  private static List<Declared> activations() {
    List<Declared> all =
        new ArrayList<>(
            Dialect.activations(
                """
                relu=RELU relu6=RELU6 leakyrelu=LEAKYRELU rrelu=RRELU sigmoid=SIGMOID tanh=TANH
                elu=ELU selu=SELU gelu=GELU mish=MISH silu=SWISH hardsigmoid=HARDSIGMOID
                hardtanh=HARDTANH softplus=SOFTPLUS softsign=SOFTSIGN
                """,
                names ->
                    EntryBuilder.of(Activation.class, "Activation", names).fixed("inplace", true)));
    all.add(
        EntryBuilder.of(Softmax.class, "Activation", "SOFTMAX")
            .fixed("kind", Softmax.Kind.SOFTMAX));
    all.add(EntryBuilder.of(Identity.class, "Activation", "IDENTITY"));
    return all;
  }

  /** Returns the arguments that a builder's own arguments are: {@code Builder(5, 5)}. */
  static Arguments built(String layer, List<? extends @Nullable Object> given) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    boolean windowed =
        layer.startsWith("Conv") || layer.startsWith("Subsampling") || layer.endsWith("volution2D");
    List<@Nullable Object> rest = new ArrayList<>();
    for (Object value : given) {
      if (value instanceof String text
          && (layer.contains("ooling") || layer.startsWith("Subsampling"))) {
        named.put("poolingType", text);
      } else if (!(value instanceof String)) {
        rest.add(value);
      }
    }
    boolean numbers = !rest.isEmpty() && rest.stream().allMatch(Long.class::isInstance);
    if (windowed && !rest.isEmpty()) {
      List<String> order = List.of("kernelSize", "stride", "padding");
      for (int i = 0; i < (numbers ? 1 : Math.min(3, rest.size())); i++) {
        named.put(order.get(i), numbers && rest.size() > 1 ? rest : rest.get(i));
      }
    } else if (!rest.isEmpty()) {
      Object all = rest.size() == 1 ? rest.get(0) : rest;
      switch (layer) {
        case "DropoutLayer" -> named.put("dropOut", all);
        case "Upsampling2D", "Upsampling1D" -> named.put("size", all);
        case "ZeroPaddingLayer" -> named.put("padding", all);
        case "Cropping2D" -> named.put("cropping", all);
        case "SpaceToDepthLayer" -> named.put("blocks", rest.get(0));
        default -> {}
      }
    }
    return Arguments.named(named);
  }
}
