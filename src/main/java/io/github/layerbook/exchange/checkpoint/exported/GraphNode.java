package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of an operator.
 *
 * @param operator ATen's name: {@code aten.conv2d.default}
 * @param inputs the values that it reads
 * @param outputs the values that it makes
 * @param module the path of the innermost module that calls it; empty for the outermost
 * @param type that module's class, without its package
 */
record GraphNode(
    String operator, List<String> inputs, List<String> outputs, String module, String type) {
  /** Reads a call. */
  static GraphNode of(JsonNode node) {
    List<String> inputs = new ArrayList<>();
    node.path("inputs").forEach(input -> names(input.path("arg"), inputs));
    List<String> outputs = new ArrayList<>();
    node.path("outputs").forEach(output -> names(output, outputs));
    String stack = node.path("metadata").path("nn_module_stack").asText("");
    String innermost = stack.substring(stack.lastIndexOf(';') + 1);
    // A name of its own, the path, and the class, with commas between.
    int path = innermost.indexOf(',');
    int type = innermost.indexOf(',', path + 1);
    boolean told = path >= 0 && type > path;
    return new GraphNode(
        node.path("target").asText("").replaceFirst("^torch\\.ops\\.", ""),
        inputs,
        outputs,
        told ? innermost.substring(path + 1, type) : "",
        told ? innermost.substring(Math.max(type, innermost.lastIndexOf('.')) + 1) : "");
  }

  /** The tensors of an argument, one or a list. */
  private static void names(JsonNode argument, List<String> names) {
    if (argument.path("as_tensor").has("name")) {
      names.add(argument.path("as_tensor").path("name").asText());
    }
    argument.path("as_tensors").forEach(each -> names.add(each.path("name").asText()));
    argument
        .path("as_optional_tensors")
        .forEach(
            each -> {
              if (each.path("as_tensor").has("name")) {
                names.add(each.path("as_tensor").path("name").asText());
              }
            });
  }
}
