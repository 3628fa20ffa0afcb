package io.github.layerbook.network;

import io.github.layerbook.layer.LayerForm;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prints a network as the canonical notation: its name, one layer a line with its name, blocks in
 * braces, {@code from} where a layer does not read the one before it.
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
    String previous = "";
    for (Node node : network.nodes()) {
      move(node.block());
      indent(depth(open)).append(line(node, previous)).append('\n');
      previous = node.path();
    }
    move("");
    return text.toString();
  }

  /** A layer's line; it says what the layer reads where that is not the layer before it. */
  private static String line(Node node, String previous) {
    StringBuilder line = new StringBuilder(node.name()).append(": ");
    line.append(LayerForm.of(node.layer()).print(node.layer()));
    if (!node.layer().isSource() && !node.inputs().equals(List.of(previous))) {
      line.append(" from ");
      line.append(
          node.inputs().stream()
              .map(input -> relative(input, node.block()))
              .collect(Collectors.joining(", ")));
    }
    if (!node.weightsOf().isEmpty()) {
      line.append(" weights of ").append(relative(node.weightsOf(), node.block()));
    }
    return line.toString();
  }

  /** A path without the block that is open anyway. */
  private static String relative(String path, String block) {
    String prefix = block + ".";
    return !block.isEmpty() && path.startsWith(prefix) ? path.substring(prefix.length()) : path;
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
