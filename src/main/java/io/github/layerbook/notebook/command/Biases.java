package io.github.layerbook.notebook.command;

import io.github.layerbook.network.Network;

/** The option that leaves biases out. */
public record Biases(@Takes("--no-bias: count without biases, as the lecture does") boolean none) {

  /** Returns the network with what the option asks for. */
  public Network of(Network network) {
    return none ? network.withoutBiases() : network;
  }
}
