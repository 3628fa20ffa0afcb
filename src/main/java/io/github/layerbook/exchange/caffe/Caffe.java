package io.github.layerbook.exchange.caffe;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.activation.ParametricRelu;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.normalization.LocalResponseNormalization;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Caffe's dialect: the types of its layers, each with the fields of its parameter's message.
 *
 * <p>Two axes, as in nearly all of Caffe. Pooling rounds up. An option {@code in_place} says that a
 * layer's top is its bottom.
 */
public final class Caffe {
  private static final String MODULE = "caffe";

  /** Fields that say how values are filled or computed, not how many there are. */
  private static final String TOLERATED =
      """
      weight_filler bias_filler engine force_nd_im2col axis transpose alpha beta k norm_region
      use_global_stats moving_average_fraction eps filler num_axes scale_train coeff
      stable_prod_grad
      """;

  private static final Dialect DIALECT =
      Dialect.of("Caffe")
          .with(windows())
          .with(vectors())
          .with(activations())
          .with(merges())
          .without(
              "it stands after the network: a loss or a measure",
              """
              SoftmaxWithLoss SOFTMAX_LOSS SigmoidCrossEntropyLoss SIGMOID_CROSS_ENTROPY_LOSS
              EuclideanLoss EUCLIDEAN_LOSS HingeLoss HINGE_LOSS InfogainLoss INFOGAIN_LOSS
              MultinomialLogisticLoss MULTINOMIAL_LOGISTIC_LOSS ContrastiveLoss CONTRASTIVE_LOSS
              MultiBoxLoss SmoothL1Loss Accuracy ACCURACY ArgMax ARGMAX DetectionOutput
              DetectionEvaluate Silence SILENCE HDF5Output HDF5_OUTPUT
              """);

  private Caffe() {}

  /** Returns the table of Caffe's layers. */
  public static Dialect dialect() {
    return DIALECT;
  }

  private static EntryBuilder layer(Class<? extends Layer> type, String... names) {
    return EntryBuilder.of(type, MODULE, names).tolerating(TOLERATED);
  }

  private static List<Declared> windows() {
    return List.of(
        window(layer(Convolution.class, "Convolution", "CONVOLUTION").signature("num_output:out"))
            .signature(2, "group:groups=1 dilation=1 bias_term:bias=True"),
        window(
                layer(
                        Convolution.class,
                        "DepthwiseConvolution",
                        "ConvolutionDepthwise",
                        "DepthwiseConv")
                    .signature("num_output:out"))
            .reading("groups", call -> channels(call))
            .signature(2, "group=1 dilation=1 bias_term:bias=True")
            .readOnly(),
        window(
                layer(TransposedConvolution.class, "Deconvolution", "DECONVOLUTION")
                    .signature("num_output:out"))
            .signature(2, "group:groups=1 dilation=1 bias_term:bias=True"),
        pooling());
  }

  private static Size channels(Call call) {
    return call.knowsInputs() ? Size.of(call.input(0).get(1)) : call.size("num_output");
  }

  /** Adds a window's fields: one number, or one for each axis under its own name. */
  private static EntryBuilder window(EntryBuilder entry) {
    return entry
        .signature(
            "pad=0 kernel_size=None stride=1 pad_h=None pad_w=None kernel_h=None kernel_w=None"
                + " stride_h=None stride_w=None")
        .bound(List.of("kernel", "stride", "padding"), Caffe::readWindow, Caffe::writeWindow);
  }

  private static void readWindow(Call call, Map<String, @Nullable Object> options) {
    options.put("kernel", new Extents(Call.sizes(axes(call, "kernel_size", "kernel"))));
    options.put("stride", Codec.extents(2).read("stride", axes(call, "stride", "stride")));
    options.put("padding", Codec.symmetric(2).read("pad", axes(call, "pad", "pad")));
  }

  private static List<Long> axes(Call call, String both, String each) {
    return call.isAbsent(each + "_h") && call.isAbsent(each + "_w")
        ? call.numbers(both, 2)
        : List.of(
            call.isAbsent(each + "_h") ? 0 : call.number(each + "_h"),
            call.isAbsent(each + "_w") ? 0 : call.number(each + "_w"));
  }

  private static void writeWindow(Writing writing, Map<String, @Nullable Object> arguments) {
    arguments.put("kernel_size", Codec.kernel(2).write(writing.get("kernel"), writing));
    arguments.put("pad", Codec.symmetric(2).write(writing.get("padding"), writing));
    Object stride = writing.get("stride");
    arguments.put(
        "stride", Codec.extents(2).write(stride == null ? writing.get("kernel") : stride, writing));
  }

  /** One type for both kinds, whose windows may be the whole image; Caffe rounds up. */
  private static EntryBuilder pooling() {
    EntryBuilder entry =
        EntryBuilder.of(
                List.of(MaxPool.class, AveragePool.class, GlobalPool.class),
                Caffe::readPooling,
                Caffe::writePooling,
                MODULE,
                "Pooling",
                "POOLING")
            .tolerating(TOLERATED)
            .signature(
                "pool=MAX pad=0 kernel_size=None stride=1 pad_h=None pad_w=None kernel_h=None"
                    + " kernel_w=None stride_h=None stride_w=None global_pooling=False"
                    + " round_mode=CEIL ceil_mode=True");
    return entry.limit(
        "pooling of a value drawn at random", call -> call.text("pool").equals("STOCHASTIC"));
  }

