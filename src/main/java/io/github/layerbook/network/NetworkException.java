package io.github.layerbook.network;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says which layer of a network is at fault, what was expected and found, and how to fix it. No
 * network is made.
 */
public final class NetworkException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The name of the node at fault; empty where the fault is the network's. */
  private final String node;

  /** The position of the node at fault in order of definition, or -1. */
  private final int index;

  /** What is wrong, without the node's name. */
  private final String problem;

  /** What the node refers to that is at fault; null for none. */
  private final transient @Nullable Reference reference;

  /**
   * What a node refers to.
   *
   * @param address the output that it reads, or that of the layer whose weights it shares
   * @param input the place among the node's inputs, from 0; -1 for a layer whose weights it shares
   */
  public record Reference(OutputAddress address, int input) {
    /** Returns whether it is the layer whose weights the node shares. */
    public boolean isWeights() {
      return input < 0;
    }
  }

  /** Makes the exception for the node at a position. */
  public NetworkException(String node, int index, String problem) {
    this(node, index, problem, null);
  }

  /** Makes the exception for the node at a position and what it refers to that is at fault. */
  NetworkException(String node, int index, String problem, @Nullable Reference reference) {
    super(node.isEmpty() ? problem : node + ": " + problem);
    this.node = node;
    this.index = index;
    this.problem = problem;
    this.reference = reference;
  }

  /** Returns this with a sentence behind the problem. */
  public NetworkException with(String sentence) {
    return new NetworkException(node, index, problem + ". " + sentence, reference);
  }

  /** Returns what the node at fault refers to that is at fault, if it is that. */
  public Optional<Reference> reference() {
    return Optional.ofNullable(reference);
  }

  /** Returns the name of the node at fault; empty where the fault is the network's. */
  public String node() {
    return node;
  }

  /** Returns the position of the node at fault in the network, from 0; -1 for none. */
  public int index() {
    return index;
  }

  /** Returns what is wrong, without the node's name. */
  public String problem() {
    return problem;
  }
}
