package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.convolution.PatchEmbedding;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Diffusion transformers (Peebles and Xie 2023) as the library {@code diffusers} has them: each
 * layer embeds the time and the class anew, and is scaled and shifted by what it makes of them.
 */
final class Diffusion {
  /** The name of the type among the families. */
  static final String TYPE = "dit";

  /** The library's classes of it. */
  static final Set<String> CLASSES = Set.of("DiTTransformer2DModel", "Transformer2DModel");

  /** Sines and cosines that stand for the time. */
  private static final long TIME = 256;

  private static final Layer NORM = new LayerNormalization(List.of(), AxisOrder.HWC, false, false);

  private Diffusion() {}

  /** DiT. */
  static void dit(Model model) {
    Configuration config = model.config();
    for (String other : List.of("cross_attention_dim", "num_vector_embeds", "caption_channels")) {
      if (config.states(other)) {
        throw config.wrong(other, " is stated: only transformers of images and classes are read");
      }
    }
    if (!config.word("norm_type").equals("ada_norm_zero")) {
      throw config.wrong("norm_type", " is not ada_norm_zero, which DiT has: nothing else is read");
    }
    if (config.flag("norm_elementwise_affine")) {
      throw config.wrong("norm_elementwise_affine", " is true, and DiT's norms have no scales");
    }
    long heads = config.number("num_attention_heads");
    long width = Math.multiplyExact(heads, config.number("attention_head_dim"));
    long patch = config.number("patch_size");
    long side = config.number("sample_size");
    if (patch > side) {
      throw config.wrong(
          "patch_size", " is %d, and sample_size %d: use at most %d".formatted(patch, side, side));
    }
    long patches = (side / patch) * (side / patch);
    NetworkBuilder net = model.net();
    Point time = net.add("timestep", Input.of(TIME)).here();
    Point label = net.from().add("class_labels", Input.of(1)).here();
    net.from();
    model.image("hidden_states", config.number("in_channels"), side);
    net.block("pos_embed", block -> positions(block, patch, width, patches));
    LayerParts parts = parts(config, heads, width);
    Point[] emb = new Point[1];
    model.layers(
        "transformer_blocks",
        config.layers("num_layers"),
        (block, i) -> emb[0] = layer(block, parts, time, label));
    Point tokens = net.here();
    net.from(emb[0]).add("silu", new Activation(Activation.Kind.SILU, false));
    Point both = net.add("proj_out_1", Linear.of(2 * width)).here();
    net.from(tokens).add("norm_out", NORM);
    modulate(net, "out", net.here(), both, 0, 1, width);
    long out = config.number("out_channels", config.number("in_channels"));
    net.add("proj_out_2", Linear.of(patch * patch * out));
  }

  private static void positions(NetworkBuilder block, long patch, long width, long patches) {
    Point vectors = block.add("proj", PatchEmbedding.of(patch, width)).here();
    List<Size> shape = List.of(Size.of(1), Size.of(patches), Size.of(width));
    block.from().add("pos_embed", new Buffer(shape, Tensor.Element.SINGLE, ""));
    Point table = block.add("table", row(patches, width)).here();
    block.from(vectors, table).add("add", Merge.of(Merge.Kind.ADD));
  }

  private static Layer row(long rows, long width) {
    return new Reshape(
        new OpenExtents(List.of(Optional.of(Size.of(rows)), Optional.of(Size.of(width)))),
        AxisOrder.HWC);
  }

  /**
   * What each layer is made of.
   *
   * @param width features of a token
   * @param labels rows of the table of classes, one of them for no class
   */
  private record LayerParts(long width, Layer attention, Layer feedForward, Embedding labels) {}

  private static LayerParts parts(Configuration config, long heads, long width) {
    GroupedAttention attention =
        Options.of(
                Encoders.plain(
                    heads, config.number("attention_head_dim"), "to_q+to_k+to_v+to_out.0"))
            .with(
                GroupedAttention::bias,
                config.flag("attention_bias") ? ProjectionBias.ALL : ProjectionBias.OUTPUT)
            .layer();
    Layer feedForward =
        FeedForwards.plain(4 * width, config.activation("activation_fn"), true, "net.0.proj+net.2");
    return new LayerParts(
        width,
        attention,
        feedForward,
        Embedding.of(config.number("num_embeds_ada_norm") + 1, width));
  }

  /** One layer; returns the embedding of time and class. */
  private static Point layer(NetworkBuilder block, LayerParts parts, Point time, Point label) {
    long width = parts.width();
    Point input = block.here();
    Point[] made = new Point[2];
    block.block(
        "norm1",
        norm -> {
          norm.block("emb", emb -> made[0] = embedded(emb, parts, time, label));
          norm.from(made[0]).add("silu", new Activation(Activation.Kind.SILU, false));
          made[1] = norm.add("linear", Linear.of(6 * width)).here();
          norm.from(input).add("norm", NORM);
        });
    modulate(block, "before", block.here(), made[1], 0, 1, width);
    Point attended = block.add("attn1", parts.attention()).here();
    Point sum = gated(block, "attended", attended, made[1], 2, width, input);
    block.from(sum).add("norm3", NORM);
    modulate(block, "between", block.here(), made[1], 3, 4, width);
    Point fed = block.add("ff", parts.feedForward()).here();
    gated(block, "fed", fed, made[1], 5, width, sum);
    return made[0];
  }

  private static Point embedded(NetworkBuilder emb, LayerParts parts, Point time, Point label) {
    emb.block(
        "timestep_embedder",
        part ->
            part.from(time)
                .add("linear_1", Linear.of(parts.width()))
                .add("silu", new Activation(Activation.Kind.SILU, false))
                .add("linear_2", Linear.of(parts.width()))
                .add("row", row(1, parts.width())));
    Point times = emb.here();
    emb.block("class_embedder", part -> part.from(label).add("embedding_table", parts.labels()));
    Point labels = emb.here();
    return emb.from(times, labels).add("add", Merge.of(Merge.Kind.ADD)).here();
  }

  /** Shifts and scales tokens by parts of a row. */
  private static void modulate(
      NetworkBuilder net, String name, Point tokens, Point row, int shift, int scale, long width) {
    Point factor = part(net, name + "_scale", row, scale, width);
    Point offset = part(net, name + "_shift", row, shift, width);
    Point product =
        net.from(tokens, factor).add(name + "_scaled", Merge.of(Merge.Kind.MULTIPLY)).here();
    net.from(product, tokens, offset).add(name + "_shifted", Merge.of(Merge.Kind.ADD));
  }

  /** Adds what a gate lets through. */
  private static Point gated(
      NetworkBuilder net, String name, Point branch, Point row, int gate, long width, Point sum) {
    Point factor = part(net, name + "_gate", row, gate, width);
    Point open =
        net.from(branch, factor).add(name + "_gated", Merge.of(Merge.Kind.MULTIPLY)).here();
    return net.from(open, sum).add(name, Merge.of(Merge.Kind.ADD)).here();
  }

  private static Point part(NetworkBuilder net, String name, Point row, int index, long width) {
    Size from = Size.of(index * width);
    Size to = Size.of((index + 1) * width);
    return net.from(row).add(name, new Slice(1, from, to, Size.of(1))).here();
  }
}
