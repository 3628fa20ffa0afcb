package io.github.layerbook.exchange.darknet;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.LocallyConnected;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.PixelUnshuffle;
import io.github.layerbook.layer.shape.Upsample;
import io.github.layerbook.size.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Darknet's dialect: its sections with their settings, and its activations.
 *
 * <p>{@code pad=1} is half the size; pooling's {@code padding} is both sides together, size - 1
 * unless stated.
 */
public final class Darknet {
  private static final String SECTIONS = "darknet";

  /** Settings that change how values are computed or trained, not how many there are. */
  private static final String TOLERATED =
      """
      activation flipped binary xnor bin_output dot stopbackward dontload dontloadscales
      onlyforward learning_rate assisted_excitation antialiasing share_index reverse
      weights_type weights_normalization temperature tree noloss spatial scale alpha train
      grad_time avgpool keep_delta_gpu cbn drop dropblock noadjust clip
      """;

  private static final Dialect DIALECT =
      Dialect.of("Darknet")
          .with(windows())
          .with(vectors())
          .with(activations())
          .without(
              "it reads the output and computes no layer of its own",
              "yolo region detection gaussian_yolo cost iseg contrastive");

  private Darknet() {}

  /** Returns the table of Darknet's sections and activations. */
  public static Dialect dialect() {
    return DIALECT;
  }

  private static EntryBuilder section(Class<? extends Layer> type, String... names) {
    return EntryBuilder.of(type, SECTIONS, names).tolerating(TOLERATED);
  }

  private static List<Declared> windows() {
    return List.of(
        padded(section(Convolution.class, "convolutional", "conv"))
            .signature(2, "groups=1 dilation=1 stride_x=None stride_y=None batch_normalize=False")
            .bound(List.of("bias"), Darknet::readBias, Darknet::writeBias),
        padded(section(LocallyConnected.class, "local")).signature("batch_normalize=None"),
        padded(section(TransposedConvolution.class, "deconvolutional", "deconv"))
            .signature("batch_normalize=False")
            .bound(List.of("bias"), Darknet::readBias, Darknet::writeBias),
        section(MaxPool.class, "maxpool", "max")
            .signature(
                "size=None stride=1 padding=None stride_x=None stride_y=None maxpool_depth=False"
                    + " out_channels=1")
            .limit("max pooling over channels", call -> call.flag("maxpool_depth"))
            .bound(List.of("kernel", "stride", "padding"), Darknet::readPool, Darknet::writePool),
        average());
  }

  private static EntryBuilder padded(EntryBuilder entry) {
    return entry
        .signature(2, "filters:out=1 size:kernel=1 stride=1 pad=0 padding=0")
        .bound(
            List.of("padding"),
            (call, options) -> options.put("padding", Padding.of(zeros(call))),
            Darknet::writePadding);
  }

  private static long zeros(Call call) {
    return call.flag("pad") ? call.number("size") / 2 : call.number("padding");
  }

  private static void writePadding(Writing writing, Map<String, @Nullable Object> arguments) {
    arguments.put("padding", Codec.symmetric(2).write(writing.get("padding"), writing));
  }

  /** Batch norm has the shift that a bias would be. */
  private static void readBias(Call call, Map<String, @Nullable Object> options) {
    options.put("bias", !call.flag("batch_normalize"));
  }

  private static void writeBias(Writing writing, Map<String, @Nullable Object> arguments) {
    if (!writing.flag("bias")) {
      throw new NotExpressibleException("Darknet's layers have biases, or batch norm");
    }
  }

