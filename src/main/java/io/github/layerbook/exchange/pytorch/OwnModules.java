package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Binding;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.Rewriting;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.rewriting.Expansions;
import io.github.layerbook.exchange.rewriting.OwnCode;
import io.github.layerbook.exchange.rewriting.Padded;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.WindowAttention;
import io.github.layerbook.layer.convolution.PatchEmbedding;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.merge.MatrixProduct;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.normalization.Standardization;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.layer.shape.Permute;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers that PyTorch has no class for, as small modules: {@code modules.py} holds their code.
 * What is exported holds the code of those that it uses, by which they are known again; what is not
 * a module but Python's syntax, such as a slice, stands here too.
 */
public final class OwnModules {
  /** The code of the modules. */
  public static final OwnCode CODE = OwnCode.of(OwnModules.class, "modules.py");

  /** The module of what is written as syntax or as a method of a tensor. */
  public static final String SYNTAX = "python";

  /** The module of what is no module but a tensor that one holds. */
  public static final String PARAMETERS = "torch.nn.parameter";

  private static final Dialect DIALECT =
      PyTorch.dialect().with(entries()).with(syntax()).rewriting(rewritings());

  private OwnModules() {}

  /** Returns PyTorch's dialect with these modules. */
  public static Dialect dialect() {
    return DIALECT;
  }

  /** Returns PyTorch's dialect with those of these modules that a text has, as it has them. */
  public static Dialect dialect(List<OwnCode.Found> found) {
    Dialect all = dialect();
    return PyTorch.dialect()
        .with(
            found.stream()
                .flatMap(
                    own ->
                        all.find(own.name()).stream()
                            .map(entry -> entry.renamed(own.type(), own.chosen())))
                .toList());
  }

  static EntryBuilder module(Class<? extends Layer> type, String name) {
    return EntryBuilder.of(type, OwnCode.MODULE, name);
  }

  private static List<EntryBuilder> entries() {
    List<EntryBuilder> all = new ArrayList<>(basic());
    all.addAll(OwnSequences.entries());
    all.addAll(Decoders.entries());
    return all;
  }

  private static List<EntryBuilder> basic() {
    return List.of(
        module(SqueezeExcitation.class, "SqueezeExcitation")
            .axes(2)
            .signature("channels squeezed activation=relu gate=sigmoid bias=True")
            .writing(
                (writing, arguments) -> {
                  arguments.put("channels", writing.channels(0).value());
                  functional(arguments.get("activation"));
                  functional(arguments.get("gate"));
                }),
        scale(),
        standardize(),
        partial(),
        pool(MaxPool.class, "PaddedMaxPool2d"),
        pool(AveragePool.class, "PaddedAvgPool2d").signature("count_include_pad:countpad=True"),
        EntryBuilder.of(Activation.class, OwnCode.MODULE, "QuickGELU")
            .fixed("kind", Activation.Kind.QUICKGELU)
            .arranged(TorchAxes::any),
        buffer(),
        recurrent(),
        attention(),
        windows());
  }

  static Binding.Writer channels(String argument) {
    return (writing, arguments) -> arguments.put(argument, writing.channels(0).value());
  }

  /** A module gives its tensor a name: one with the layer's own is held without a module. */
  static void requireName(String name) {
    if (name.isEmpty()) {
      throw new LayerException("a module's tensor has a name");
    }
  }

  /** Functions of {@code torch.nn.functional} that have the name of ours. */
  static void functional(@Nullable Object name) {
    if (!PyTorch.dialect().find(String.valueOf(name)).filter(Entry::isFunction).isPresent()) {
      throw new NotExpressibleException("PyTorch has no function %s", name);
    }
  }

  private static EntryBuilder scale() {
    return module(LayerScale.class, "LayerScale")
        .refusing(layer -> requireName(((LayerScale) layer).name()))
        .signature("shape name=layer_scale")
        .writing(
            (writing, arguments) -> {
              long channels = writing.channels(0).value();
              int axes = writing.inputs().get(0).spatial().size();
              arguments.put("shape", axes > 1 ? ones(channels, axes) : channels);
            })
        .arranged(
            call -> call.value("shape") instanceof List<?> ? first(call) : TorchAxes.last(call));
  }

  private static List<Long> ones(long channels, int axes) {
    List<Long> extents = new ArrayList<>(List.of(channels));
    extents.addAll(java.util.Collections.nCopies(axes, 1L));
    return extents;
  }

  private static Arrangement first(Call call) {
    return Arrangement.channelsFirst(call.inputs(), 1);
  }

  private static EntryBuilder standardize() {
    return module(Standardization.class, "Standardize")
        .fixed("channelwise", true)
        .fixed("measured", true)
        .signature("channels axes=0")
        .writing(
            (writing, arguments) -> {
              arguments.put("channels", writing.channels(0).value());
              arguments.put("axes", (long) writing.inputs().get(0).spatial().size());
            })
        .arranged(OwnModules::first);
  }

  private static EntryBuilder partial() {
    return module(BatchNormalization.class, "PartialBatchNorm")
        .axes(2)
        .fixed("statistics", true)
        .signature("num_features:in scale=True shift=True")
        .reading(List.of("axes", "counter"), (call, options) -> options.put("axes", Size.of(2)));
  }

  private static EntryBuilder pool(Class<? extends Layer> type, String name) {
    return module(type, name)
        .axes(2)
        .signature("kernel_size:kernel stride padding")
        .codec("stride", Codec.orKernel(2))
        .bound(
            List.of("padding"),
            (call, options) -> {
              List<Long> sides = call.numbers("padding", 4);
              options.put(
                  "padding",
                  new Padding(
                      Padding.Mode.EXPLICIT,
                      Extents.of(sides.get(2), sides.get(0)),
                      Extents.of(sides.get(3), sides.get(1))));
            },
            (writing, arguments) -> arguments.put("padding", sides(writing)));
  }

