package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.exchange.huggingface.Model.LayerOf;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.HeadNorm;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the decoders of language models have in common: an embedding, a rotary embedding, layers, a
 * norm, an output. A family says what differs.
 */
final class Decoder {
  /** Types whose head for tokens has a name of its own. */
  private static final Set<String> CLASSIFIERS =
      Set.of("gpt2", "bloom", "falcon", "gpt_neox", "mpt", "gpt_neo");

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
  private @Nullable Layer lastNorm = Model.rms();
  private String width = "hidden_size";
  private String depth = "num_hidden_layers";
  private String length = "max_position_embeddings";
  private long embedded;
  private Consumer<NetworkBuilder> after = net -> {};
  private Consumer<NetworkBuilder> ending = net -> {};
  private boolean isScaled;
  private boolean bias;
  private List<String> kinds = List.of("");
  private long turned;
  private Consumer<Model> kept = kept -> {};

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

  /** Names the fields of the width, the number of layers and that of positions, empty for none. */
  Decoder sized(String newWidth, String newDepth, String newLength) {
    width = newWidth;
    depth = newDepth;
    length = newLength;
    return this;
  }

  /** Lets the embedding have another width than the layers. */
  Decoder embedded(long features) {
    embedded = features;
    return this;
  }

  /** Adds layers after the embedding. */
  Decoder after(Consumer<NetworkBuilder> layers) {
    after = layers;
    return this;
  }

  /** Adds a table of positions after the embedding. */
  Decoder positions(String name, long rows) {
    return after(net -> net.add(name, new PositionEmbedding(Size.of(rows), "weight", false)));
  }

  /** Adds layers after the last norm. */
  Decoder ending(Consumer<NetworkBuilder> layers) {
    ending = layers;
    return this;
  }

  /** Lets the last norm be another layer, or none. */
  Decoder norm(@Nullable Layer layer) {
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

  /** Keeps more tensors that no layer's output depends on in shape. */
  Decoder keeping(Consumer<Model> tensors) {
    kept = tensors;
    return this;
  }

  /** Builds the model. */
  void build(LayerOf each) {
    int layers = config.layers(depth);
    long vocabulary = config.number("vocab_size");
    long features = embedded > 0 ? embedded : config.number(width);
    Point ids =
        model.tokens("input_ids", 0, length.isEmpty() ? Long.MAX_VALUE : config.number(length));
    Point[] embedding = new Point[1];
    model.base(
        asksTransformer() ? "transformer" : base,
        () -> {
          keep();
          model.net().from(ids);
          embedding[0] = model.embedding(embeddings, vocabulary, features);
          after.accept(model.net());
          model.layers(list, layers, each);
          if (lastNorm != null) {
            model.net().add(norm, lastNorm);
          }
          ending.accept(model.net());
        });
    head(vocabulary, embedding[0]);
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
    kept.accept(model);
    if (turned > 0) {
      kinds.forEach(kind -> model.frequencies(kind.isEmpty() ? "" : kind + "_", turned));
    }
  }

  private void head(long vocabulary, Point embedding) {
    switch (model.head()) {
      case "Model" -> {}
      case "ForCausalLM", "LMHeadModel", "ForConditionalGeneration" ->
          model.output("lm_head", vocabulary, bias, embedding);
      case "ForSequenceClassification" -> model.linear("score", config.labels(), false);
      case "ForTokenClassification" ->
          model.linear(
              CLASSIFIERS.contains(config.type()) ? "classifier" : "score", config.labels(), true);
      case "ForQuestionAnswering" -> model.linear("qa_outputs", 2, true);
      default ->
          throw model.unknownHead(
              "Model", "ForCausalLM", "ForSequenceClassification", "ForTokenClassification");
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

  /** Layers with a norm before them, or after they are added to what they read. */
  static void normed(
      NetworkBuilder block,
      boolean isBefore,
      Layer norm,
      String name,
      Consumer<NetworkBuilder> layers) {
    if (isBefore) {
      block.residual(
          part -> {
            part.add(name, norm);
            layers.accept(part);
          });
    } else {
      block.residual(layers).add(name, norm);
    }
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

  /** Attention as the configuration's usual fields say: heads, key heads, features of a head. */
  static Options<GroupedAttention> attention(Configuration config) {
    return attention(config, config.headSize("head_dim", "hidden_size", "num_attention_heads"));
  }

  /** Attention with a number of features of a head. */
  static Options<GroupedAttention> attention(Configuration config, long headSize) {
    return attention(
        config.number("num_attention_heads"),
        config.keyHeads("num_key_value_heads", "num_attention_heads"),
        headSize);
  }

  /** Attention with numbers of heads and features, which turns all of these. */
  static Options<GroupedAttention> attention(long heads, long keyHeads, long headSize) {
    return Options.of(Options.make(GroupedAttention.class, Size.of(heads)))
        .with(GroupedAttention::keyheads, keyHeads == heads ? null : Size.of(keyHeads))
        .with(GroupedAttention::headsize, Size.of(headSize))
        .with(GroupedAttention::rotary, Size.of(headSize));
  }

  /** Which projections have biases: all, or none. */
  static ProjectionBias biases(boolean all) {
    return all ? ProjectionBias.ALL : ProjectionBias.NONE;
  }

  /** How heads are normalised, if they are. */
  static HeadNorm norms(boolean present, HeadNorm kind) {
    return present ? kind : HeadNorm.NONE;
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
