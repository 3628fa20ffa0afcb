package io.github.layerbook.exchange.tracing;

import io.github.layerbook.layer.Shape;

/**
 * An output of a layer of a graph.
 *
 * @param graph the graph
 * @param address the layer's path, with the output's index in brackets unless it is the first
 * @param shape its shape, without the batch
 */
public record Made(Graph graph, String address, Shape shape) {
  @Override
  public String toString() {
    return address + " " + shape;
  }
}
