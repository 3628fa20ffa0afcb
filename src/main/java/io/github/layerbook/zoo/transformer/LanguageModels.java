package io.github.layerbook.zoo.transformer;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Paper;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ResidualPaths;
import java.util.List;
import java.util.function.Consumer;

/**
 * Networks that read words. Their input is a sequence of words' numbers, as long as the longest
 * that the model was trained on; any shorter one may stand in its place.
 */
public final class LanguageModels implements ZooFamily {
  private static final Paper LSTM = Paper.of("zaremba2014");
  private static final Paper BERT = Paper.of("devlin2018");
  private static final Paper GPT2 = Paper.of("radford2019");

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("lstm_medium", "LSTM, medium", "LSTM", LSTM, net -> lstm(net, 650)),
        entry("lstm_large", "LSTM, large", "LSTM", LSTM, net -> lstm(net, 1500)),
        entry("bert_base", "BERT-base", "BERT", BERT, LanguageModels::bert),
        entry("gpt2", "GPT-2", "GPT", GPT2, LanguageModels::gpt2));
  }

  private static ZooEntry entry(
      String name, String title, String family, Paper paper, Consumer<NetworkBuilder> layers) {
    return new Published(family, paper, Origin.PAPER).built(name, title, layers);
  }

  /** Two layers over 35 words of the Penn treebank's 10,000 (section 4.1). */
  private static void lstm(NetworkBuilder net, long units) {
    net.input(35)
        .add("embedding", Embedding.of(10_000, units))
        .add(
            "lstm",
            new Recurrent(
                Recurrent.Kind.LSTM,
                Size.of(units),
                2,
                false,
                null,
                true,
                true,
                true,
                true,
                false,
                Recurrent.Merge.CONCAT,
                Activation.Kind.TANH,
                null))
        .add("softmax_w", Linear.of(10_000));
  }

  /** The encoder and its pooler, without the heads of pre-training (section 3). */
  private static void bert(NetworkBuilder net) {
    net.add("words", Input.of(512)).add("word_embeddings", Embedding.of(30_522, 768));
    Point words = net.here();
    net.add("types", Input.of(512)).add("token_type_embeddings", Embedding.of(2, 768));
    net.from(words, net.here())
        .add("sum", Merge.of(Merge.Kind.ADD))
        .add("position_embeddings", new PositionEmbedding(Size.of(512)))
        .add("norm", LayerNormalization.of());
    for (int i = 0; i < 12; i++) {
      net.block(
          "encoder." + i,
          layer -> {
            ResidualPaths.residual(layer, "add_1", a -> a.add("attention", Attention.of(12)));
            layer.add("norm_1", LayerNormalization.of());
            ResidualPaths.residual(layer, "add_2", m -> ResidualPaths.perceptron(m, 3072, 768));
            layer.add("norm_2", LayerNormalization.of());
          });
    }
    net.add("first", new Slice(2, Size.of(0), Size.of(1), Size.of(1)))
        .add("flatten", new Flatten())
        .add("pooler", FullyConnected.of(768))
        .add("tanh", Activation.of(Activation.Kind.TANH));
  }

  /** The smallest of table 2; the last layer has the embedding's weights. */
  private static void gpt2(NetworkBuilder net) {
    net.input(1024).add("wte", Embedding.of(50_257, 768));
    Point words = net.here();
    net.add("wpe", new PositionEmbedding(Size.of(1024)));
    for (int i = 0; i < 12; i++) {
      net.block(
          "h." + i,
          layer -> {
            ResidualPaths.residual(
                layer,
                "add_1",
                a -> a.add("ln_1", LayerNormalization.of()).add("attn", Attention.of(12)));
            ResidualPaths.residual(
                layer,
                "add_2",
                m -> ResidualPaths.perceptron(m.add("ln_2", LayerNormalization.of()), 3072, 768));
          });
    }
    net.add("ln_f", LayerNormalization.of())
        .addShared("lm_head", Linear.of(50_257).bias(false), words);
  }
}
