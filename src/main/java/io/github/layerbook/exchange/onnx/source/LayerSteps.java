package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.rewriting.Expansions;
import io.github.layerbook.exchange.source.Layout;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.LatentAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.RotaryEmbedding;
import io.github.layerbook.layer.attention.WindowAttention;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.merge.Dot;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.normalization.Standardization;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.statespace.GatedDeltaRule;
import io.github.layerbook.layer.statespace.HeadedStateSpace;
import io.github.layerbook.layer.statespace.SelectiveStateSpace;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A layer for which ONNX has no operator, and how it is several.
 *
 * @param type the layer
 * @param order how its operators take values, and give them
 * @param writer what writes them
 * @param check what refuses those of the layers that no operators say
 */
record LayerSteps(
    Class<? extends Layer> type,
    Function<Layer, AxisOrder> order,
    Writer writer,
    Consumer<Writing> check) {
  private static final String OWN = "layerbook";

  private static final List<LayerSteps> ALL =
      List.of(
          sequence(PositionEmbedding.class, SequenceSteps::positions),
          sequence(ClassToken.class, SequenceSteps::classToken),
          sequence(RotaryEmbedding.class, SequenceSteps::rotated),
          last(LayerScale.class, SequenceSteps::scaled),
          sequence(Attention.class, AttentionWriter::write).refusing(AttentionWriter::check),
          sequence(GroupedAttention.class, GroupedWriter::write),
          sequence(LatentAttention.class, LatentWriter::write),
          sequence(MixtureOfExperts.class, ExpertsWriter::write).refusing(ExpertsWriter::check),
          sequence(SelectiveStateSpace.class, StateSpaceWriter::selective),
          sequence(HeadedStateSpace.class, StateSpaceWriter::headed),
          sequence(GatedDeltaRule.class, DeltaRuleWriter::write),
          last(WindowAttention.class, WindowWriter::write),
          first(AdaptivePool.class, ImageSteps::pooled).refusing(LayerSteps::ofOneSize),
          first(Standardization.class, ImageSteps::standardized),
          new LayerSteps(
              Parameter.class, layer -> ((Parameter) layer).order(), TensorSteps::held, w -> {}),
          first(Buffer.class, TensorSteps::held),
          last(Reshape.class, TensorSteps::reshaped),
          new LayerSteps(Dot.class, layer -> ((Dot) layer).order(), TensorSteps::dot, w -> {}));

  /** The operators of a stack are in ONNX's own table. */
  private static final LayerSteps RECURRENT = last(Recurrent.class, RecurrentWriter::write);

  /** Writes the operators of a layer and returns the name of its output. */
  @FunctionalInterface
  interface Writer {
    String write(StepWriter to, Said said, List<String> inputs);
  }

  private static LayerSteps first(Class<? extends Layer> type, Writer writer) {
    return new LayerSteps(type, layer -> AxisOrder.CHW, writer, writing -> {});
  }

  private static LayerSteps last(Class<? extends Layer> type, Writer writer) {
    return new LayerSteps(type, layer -> AxisOrder.HWC, writer, writing -> {});
  }

  private static LayerSteps sequence(Class<? extends Layer> type, Writer writer) {
    return last(type, writer)
        .refusing(
            writing -> {
              if (writing.inputs().get(0).axes().size() != 2) {
                throw new NotExpressibleException("it is written for sequences of vectors");
              }
            });
  }

  private LayerSteps refusing(Consumer<Writing> more) {
    return new LayerSteps(type, order, writer, check.andThen(more));
  }

  private static void ofOneSize(Writing writing) {
    if (!Expansions.adaptive(writing).isEmpty()) {
      throw new NotExpressibleException("its windows are of one size, which an operator pools");
    }
  }

  /** Returns how a layer is several operators, if it is not one. */
  static Optional<LayerSteps> of(Said said) {
    return said.layer() instanceof Recurrent
        ? Optional.of(RECURRENT)
        : ALL.stream()
            .filter(
                steps ->
                    steps.type.isInstance(said.layer()) && said.entry().name().equals(steps.name()))
            .findFirst();
  }

  /** Returns how the operators of a layer take a value, and give one. */
  Layout layout(Layer layer, Shape shape) {
    return order.apply(layer) == AxisOrder.HWC
        ? Layout.channelsLast(shape)
        : Layout.channelsFirst(shape);
  }

  private String name() {
    return type.getSimpleName() + "Steps";
  }

  /** Returns the entries of layers that are written as several operators. */
  static List<EntryBuilder> entries() {
    List<EntryBuilder> own =
        List.of(
            EntryBuilder.of(Linear.class, OWN, "BiasedMatMul")
                .signature("out in")
                .fixed("bias", true)
                .arranged(call -> Arrangement.channelsLast(call.inputs(), 1)));
    return Stream.of(
            own.stream(),
            ActivationWriter.entries(OWN).stream(),
            ALL.stream().map(LayerSteps::entry))
        .flatMap(entries -> entries)
        .toList();
  }

  /** A layer is written from its record, which no arguments tell. */
  private EntryBuilder entry() {
    List<String> components =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    return EntryBuilder.of(type, OWN, name())
        .bound(components, (call, options) -> {}, (writing, arguments) -> check.accept(writing));
  }
}
