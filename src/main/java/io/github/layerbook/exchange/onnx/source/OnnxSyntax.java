package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.rewriting.Expansions;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.LatentAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.RotaryEmbedding;
import io.github.layerbook.layer.attention.WindowAttention;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.normalization.Standardization;
import io.github.layerbook.layer.pooling.AdaptivePool;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Layers that are written as several operators. */
final class OnnxSyntax {
  private static final String OWN = "layerbook";

  private OnnxSyntax() {}

  static List<EntryBuilder> entries() {
    return List.of(
        EntryBuilder.of(Linear.class, OWN, "BiasedMatMul")
            .signature("out in")
            .fixed("bias", true)
            .arranged(call -> Arrangement.channelsLast(call.inputs(), 1)),
        steps(PositionEmbedding.class),
        steps(LayerScale.class),
        steps(ClassToken.class),
        steps(Attention.class),
        steps(GroupedAttention.class),
        steps(LatentAttention.class),
        steps(MixtureOfExperts.class),
        steps(RotaryEmbedding.class),
        steps(WindowAttention.class),
        steps(AdaptivePool.class),
        steps(Standardization.class));
  }

  /** A layer that {@link Steps} writes from its record, which no arguments tell. */
  private static EntryBuilder steps(Class<? extends Layer> type) {
    List<String> components =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    return EntryBuilder.of(type, OWN, type.getSimpleName() + "Steps")
        .bound(components, (call, options) -> {}, OnnxSyntax::check);
  }

  private static void check(Writing writing, Map<String, @Nullable Object> arguments) {
    if (writing.layer() instanceof Attention) {
      AttentionWriter.check(writing);
    } else if (writing.layer() instanceof MixtureOfExperts) {
      ExpertsWriter.check(writing);
    }
    if (writing.layer() instanceof AdaptivePool && !Expansions.adaptive(writing).isEmpty()) {
      throw new NotExpressibleException("its windows are of one size, which an operator pools");
    }
    boolean vectors =
        writing.layer() instanceof Attention
            || writing.layer() instanceof GroupedAttention
            || writing.layer() instanceof LatentAttention
            || writing.layer() instanceof MixtureOfExperts
            || writing.layer() instanceof RotaryEmbedding
            || writing.layer() instanceof PositionEmbedding
            || writing.layer() instanceof ClassToken;
    if (vectors && writing.inputs().get(0).axes().size() != 2) {
      throw new NotExpressibleException("it is written for sequences of vectors");
    }
  }
}
