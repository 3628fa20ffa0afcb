package io.github.layerbook.network;

import io.github.layerbook.layer.LayerForm;

/**
 * Prints a network as the canonical notation: its name, one layer a line with its name, blocks in
 * braces.
 */
final class NetworkPrinter {
  private final Network network;
  private final StringBuilder text = new StringBuilder();
  private String open = "";

  NetworkPrinter(Network network) {
    this.network = network;
  }

  String print() {
    if (!network.name().isEmpty()) {
      text.append("network ").append(network.name()).append('\n');
    }
    for (Node node : network.nodes()) {
      move(node.block());
      indent(depth(open))
          .append(node.name())
          .append(": ")
          .append(LayerForm.of(node.layer()).print(node.layer()))
          .append('\n');
    }
    move("");
    return text.toString();
  }

  /** Closes the blocks that the next layer is not in, and opens those that it is in. */
  private void move(String block) {
    while (!open.isEmpty() && !(block + ".").startsWith(open + ".")) {
      open = open.contains(".") ? open.substring(0, open.lastIndexOf('.')) : "";
      indent(depth(open)).append("}\n");
    }
    while (!open.equals(block)) {
      int from = open.isEmpty() ? 0 : open.length() + 1;
      int to = block.indexOf('.', from);
      String next = block.substring(from, to < 0 ? block.length() : to);
      indent(depth(open)).append("block ").append(next).append(" {\n");
      open = open.isEmpty() ? next : open + "." + next;
    }
  }

  private StringBuilder indent(int depth) {
    return text.append("  ".repeat(depth));
  }

  private static int depth(String block) {
    return block.isEmpty() ? 0 : (int) block.chars().filter(c -> c == '.').count() + 1;
  }
}
