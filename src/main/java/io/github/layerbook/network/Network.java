package io.github.layerbook.network;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An immutable network: layers in topological order, each applied to its inputs.
 *
 * <p>Two networks are equal if they have the same name and nodes, whatever is open. {@link
 * #toString()} is the canonical notation, which parses back to an equal network.
 */
public final class Network {
  private final String name;
  private final List<Applied> applied;
  private final List<Node> nodes;
  private final OpenDims dims;

  private Network(String name, List<Applied> applied, OpenDims dims) {
    this.name = name;
    this.applied = applied;
    this.dims = dims;
    this.nodes = applied.stream().map(Applied::node).toList();
  }

  /**
   * Makes a network of nodes in topological order.
   *
   * @throws NetworkException naming the first node that does not accept its inputs
   */
  public static Network of(String name, List<Node> nodes) {
    if (nodes.isEmpty()) {
      throw new NetworkException(
          "", -1, "a network needs layers: start with a line such as input 224x224x3");
    }
    return new Network(name, ShapeInference.of(nodes), OpenDims.NONE);
  }

  /** Returns a builder of a network with a name. */
  public static NetworkBuilder named(String name) {
    return new NetworkBuilder(name);
  }

  /** Returns the network's name. */
  public String name() {
    return name;
  }

  /**
   * Returns the address of a block or layer with the network's name in front: {@code net.conv1}.
   */
  public String address(String path) {
    return path.isEmpty() ? name : name + "." + path;
  }

  /** Returns the nodes, applied, in topological order. */
  public List<Applied> applied() {
    return applied;
  }

  /** Returns the nodes in topological order. */
  public List<Node> nodes() {
    return nodes;
  }

  /**
   * Returns the node of a path, such as {@code layer1.0.conv1}, or of the end of one if it is the
   * only node with that end, such as {@code conv1_1}.
   */
  public Optional<Applied> find(String address) {
    return names().find(address).map(applied::get);
  }

  /** Returns the layers by name. */
  public LayerNames names() {
    return new LayerNames(name, nodes);
  }

  /** Returns the names of the blocks in order of their first layer. */
  public List<String> blocks() {
    return nodes.stream().map(Node::block).filter(block -> !block.isEmpty()).distinct().toList();
  }

  /** Returns the same network under another name. */
  public Network renamed(String newName) {
    return new Network(newName, applied, dims);
  }

  /** Returns the sizes that the source of the network leaves open; none for most. */
  public OpenDims dims() {
    return dims;
  }

  /** Returns the same network with sizes that its source leaves open. */
  public Network open(OpenDims newDims) {
    return new Network(name, applied, newDims);
  }

  /**
   * Returns the network with another size where its source leaves one open: {@code
   * network.withDim("sequence", 256)}, read anew.
   *
   * @throws NetworkException if no size has that name, or there is no such network
   */
  public Network withDim(String dim, long size) {
    return Blueprint.of(this).withDim(dim, size).network();
  }

  /** Returns a builder that starts with this network's nodes. */
  public NetworkBuilder edit() {
    return NetworkBuilder.of(this);
  }

  /** Returns the network with {@code bias=false} for every layer that has the option. */
  public Network withoutBiases() {
    return Blueprint.of(this).with(Network::withoutBias).network();
  }

  private static Layer withoutBias(Layer layer) {
    LayerForm form = LayerForm.of(layer);
    return form.otherOptions().contains("bias") ? form.with(layer, "bias", "false") : layer;
  }

  /** Returns the network as the canonical notation. */
  @Override
  public String toString() {
    return new NetworkPrinter(this).print();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && name.equals(network.name)
        && nodes.equals(network.nodes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, nodes);
  }

  /** Returns the nodes of a block, and of the blocks in it, in order. */
  public List<Node> block(String block) {
    return names().block(block).stream().map(nodes::get).toList();
  }
}
