package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A call of a program, or several that are one module's.
 *
 * @param name ATen's name without its overload: {@code conv2d}
 * @param reads the tensors and sizes that it reads
 * @param makes the tensors and sizes that it makes
 * @param nodes what the file says of it
 */
record AtenCall(String name, List<String> reads, List<String> makes, List<JsonNode> nodes) {
  /** The attention of a module, all of whose calls are one. */
  static final String ATTENTION = "MultiheadAttention";

  /** A mask of attention changes no shape. */
  private static final String MASK = "attn_mask";

  /** Copies the lists. */
  AtenCall {
    reads = List.copyOf(reads);
    makes = List.copyOf(makes);
    nodes = List.copyOf(nodes);
  }

  static AtenCall of(JsonNode node) {
    String name =
        node.path("target")
            .asText("")
            .replaceFirst("^torch\\.ops\\.", "")
            .replaceFirst("^aten\\.", "");
    boolean operator = name.startsWith("_operator.");
    name = operator ? name : name.replaceFirst("\\..*", "").replaceFirst("(?<=[a-z0-9])_$", "");
    Set<String> reads = new LinkedHashSet<>();
    for (JsonNode input : node.path("inputs")) {
      if (!input.path("name").asText("").equals(MASK)) {
        reads.addAll(names(input.path("arg")));
      }
    }
    List<String> makes = new ArrayList<>();
    node.path("outputs").forEach(output -> makes.addAll(names(output)));
    return new AtenCall(name, List.copyOf(reads), makes, List.of(node));
  }

  /** The tensors and sizes that stand in an argument. */
  static List<String> names(JsonNode argument) {
    List<String> names = new ArrayList<>(argument.findValuesAsText("name"));
    names.addAll(argument.findValuesAsText("as_name"));
    return names;
  }

  JsonNode node() {
    return nodes.get(0);
  }

  /** Whether it says something of the program and makes nothing. */
  boolean isCheck() {
    return name.startsWith("_assert") || name.startsWith("sym_constrain");
  }

  /** Whether it reads the size of a tensor and not its values. */
  boolean isOfSize() {
    return name.startsWith("sym_") || name.startsWith("new_") || name.endsWith("_like");
  }
}
