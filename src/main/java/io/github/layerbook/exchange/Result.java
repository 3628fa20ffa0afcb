package io.github.layerbook.exchange;

/**
 * One output as the framework returns it.
 *
 * @param output which of the layer's outputs it is, from 0
 * @param placement at which of the framework's axes ours stand
 */
public record Result(int output, Placement placement) {}
