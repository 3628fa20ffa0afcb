package io.github.layerbook.exchange;

import io.github.layerbook.layer.Shape;

/**
 * One input of a layer.
 *
 * @param input which of the framework's inputs it is, from 0
 * @param shape its shape, without the batch
 * @param placement at which of the framework's axes the shape's stand
 */
public record Operand(int input, Shape shape, Placement placement) {}