  private static List<Long> sides(Writing writing) {
    if (writing.flag("ceil")) {
      throw new NotExpressibleException("padding of unlike sides with ceil=true");
    }
    List<Layer> padded = Padded.before(writing);
    if (padded.isEmpty()) {
      throw new NotExpressibleException("there is no padding");
    }
    Padding amount = ((Pad) padded.get(0)).amount();
    if (amount.isSymmetric()) {
      throw new NotExpressibleException("PyTorch's own pooling pads both sides alike");
    }
    List<Long> sides = new ArrayList<>();
    for (int axis = 1; axis >= 0; axis--) {
      sides.add(amount.before().along(axis, 2).value());
      sides.add(amount.after().along(axis, 2).value());
    }
    return sides;
  }

  private static EntryBuilder buffer() {
    return module(Buffer.class, "Buffer")
        .fixed("name", "")
        .signature("shape dtype:element=float32")
        .refusing(
            layer -> {
              if (dtype(((Buffer) layer).element()).isEmpty()) {
                throw new LayerException("a buffer has a type of its own: state its element");
              }
            })
        .codec("element", Codec.constant(Tensor.Element.class, OwnModules::dtype))
        .arranged(
            call ->
                new Arrangement(
                    List.of(),
                    List.of(1L),
                    Arrangement.Results.placed(rank -> Placement.channelsFirst(1, rank)),
                    false));
  }

  /** PyTorch's dtype of an element; that of the network's values has no name. */
  private static String dtype(Tensor.Element element) {
    return switch (element) {
      case SINGLE -> "float32";
      case INDEX -> "int64";
      case HALF -> "bfloat16";
      case BYTE -> "bool";
      case VALUE, STATISTIC -> "";
    };
  }

  private static EntryBuilder recurrent() {
    return EntryBuilder.of(Recurrent.class, OwnCode.MODULE, "SingleBiasLSTM")
        .fixed("kind", Recurrent.Kind.LSTM)
        .fixed("singlebias", true)
        .fixed("states", false)
        .signature("input_size:in hidden_size:units num_layers:layers=1")
        .arranged(TorchAxes::last);
  }

  private static EntryBuilder attention() {
    return module(Attention.class, "Attention")
        .signature(
            "features:in heads key_heads:keyheads=None head_size:headsize=None"
                + " value_size:valuesize=None out_features:out=None bias=True"
                + " out_bias:outbias=True rotary=False")
        .writing(
            (writing, arguments) -> {
              if (writing.inputs().size() > 1 || writing.inputs().get(0).spatial().size() != 1) {
                throw new NotExpressibleException(
                    "attention to another input has PyTorch's own sizes");
              }
            })
        .arranged(TorchAxes::last);
  }

  private static EntryBuilder windows() {
    return module(WindowAttention.class, "WindowAttention")
        .axes(2)
        .signature(
            "channels window_size:window num_heads:heads shift=0 cosine=False maxvit=False"
                + " grid=False bias=True")
        .bound(
            List.of("version"),
            (call, options) -> options.put("version", version(call)),
            (writing, arguments) -> {
              arguments.put("channels", writing.channels(0).value());
              arguments.put("cosine", writing.get("version") == WindowAttention.Version.SWIN2);
              arguments.put("maxvit", writing.get("version") == WindowAttention.Version.MAXVIT);
            })
        .arranged(TorchAxes::last);
  }

  private static WindowAttention.Version version(Call call) {
    return call.flag("cosine")
        ? WindowAttention.Version.SWIN2
        : call.flag("maxvit") ? WindowAttention.Version.MAXVIT : WindowAttention.Version.SWIN;
  }

  private static List<EntryBuilder> syntax() {
    return List.of(
        EntryBuilder.of(Slice.class, SYNTAX, "slice")
            .function("input")
            .signature("dim=1 start:from=0 end:to=None step=1")
            .codec("to", Codec.orElse(Writing::extent))
            .computed(
                "dim",
                call -> Math.toIntExact(call.number("dim")),
                "dim",
                writing -> writing.axis() + 1L),
        EntryBuilder.of(Permute.class, SYNTAX, "permute")
            .function("input")
            .signature("dims order=chw"),
        EntryBuilder.of(Reshape.class, SYNTAX, "reshape")
            .function("input")
            .signature("shape order=hwc"),
        EntryBuilder.of(MatrixProduct.class, "torch", "matmul").function("input", "other"));
  }

  private static List<Rewriting> rewritings() {
    return List.of(
        Rewriting.of(PatchEmbedding.class, Expansions::patches),
        Rewriting.of(Recurrent.class, OwnModules::steps));
  }

  /** PyTorch's always give all steps and the last states. */
  private static List<Layer> steps(Writing writing) {
    Recurrent layer = (Recurrent) writing.layer();
    if ((layer.states() && layer.sequence())
        || layer.bidirectional()
        || layer.states()
        || writing.inputs().isEmpty()) {
      return List.of();
    }
    Layer whole =
        Expansions.with(
            layer, "bidirectional", false, "sequence", true, "states", !layer.singlebias());
    if (layer.sequence()) {
      return layer.singlebias() ? List.of() : List.of(whole);
    }
    Size length = Size.of(writing.inputs().get(0).spatial().get(0).size().value());
    return List.of(whole, new Slice(2, length.minus(1), length, Size.of(1)), new Flatten());
  }
}
