package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Binding;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.Rewriting;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.rewriting.Expansions;
import io.github.layerbook.exchange.rewriting.OwnCode;
import io.github.layerbook.exchange.rewriting.Padded;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.StochasticDepth;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.convolution.PatchEmbedding;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.normalization.LocalResponseNormalization;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.layer.shape.ChannelShuffle;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.PixelUnshuffle;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The layers that Keras has no class for, as small layers of their own: {@code layers.py} holds
 * their code, but that of {@link OwnSequences}. What is exported holds the code of those that it uses, by
 * which they are known again.
 */
public final class OwnLayers {
  /** The code of the layers. */
  public static final OwnCode CODE = OwnCode.of(OwnLayers.class, "layers.py", "attention.py", "statespace.py");

  private static final Dialect DIALECT = Keras.dialect().with(entries()).rewriting(rewritings());

  private OwnLayers() {}

  /** Returns Keras's dialect with these layers. */
  public static Dialect dialect() {
    return DIALECT;
  }

  /** Returns Keras's dialect with some of these layers. */
  public static Dialect dialect(List<String> names) {
    return Keras.dialect()
        .with(entries().stream().filter(each -> names.contains(each.entry().name())).toList());
  }

  static EntryBuilder layer(Class<? extends Layer> type, String name) {
    return EntryBuilder.of(type, OwnCode.MODULE, name)
        .tolerating(Keras.TOLERATED)
        .arranged(KerasAxes::channels);
  }

