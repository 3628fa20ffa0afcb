package io.github.layerbook.notation;

/**
 * What a token says of a layer: {@code CONV3-64} a word and the options that must be given, {@code
 * FC} the word alone.
 *
 * @param word the layer's word as the notation prints it
 * @param head the required options as the notation prints them; empty for any
 */
public record LayerDescription(String word, String head) {}
