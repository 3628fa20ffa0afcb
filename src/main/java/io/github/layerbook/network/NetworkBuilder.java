package io.github.layerbook.network;

import io.github.layerbook.layer.AveragePool;
import io.github.layerbook.layer.Convolution;
import io.github.layerbook.layer.Dropout;
import io.github.layerbook.layer.Flatten;
import io.github.layerbook.layer.FullyConnected;
import io.github.layerbook.layer.Input;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerForm;
import io.github.layerbook.layer.LocalResponseNormalization;
import io.github.layerbook.layer.MaxPool;
import io.github.layerbook.layer.Relu;
import io.github.layerbook.layer.Softmax;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Builds a network layer by layer, each on the one before it.
 *
 * <p>Layers that are given no name get the field's: {@code conv1_1}, {@code pool1}, {@code fc1};
 * see {@link Naming}. Nothing is checked until {@link #build()}.
 */
public final class NetworkBuilder {
  private final String name;
  private final List<Draft> drafts = new ArrayList<>();
  private String block = "";

  NetworkBuilder(String name) {
    this.name = name;
  }

  NetworkBuilder(String name, List<Node> nodes) {
    this.name = name;
    nodes.forEach(
        node -> drafts.add(new Draft(node.name(), node.layer(), node.inputs(), node.block())));
  }

  /** Adds a layer on the one before it, named by the field's custom. */
  public NetworkBuilder add(Layer layer) {
    return add("", layer);
  }

  /** Adds a layer with a name on the one before it. */
  public NetworkBuilder add(String layerName, Layer layer) {
    drafts.add(new Draft(layerName, layer, List.of(), block));
    return this;
  }

  /** Adds the layers of a block with a name; blocks in blocks have dotted names. */
  public NetworkBuilder block(String blockName, Consumer<NetworkBuilder> layers) {
    String outer = block;
    block = outer.isEmpty() ? blockName : outer + "." + blockName;
    layers.accept(this);
    block = outer;
    return this;
  }

  /** Adds an input of the given extents, channels last: height, width, channels. */
  public NetworkBuilder input(long... extents) {
    return add(Input.of(extents));
  }

  /** Adds a convolution with a square kernel, stride 1 and no padding. */
  public NetworkBuilder convolution(long kernel, long out) {
    return add(Convolution.of(kernel, out));
  }

  /** Adds max pooling over adjacent squares. */
  public NetworkBuilder maxPool(long kernel) {
    return add(MaxPool.of(kernel));
  }

  /** Adds average pooling over adjacent squares. */
  public NetworkBuilder averagePool(long kernel) {
    return add(AveragePool.of(kernel));
  }

  /** Adds a fully connected layer. */
  public NetworkBuilder fullyConnected(long out) {
    return add(FullyConnected.of(out));
  }

  /** Adds a ReLU in place. */
  public NetworkBuilder relu() {
    return add(new Relu(true));
  }

  /** Adds a softmax. */
  public NetworkBuilder softmax() {
    return add(new Softmax());
  }

  /** Adds dropout with a probability from 0 to 1. */
  public NetworkBuilder dropout(double probability) {
    return add(new Dropout(probability));
  }

  /** Adds a flatten layer. */
  public NetworkBuilder flatten() {
    return add(new Flatten());
  }

  /** Adds local response normalisation over a number of neighbouring channels. */
  public NetworkBuilder localResponseNormalization(long size) {
    return add(new LocalResponseNormalization(Size.of(size)));
  }

  /**
   * Puts the layers that another builder holds in the place of a block's layers, or at the end if
   * the network has no such block.
   */
  public NetworkBuilder replaceBlock(String blockName, Consumer<NetworkBuilder> layers) {
    NetworkBuilder replacement = new NetworkBuilder(name).block(blockName, layers);
    int at = drafts.size();
    String last = "";
    for (int i = drafts.size() - 1; i >= 0; i--) {
      if (drafts.get(i).isIn(blockName)) {
        last = last.isEmpty() ? drafts.get(i).name() : last;
        drafts.remove(i);
        at = i;
      }
    }
    chainAround(at, last);
    drafts.addAll(at, replacement.drafts);
    return this;
  }

  /** Lets the layer that read the removed layers' last output read the layer before it. */
  private void chainAround(int at, String removed) {
    for (int i = at; i < drafts.size() && !removed.isEmpty(); i++) {
      Draft draft = drafts.get(i);
      if (draft.inputs().equals(List.of(removed))) {
        drafts.set(i, new Draft(draft.name(), draft.layer(), List.of(), draft.block()));
      }
    }
  }

  /**
   * Builds the network.
   *
   * @throws NetworkException naming the first layer that does not accept its inputs
   */
  public Network build() {
    List<String> names = Naming.names(drafts);
    List<String> blocks = Naming.blocks(drafts);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      List<String> inputs = draft.inputs();
      if (inputs.isEmpty() && i > 0 && !(draft.layer() instanceof Input)) {
        inputs = List.of(names.get(i - 1));
      }
      nodes.add(new Node(names.get(i), draft.layer(), inputs, blocks.get(i)));
    }
    return Network.of(name, nodes);
  }

  static Network withoutBiases(Network network) {
    NetworkBuilder builder = network.edit();
    builder.drafts.replaceAll(
        draft ->
            new Draft(draft.name(), withoutBias(draft.layer()), draft.inputs(), draft.block()));
    return builder.build();
  }

  private static Layer withoutBias(Layer layer) {
    LayerForm form = LayerForm.of(layer);
    return form.otherOptions().contains("bias") ? form.with(layer, "bias", "false") : layer;
  }

  /**
   * A layer before it has a name and inputs.
   *
   * @param name its name; empty to be named by the field's custom
   * @param layer the layer
   * @param inputs the names of its inputs; none for the layer before it
   * @param block its block; empty for none
   */
  record Draft(String name, Layer layer, List<String> inputs, String block) {
    /** Returns whether it stands in a block or in a block in it. */
    boolean isIn(String other) {
      return block.equals(other) || block.startsWith(other + ".");
    }
  }
}
