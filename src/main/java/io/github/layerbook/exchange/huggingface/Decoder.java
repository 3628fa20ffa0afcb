package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.exchange.huggingface.Model.LayerOf;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What the decoders of language models have in common: an embedding, a rotary embedding, layers, a
 * norm, an output. A family says what differs.
 */
final class Decoder {
  /** Types whose base is named {@code transformer} where questions are answered. */
  private static final Set<String> ASKED =
      Set.of(
          "arcee",
          "exaone4",
          "llama",
          "ministral",
          "nemotron",
          "qwen2",
          "qwen3",
          "qwen3_moe",
          "qwen3_next",
          "seed_oss",
          "smollm3");

  private final Model model;
  private final Configuration config;
  private String base = "model";
  private String embeddings = "embed_tokens";
  private String list = "layers";
  private String norm = "norm";
  private Layer lastNorm = Model.rms();
  private boolean isScaled;
  private boolean bias;
  private List<String> kinds = List.of("");
  private long turned;

  Decoder(Model model) {
    this.model = model;
    this.config = model.config();
  }

  /** Names the base, the embedding, the list of layers and the last norm. */
  Decoder named(String newBase, String newEmbeddings, String newList, String newNorm) {
    base = newBase;
    embeddings = newEmbeddings;
    list = newList;
    norm = newNorm;
    return this;
  }

  /** Lets the last norm be another layer. */
  Decoder norm(Layer layer) {
    lastNorm = layer;
    return this;
  }

  /** Keeps the number that embeddings are multiplied with, as Gemma does. */
  Decoder scaled() {
    isScaled = true;
    return this;
  }

  /** Gives the output a bias. */
  Decoder biased() {
    bias = true;
    return this;
  }

  /** Keeps the frequencies that turn so many features of a head. */
  Decoder turning(long features) {
    turned = features;
    return this;
  }

  /** Keeps frequencies for each of some kinds of layers. */
  Decoder turning(long features, List<String> newKinds) {
    turned = features;
    kinds = newKinds;
    return this;
  }

  /** Builds the model. */
  void build(LayerOf each) {
    Point ids = model.tokens("input_ids", 0, config.number("max_position_embeddings"));
    Point[] words = new Point[1];
    NetworkBuilder net = model.net();
    model.base(
        asksTransformer() ? "transformer" : base,
        () -> {
          keep();
          net.from(ids)
              .add(
                  embeddings,
                  Embedding.of(config.number("vocab_size"), config.number("hidden_size")));
          words[0] = net.here();
          model.layers(list, config.layers("num_hidden_layers"), each);
          net.add(norm, lastNorm);
        });
    WrittenModel.build(model, "decoder_heads", Map.of("words", words[0]), Map.of("bias", bias));
  }

  /** Whether the base has another name where questions are answered. */
  private boolean asksTransformer() {
    return model.head().equals("ForQuestionAnswering") && ASKED.contains(config.type());
  }

  /** Numbers that are kept and that no layer's output depends on in shape. */
  private void keep() {
    if (isScaled) {
      Layer scale = new Buffer(List.of(), Tensor.Element.SINGLE, "");
      model.net().block(embeddings, block -> block.from().add("embed_scale", scale));
    }
    if (turned > 0) {
      kinds.forEach(kind -> model.frequencies(kind.isEmpty() ? "" : kind + "_", turned));
    }
  }

  /** A layer that is normalised, run, and added: twice in each block. */
  static LayerOf before(
      Layer norm,
      List<String> names,
      IntFunction<? extends Layer> attention,
      IntFunction<? extends Layer> feedForward) {
    return (block, i) -> {
      block.residual(part -> part.add(names.get(0), norm).add(names.get(1), attention.apply(i)));
      block.residual(part -> part.add(names.get(2), norm).add(names.get(3), feedForward.apply(i)));
    };
  }

  /** The usual names of a norm and two layers beside each other. */
  static final List<String> BESIDE = List.of("input_layernorm", "self_attn", "mlp");

  /** The usual names of norms and layers. */
  static final List<String> USUAL =
      List.of("input_layernorm", "self_attn", "post_attention_layernorm", "mlp");

  /**
   * Attention and feed-forward layer side by side, both on the input.
   *
   * @param names of one norm for both and the layers, or of each layer's norm and the layer
   */
  static LayerOf beside(
      Layer norm,
      List<String> names,
      IntFunction<? extends Layer> attention,
      IntFunction<? extends Layer> feedForward) {
    int last = names.size() - 1;
    return (block, i) -> {
      Point input = block.here();
      Point normalized = block.add(names.get(0), norm).here();
      Point attended = block.add(names.get(1), attention.apply(i)).here();
      block.from(last == 3 ? input : normalized);
      if (last == 3) {
        block.add(names.get(2), norm);
      }
      Point fed = block.add(names.get(last), feedForward.apply(i)).here();
      block.from(input, attended, fed).add("add", Merge.of(Merge.Kind.ADD));
    };
  }

  /** Attention with numbers of heads and features, which turns all of these. */
  static Options<GroupedAttention> attention(long heads, long keyHeads, long headSize) {
    return Options.of(Options.make(GroupedAttention.class, Size.of(heads)))
        .with(GroupedAttention::keyheads, keyHeads == heads ? null : Size.of(keyHeads))
        .with(GroupedAttention::headsize, Size.of(headSize))
        .with(GroupedAttention::rotary, Size.of(headSize));
  }

  /** How many features of a head are turned, where only a share of them is. */
  static long turned(Configuration config, long headSize) {
    return (long) (headSize * config.share("partial_rotary_factor"));
  }

  /** Pairs of features are turned. */
  static Size even(long features) {
    return Size.of((features + 1) / 2 * 2);
  }
}
