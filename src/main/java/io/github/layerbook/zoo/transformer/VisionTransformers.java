package io.github.layerbook.zoo.transformer;

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
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ResidualPaths;
import java.util.List;
import java.util.Locale;

/**
 * The vision transformer: an image's patches as the words of a sentence (Dosovitskiy et al. 2020,
 * figure 1 and table 1).
 */
public final class VisionTransformers implements ZooFamily {
  private static final Published PUBLISHED =
      Published.of("ViT", "dosovitskiy2020", Origin.TORCHVISION);

  /** A row of table 1: layers, hidden size, MLP size and heads. */
  private record Model(int layers, int hidden, int mlp, int heads) {
    static final Model BASE = new Model(12, 768, 3072, 12);
    static final Model LARGE = new Model(24, 1024, 4096, 16);
    static final Model HUGE = new Model(32, 1280, 5120, 16);
  }

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("b", Model.BASE, 16),
        entry("b", Model.BASE, 32),
        entry("l", Model.LARGE, 16),
        entry("l", Model.LARGE, 32),
        entry("h", Model.HUGE, 14));
  }

  private static ZooEntry entry(String name, Model model, int patch) {
    return PUBLISHED.built(
        "vit_%s_%d".formatted(name, patch),
        "ViT-%s/%d".formatted(name.toUpperCase(Locale.ROOT), patch),
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