  private static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>(ofImages());
    entries.addAll(OwnSequences.entries());
    return entries;
  }

  private static List<EntryBuilder> ofImages() {
    return List.of(
        layer(SqueezeExcitation.class, "SqueezeExcitation")
            .axes(2)
            .signature("squeezed activation=relu gate=sigmoid use_bias:bias=True")
            .codec("activation", kind())
            .codec("gate", kind()),
        layer(LayerScale.class, "LayerScale").unsaid("name"),
        source(Parameter.class, AxisOrder.HWC).unsaid("order"),
        source(Buffer.class, AxisOrder.CHW).fixed("element", Tensor.Element.SINGLE),
        activation("QuickGELU", Activation.Kind.QUICKGELU),
        activation("SquaredReLU", Activation.Kind.RELU2),
        layer(PositionEmbedding.class, "PositionEmbedding")
            .signature("length")
            .unsaid("name", "leading")
            .codec("length", Codec.orElse(w -> w.inputs().get(0).spatial().get(0).size())),
        layer(ClassToken.class, "ClassToken").signature("tokens=1").unsaid("name", "leading"),
        layer(StochasticDepth.class, "StochasticDepth")
            .signature("rate:p")
            .arranged(KerasAxes::any),
        pool(MaxPool.class, "PaddedMaxPooling2D"),
        pool(AveragePool.class, "PaddedAveragePooling2D").fixed("countpad", true),
        layer(ChannelShuffle.class, "ChannelShuffle").signature("groups"),
        layer(Chunk.class, "Chunk")
            .signature("parts axis=-1")
            .bound(List.of("dim"), readDimension(), writeDimension()),
        layer(Slice.class, "Slice")
            .signature("start:from end:to step=1 axis=-1")
            .codec("to", Codec.orElse(Writing::extent))
            .bound(List.of("dim"), readDimension(), writeDimension()),
        layer(PixelUnshuffle.class, "PixelUnshuffle").signature("factor"),
        layer(LocalResponseNormalization.class, "LocalResponseNormalization")
            .axes(2)
            .signature("size"));
  }

  /** What reads no input is called on one all the same, for which Keras makes it. */
  private static EntryBuilder source(Class<? extends Layer> type, AxisOrder order) {
    return layer(type, type.getSimpleName())
        .signature("shape")
        .unsaid("name")
        .computed(
            "shape",
            call ->
                Shape.of(Call.sizes(call.numbers("shape", 1)), AxisOrder.HWC).sizes(order),
            "shape",
            writing ->
                writing.layer().on(List.of()).output().sizes(AxisOrder.HWC).stream()
                    .map(Size::value)
                    .toList())
        .arranged(
            call ->
                new Arrangement(
                    List.of(),
                    call.knowsInputs() ? call.input(0).subList(0, 1) : List.of(1L),
                    Arrangement.Results.placed(rank -> Placement.channelsLast(1, rank)),
                    false));
  }

  private static EntryBuilder activation(String name, Activation.Kind kind) {
    return layer(Activation.class, name)
        .fixed("kind", kind)
        .unsaid("inplace")
        .arranged(KerasAxes::any);
  }

  /** Activations that Keras has under our names. */
  static Codec kind() {
    Codec constant = Codec.constant(Activation.Kind.class);
    return new Codec() {
      @Override
      public @Nullable Object read(String argument, @Nullable Object value) {
        return constant.read(
            argument, value instanceof String text ? text.replace("_", "") : value);
      }

      @Override
      public @Nullable Object write(@Nullable Object option, Writing writing) {
        String name = String.valueOf(constant.write(option, writing));
        String written = name.startsWith("hard") ? "hard_" + name.substring(4) : name;
        if (Keras.dialect().find(written).isEmpty()) {
          throw new NotExpressibleException("Keras has no activation " + written);
        }
        return written;
      }
    };
  }

  /** Keras's axes count the batch, positions and then channels. */
  private static Binding.Reader readDimension() {
    return (call, options) -> {
      int rank = call.knowsInputs() ? call.rank() : 4;
      int axis = Math.floorMod(Math.toIntExact(call.number("axis")), rank);
      options.put("dim", axis == rank - 1 ? 1 : axis + 1);
    };
  }

  private static Binding.Writer writeDimension() {
    return (writing, arguments) -> {
      int index = writing.axis();
      arguments.put("axis", index == 0 ? -1L : (long) index);
    };
  }

  private static EntryBuilder pool(Class<? extends Layer> type, String name) {
    return layer(type, name)
        .axes(2)
        .signature("pool_size:kernel strides:stride padding")
        .codec("stride", Codec.orKernel(2))
        .computed("padding", call -> padding(call), "padding", writing -> sides(writing));
  }

  private static Padding padding(Call call) {
    List<?> sides = (List<?>) Objects.requireNonNull(call.value("padding"));
    List<?> rows = (List<?>) sides.get(0);
    List<?> columns = (List<?>) sides.get(1);
    return new Padding(
        Padding.Mode.EXPLICIT,
        Extents.of((Long) rows.get(0), (Long) columns.get(0)),
        Extents.of((Long) rows.get(1), (Long) columns.get(1)));
  }

  private static List<List<Long>> sides(Writing writing) {
    boolean numbers =
        writing.get("padding") instanceof Padding padding
            && padding.mode() == Padding.Mode.EXPLICIT;
    if (writing.flag("ceil")) {
      throw new NotExpressibleException("a last window that is not whole comes first");
    } else if (!numbers && writing.layer() instanceof MaxPool) {
      throw new NotExpressibleException("Keras's own pooling has this padding");
    }
    Padding amount = Padded.reach(writing);
    List<List<Long>> sides = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      sides.add(
          List.of(amount.before().along(axis, 2).value(), amount.after().along(axis, 2).value()));
    }
    return sides;
  }

  private static List<Rewriting> rewritings() {
    return List.of(
        Rewriting.of(MaxPool.class, OwnLayers::inNumbers),
        Rewriting.of(AveragePool.class, OwnLayers::inNumbers),
        Rewriting.of(Flatten.class, OwnLayers::positions),
        Rewriting.of(PatchEmbedding.class, Expansions::patches),
        Rewriting.of(Recurrent.class, OwnLayers::stacked));
  }

  /** A last window that is not whole is one over more padding. */
  private static List<Layer> inNumbers(Writing writing) {
    if (!writing.flag("ceil")) {
      return List.of();
    }
    return List.of(
        Expansions.with(writing.layer(), "padding", Padded.reach(writing), "ceil", false));
  }

  /** Positions in one axis, which stand before the channels. */
  private static List<Layer> positions(Writing writing) {
    Shape input = writing.inputs().get(0);
    Shape output = writing.layer().on(List.of(input)).output().evaluated();
    if (output.axes().size() != 2 || !output.channels().size().equals(input.channels().size())) {
      return List.of();
    }
    List<Optional<Size>> sizes =
        output.sizes(AxisOrder.HWC).stream()
            .map(size -> Optional.of(Size.of(size.value())))
            .toList();
    return List.of(new Reshape(new OpenExtents(sizes), AxisOrder.HWC));
  }

  /** Keras's layers are one deep. */
  private static List<Layer> stacked(Writing writing) {
    Recurrent layer = (Recurrent) writing.layer();
    if (layer.layers() == 1 || layer.states()) {
      return List.of();
    }
    List<Layer> all = new ArrayList<>();
    for (int i = 0; i < layer.layers(); i++) {
      all.add(
          Expansions.with(
              layer,
              "layers",
              1,
              "sequence",
              layer.sequence() || i < layer.layers() - 1,
              "states",
              false,
              "in",
              i == 0 ? layer.in() : null));
    }
    return all;
  }
}
