package io.github.layerbook.notebook;

/**
 * A network, and maybe one of its layers or blocks: {@code vgg16.conv1_1}.
 *
 * @param name the network's name
 * @param rest the layer's or block's; empty for the whole network
 */
record Address(String name, String rest) {
  static Address of(String word) {
    int dot = word.indexOf('.');
    return dot < 0
        ? new Address(word, "")
        : new Address(word.substring(0, dot), word.substring(dot + 1));
  }
}
