package io.github.layerbook.zoo;

import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.ZooEntry.Origin;
import java.util.List;

/**
 * The vision transformer: an image's patches as the words of a sentence (Dosovitskiy et al. 2020,
 * figure 1 and table 1).
 */
final class VisionTransformers {
  private static final Paper PAPER =
      new Paper(
          "Dosovitskiy, Beyer, Kolesnikov, Weissenborn, Zhai, Unterthiner, Dehghani, Minderer,"
              + " Heigold, Gelly, Uszkoreit and Houlsby",
          2020,
          "An image is worth 16x16 words: transformers for image recognition at scale",
          "arXiv:2010.11929");

  /** A row of table 1: layers, hidden size, MLP size and heads. */
  private record Model(int layers, int hidden, int mlp, int heads) {
    static final Model BASE = new Model(12, 768, 3072, 12);
    static final Model LARGE = new Model(24, 1024, 4096, 16);
    static final Model HUGE = new Model(32, 1280, 5120, 16);
  }

  private VisionTransformers() {}

  static List<ZooEntry> entries() {
    return List.of(
        entry("b", Model.BASE, 16),
        entry("b", Model.BASE, 32),
        entry("l", Model.LARGE, 16),
        entry("l", Model.LARGE, 32),
        entry("h", Model.HUGE, 14));
  }

  private static ZooEntry entry(String name, Model model, int patch) {
    return ZooEntry.built(
        "vit_%s_%d".formatted(name, patch),
        "ViT-%s/%d".formatted(name.toUpperCase(java.util.Locale.ROOT), patch),
        "ViT",
        PAPER,
        Origin.TORCHVISION,
        net -> network(net, model, patch));
  }

  private static void network(NetworkBuilder net, Model model, int patch) {
    net.input(224, 224, 3)
        .add("conv_proj", Convolution.of(patch, model.hidden).stride(patch))
        .add("patches", new Flatten(2, -1))
        .add("class_token", new ClassToken(Size.of(1)))
        .block("encoder", encoder -> encoder(encoder, model))
        .add("token", new Slice(2, Size.of(0), Size.of(1), Size.of(1)))
        .add("flatten", new Flatten())
        .block("heads", heads -> heads.add("head", FullyConnected.of(1000)));
  }

  private static void encoder(NetworkBuilder net, Model model) {
    net.add("pos_embedding", new PositionEmbedding(null)).add("dropout", new Dropout(0));
    for (int i = 0; i < model.layers; i++) {
      net.block("layers.encoder_layer_" + i, layer -> layer(layer, model));
    }
    net.add("ln", LayerNormalization.of());
  }

  private static void layer(NetworkBuilder net, Model model) {
    ResidualPaths.residual(
        net,
        "add_1",
        attention ->
            attention
                .add("ln_1", LayerNormalization.of())
                .add("self_attention", Attention.of(model.heads))
                .add("dropout", new Dropout(0)));
    ResidualPaths.residual(
        net,
        "add_2",
        branch ->
            branch
                .add("ln_2", LayerNormalization.of())
                .block("mlp", mlp -> ResidualPaths.perceptron(mlp, model.mlp, model.hidden)));
  }
}