  private static void readPool(Call call, Map<String, @Nullable Object> options) {
    long stride = call.number("stride");
    long size = call.isAbsent("size") ? stride : call.number("size");
    long zeros = call.isAbsent("padding") ? size - 1 : call.number("padding");
    long before = zeros / 2;
    options.put("kernel", Extents.square(size));
    options.put("stride", Extents.of(stride));
    boolean needed =
        !call.knowsInputs()
            || call.input(0).stream()
                .skip(2)
                .anyMatch(in -> windows(in + zeros, size, stride) != windows(in, size, stride))
            || before > 0;
    options.put(
        "padding",
        needed
            ? Padding.of(
                List.of(Size.of(before), Size.of(before)),
                List.of(Size.of(zeros - before), Size.of(zeros - before)))
            : Padding.of(0));
  }

  private static long windows(long extent, long size, long stride) {
    return Math.floorDiv(extent - size, stride) + 1;
  }

  private static void writePool(Writing writing, Map<String, @Nullable Object> arguments) {
    Object stride = writing.get("stride");
    Object kernel = Objects.requireNonNull(writing.get("kernel"));
    Padding padding = (Padding) Objects.requireNonNull(writing.get("padding"));
    arguments.put("size", Codec.numbers((Extents) kernel));
    arguments.put("stride", Codec.numbers((Extents) (stride == null ? kernel : stride)));
    long zeros = padding.before().sizes().get(0).value() + padding.after().sizes().get(0).value();
    arguments.put("padding", zeros);
  }

  /** Without a size it is of the whole image. */
  private static EntryBuilder average() {
    return EntryBuilder.of(
            List.of(GlobalPool.class, AveragePool.class),
            Darknet::readAverage,
            Darknet::writeAverage,
            SECTIONS,
            "avgpool",
            "avg",
            "local_avgpool")
        .tolerating(TOLERATED)
        .signature("size=None stride=None padding=None");
  }

  private static Layer readAverage(Call call) {
    if (call.isAbsent("size") && call.isAbsent("stride")) {
      return new GlobalPool(GlobalPool.Kind.AVERAGE, true);
    }
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    readPool(call, options);
    return new AveragePool(
        (Extents) Objects.requireNonNull(options.get("kernel")),
        (Extents) options.get("stride"),
        (Padding) Objects.requireNonNull(options.get("padding")),
        false,
        false);
  }

  private static Map<String, @Nullable Object> writeAverage(Writing writing) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    if (writing.layer() instanceof AveragePool) {
      writePool(writing, arguments);
    } else if (!writing.flag("keepdims")
        || ((GlobalPool) writing.layer()).kind() != GlobalPool.Kind.AVERAGE) {
      throw new NotExpressibleException("Darknet's avgpool keeps its axes, and is not a maximum");
    }
    return arguments;
  }

  private static List<Declared> vectors() {
    return List.of(
        section(FullyConnected.class, "connected", "conn")
            .signature("output:out=1 batch_normalize=False")
            .bound(List.of("bias"), Darknet::readBias, Darknet::writeBias),
        section(BatchNormalization.class, "batchnorm").fixed("counter", false),
        section(Dropout.class, "dropout")
            .fixed("kind", Dropout.Kind.VALUES)
            .fixed("inplace", true)
            .signature("probability:p=0.2"),
        section(Softmax.class, "softmax", "soft")
            .fixed("kind", Softmax.Kind.SOFTMAX)
            .signature("groups=1"),
        section(Upsample.class, "upsample").signature(2, "stride:scale=2"),
        section(PixelUnshuffle.class, "reorg", "reorg3d").signature("stride:factor=1"),
        section(Concatenate.class, "route").signature("layers=None groups=None group_id=None"),
        section(Merge.class, "shortcut").fixed("kind", Merge.Kind.ADD).signature("from=None"),
        section(Merge.class, "scale_channels", "sam")
            .fixed("kind", Merge.Kind.MULTIPLY)
            .signature("from=None scale_wh=0"));
  }

  private static List<Entry> activations() {
    return Dialect.activations(
        "leakyrelu=leaky relu relu6 sigmoid=logistic mish silu=swish tanh elu selu gelu"
            + " hardtanh=hardtan",
        names -> EntryBuilder.of(Activation.class, "activation", names).fixed("inplace", true));
  }
}
