package io.github.layerbook.exchange.pytorch;

import static io.github.layerbook.exchange.pytorch.OwnModules.channels;
import static io.github.layerbook.exchange.pytorch.OwnModules.module;

import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.merge.Dot;
import io.github.layerbook.layer.statespace.GatedDeltaRule;
import io.github.layerbook.layer.statespace.HeadedStateSpace;
import io.github.layerbook.layer.statespace.SelectiveStateSpace;
import java.util.List;

/** The small modules of {@link OwnModules} that are for sequences. */
final class OwnSequences {
  private OwnSequences() {}

  static List<EntryBuilder> entries() {
    return List.of(
        EntryBuilder.of(Parameter.class, OwnModules.PARAMETERS, "Parameter")
            .fixed("name", "")
            .signature("shape")
            .unsaid("order"),
        positions("LearnedPositions")
            .fixed("name", "weight")
            .fixed("leading", false)
            .signature("num_embeddings:length embedding_dim")
            .writing(channels("embedding_dim")),
        positions("PositionEmbedding")
            .refusing(layer -> OwnModules.requireName(((PositionEmbedding) layer).name()))
            .signature("length features name=pos_embedding leading=True")
            .writing(channels("features")),
        module(ClassToken.class, "ClassToken")
            .refusing(layer -> OwnModules.requireName(((ClassToken) layer).name()))
            .signature("features tokens=1 name=class_token leading=True")
            .writing(channels("features"))
            .arranged(TorchAxes::last),
        module(Dot.class, "DotProduct")
            .axes(0)
            .signature("normalize=False")
            .arranged(TorchAxes::last),
        module(Dot.class, "DotProducts")
            .axes(1)
            .signature("normalize=False")
            .arranged(TorchAxes::last),
        module(SelectiveStateSpace.class, "Mamba")
            .signature(
                "features state=16 expand=2 kernel_size:kernel=4 rank=None bias=False"
                    + " conv_bias:convbias=True norms=False")
            .writing(channels("features"))
            .arranged(TorchAxes::last),
        module(HeadedStateSpace.class, "Mamba2")
            .signature(
                "features heads head_size:headsize=64 state=128 groups=1 kernel_size:kernel=4"
                    + " bias=False conv_bias:convbias=True")
            .writing(channels("features"))
            .arranged(TorchAxes::last),
        module(GatedDeltaRule.class, "GatedDelta")
            .signature(
                "features key_heads:keyheads value_heads:valueheads=32 key_size:keysize=128"
                    + " value_size:valuesize=128 kernel_size:kernel=4")
            .writing(channels("features"))
            .arranged(TorchAxes::last));
  }

  private static EntryBuilder positions(String name) {
    return module(PositionEmbedding.class, name)
        .codec("length", Codec.orElse(w -> w.inputs().get(0).spatial().get(0).size()))
        .arranged(TorchAxes::last);
  }
}
