package io.github.layerbook.network;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.adaptation.Adaptation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A layer at its place in a network; immutable. */
public final class Node {
  private final String name;
  private final Layer layer;
  private final List<OutputAddress> reads;
  private final BlockPath blockPath;
  private final String weightsOf;
  private final String path;
  private final @Nullable Adaptation adaptation;

  /**
   * Makes a node.
   *
   * @param name unique in its block, such as {@code conv1_1}; without dots
   * @param layer the layer
   * @param reads the outputs that it reads, in order, each of a node before it; none for a source
   * @param blockPath the block that it stands in
   * @param weightsOf the path of the node whose weights it shares; empty for weights of its own
   */
  public Node(
      String name, Layer layer, List<OutputAddress> reads, BlockPath blockPath, String weightsOf) {
    this(name, layer, reads, blockPath, weightsOf, null);
  }

  private Node(
      String name,
      Layer layer,
      List<OutputAddress> reads,
      BlockPath blockPath,
      String weightsOf,
      @Nullable Adaptation adaptation) {
    this.name = name;
    this.layer = layer;
    this.reads = List.copyOf(reads);
    this.blockPath = blockPath;
    this.weightsOf = weightsOf;
    this.path = blockPath.layer(name);
    this.adaptation = adaptation;
  }

  /** Makes a node of addresses as they are printed: {@code lstm[1]}, {@code layer1.0}. */
  public Node(String name, Layer layer, List<String> inputs, String block, String weightsOf) {
    this(
        name,
        layer,
        inputs.stream().map(OutputAddress::of).toList(),
        BlockPath.of(block),
        weightsOf);
  }

  /** Makes a node with weights of its own. */
  public Node(String name, Layer layer, List<String> inputs, String block) {
    this(name, layer, inputs, block, "");
  }

  /** Returns this with another layer. */
  public Node with(Layer newLayer) {
    return new Node(name, newLayer, reads, blockPath, weightsOf, adaptation);
  }

  /** Returns this with another address in the place of each that it reads. */
  public Node reading(UnaryOperator<OutputAddress> other) {
    List<OutputAddress> others = reads.stream().map(other).toList();
    return new Node(name, layer, others, blockPath, weightsOf, adaptation);
  }

  /**
   * Returns this in another block, with another path in the place of each layer's that it reads or
   * shares weights with.
   */
  public Node moved(BlockPath block, UnaryOperator<String> paths) {
    List<OutputAddress> others =
        reads.stream()
            .map(read -> new OutputAddress(paths.apply(read.layer()), read.output()))
            .toList();
    return new Node(name, layer, others, block, paths.apply(weightsOf), adaptation);
  }

  /** Returns this fine-tuned with adapters, its own parameters frozen. */
  public Node adapted(Adaptation how) {
    return new Node(name, layer, reads, blockPath, weightsOf, how);
  }

  /** Returns how it is fine-tuned with adapters; empty where it is not. */
  public Optional<Adaptation> adaptation() {
    return Optional.ofNullable(adaptation);
  }

  /** Returns this with weights of its own. */
  Node withOwnWeights() {
    return weightsOf.isEmpty() ? this : new Node(name, layer, reads, blockPath, "", adaptation);
  }

  /** Returns the name, unique in the block: {@code conv1_1}. */
  public String name() {
    return name;
  }

  /** Returns the layer. */
  public Layer layer() {
    return layer;
  }

  /** Returns the outputs that it reads, in order. */
  public List<OutputAddress> reads() {
    return reads;
  }

  /** Returns the addresses of the outputs that it reads, in order: {@code lstm[1]}. */
  public List<String> inputs() {
    return reads.stream().map(OutputAddress::toString).toList();
  }

  /** Returns the block that it stands in. */
  public BlockPath blockPath() {
    return blockPath;
  }

  /** Returns the path of the block that it stands in; empty for none. */
  public String block() {
    return blockPath.toString();
  }

  /** Returns the path of the node whose weights it shares; empty for weights of its own. */
  public String weightsOf() {
    return weightsOf;
  }

  /** Returns the name with its blocks, unique in the network: {@code layer1.0.conv1}. */
  public String path() {
    return path;
  }

  /** Returns the address of the first output. */
  public OutputAddress output() {
    return new OutputAddress(path);
  }

  /** Returns whether it reads one output, the first of another node, and nothing else. */
  public boolean readsOnly(Node other) {
    return reads.size() == 1
        && reads.get(0).output() == 0
        && reads.get(0).layer().equals(other.path);
  }

  /** Returns whether it stands in the block of a path, or in a block in that. */
  public boolean isIn(String block) {
    return blockPath.isIn(block);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Node node
            && path.equals(node.path)
            && blockPath.equals(node.blockPath)
            && layer.equals(node.layer)
            && reads.equals(node.reads)
            && weightsOf.equals(node.weightsOf)
            && Objects.equals(adaptation, node.adaptation));
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, layer, reads, weightsOf);
  }

  @Override
  public String toString() {
    return path + ": " + layer;
  }
}
