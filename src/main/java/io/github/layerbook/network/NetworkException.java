package io.github.layerbook.network;

/**
 * Says which layer of a network is at fault, what was expected and found, and how to mend it. No
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

  /** Makes the exception for the node at a position. */
  public NetworkException(String node, int index, String problem) {
    super(node.isEmpty() ? problem : node + ": " + problem);
    this.node = node;
    this.index = index;
    this.problem = problem;
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