  private static Layer readPooling(Call call) {
    boolean average = !call.text("pool").equals("MAX");
    if (call.flag("global_pooling")) {
      return new GlobalPool(average ? GlobalPool.Kind.AVERAGE : GlobalPool.Kind.MAX, true);
    }
    Extents kernel = new Extents(Call.sizes(axes(call, "kernel_size", "kernel")));
    long[] stride = axes(call, "stride", "stride").stream().mapToLong(n -> n).toArray();
    List<Size> zeros = Call.sizes(axes(call, "pad", "pad"));
    boolean square = zeros.stream().distinct().count() == 1;
    Extents pad = new Extents(square ? zeros.subList(0, 1) : zeros);
    Padding padding = new Padding(Padding.Mode.EXPLICIT, pad, pad);
    boolean ceil = call.text("round_mode").equals("CEIL") && call.flag("ceil_mode");
    boolean same = stride.length == 2 && stride[0] == stride[1];
    Extents steps = same ? Extents.of(stride[0]) : Extents.of(stride);
    return average
        ? new AveragePool(kernel, steps, padding, ceil, true)
        : new MaxPool(kernel, steps, padding, Extents.of(1), ceil);
  }

  private static Map<String, @Nullable Object> writePooling(Writing writing) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    boolean max =
        writing.layer() instanceof MaxPool
            || (writing.layer() instanceof GlobalPool g && g.kind() == GlobalPool.Kind.MAX);
    arguments.put("pool", max ? "MAX" : "AVE");
    if (writing.layer() instanceof GlobalPool) {
      arguments.put("global_pooling", true);
    } else {
      writeWindow(writing, arguments);
      arguments.put("round_mode", writing.flag("ceil") ? "CEIL" : "FLOOR");
    }
    return arguments;
  }

  private static List<Declared> vectors() {
    return List.of(
        layer(FullyConnected.class, "InnerProduct", "INNER_PRODUCT")
            .signature("num_output:out bias_term:bias=True"),
        layer(Embedding.class, "Embed")
            .signature("input_dim:vocabulary num_output:features bias_term=False")
            .limit("rows of an embedding with biases", call -> call.flag("bias_term")),
        layer(LocalResponseNormalization.class, "LRN").signature("local_size:size=5"),
        layer(BatchNormalization.class, "BatchNorm", "BN")
            .fixed("scale", false)
            .fixed("shift", false),
        layer(LayerScale.class, "Scale").signature("bias_term=False"),
        layer(Flatten.class, "Flatten", "FLATTEN").signature("end_axis=-1"),
        layer(Identity.class, "Split", "SPLIT"));
  }

  private static List<Declared> activations() {
    List<Declared> all = new ArrayList<>();
    all.add(rectifier());
    all.addAll(
        Dialect.activations(
            """
            elu=ELU sigmoid=Sigmoid,SIGMOID tanh=TanH,TANH softplus=BNLL
            exponential=Exp silu=Swish relu6=ReLU6
            """,
            names -> inPlace(layer(Activation.class, names))));
    all.add(
        layer(ParametricRelu.class, "PReLU")
            .signature("channel_shared=False")
            .computed(
                "shared",
                call -> call.flag("channel_shared") ? "all" : "positions",
                "channel_shared",
                writing -> "all".equals(writing.get("shared"))));
    all.add(layer(Softmax.class, "Softmax", "SOFTMAX").fixed("kind", Softmax.Kind.SOFTMAX));
    all.add(
        inPlace(layer(Dropout.class, "Dropout", "DROPOUT"))
            .fixed("kind", Dropout.Kind.VALUES)
            .signature("dropout_ratio:p=0.5"));
    return all;
  }

  /** With a slope below 0 it is the leaky one. */
  private static EntryBuilder rectifier() {
    return inPlace(layer(Activation.class, "ReLU", "RELU"))
        .signature("negative_slope=0.0")
        .reading(
            "kind",
            call ->
                call.decimal("negative_slope") == 0
                    ? Activation.Kind.RELU
                    : Activation.Kind.LEAKYRELU)
        .readOnly();
  }

  private static EntryBuilder inPlace(EntryBuilder entry) {
    return entry
        .option("in_place", false)
        .computed(
            "inplace",
            call -> call.flag("in_place"),
            "in_place",
            writing -> writing.flag("inplace"));
  }

  private static List<Declared> merges() {
    return List.of(
        layer(Concatenate.class, "Concat", "CONCAT").signature("axis:dim=1 concat_dim=1"),
        layer(Merge.class, "Eltwise", "ELTWISE")
            .signature("operation=SUM")
            .computed(
                "kind",
                call -> operation(call),
                "operation",
                writing -> operation((Merge.Kind) writing.get("kind"))));
  }

  private static Merge.Kind operation(Call call) {
    return switch (call.text("operation")) {
      case "PROD" -> Merge.Kind.MULTIPLY;
      case "MAX" -> Merge.Kind.MAXIMUM;
      default -> Merge.Kind.ADD;
    };
  }

  private static String operation(Merge.@Nullable Kind kind) {
    if (kind == Merge.Kind.ADD) {
      return "SUM";
    } else if (kind == Merge.Kind.MULTIPLY) {
      return "PROD";
    } else if (kind == Merge.Kind.MAXIMUM) {
      return "MAX";
    }
    throw new io.github.layerbook.exchange.NotExpressibleException(
        "Caffe's Eltwise adds, multiplies or takes the largest");
  }
}
