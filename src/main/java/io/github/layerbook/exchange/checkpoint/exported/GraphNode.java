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
    String[] stack = node.path("metadata").path("nn_module_stack").asText("").split(";");
    String[] innermost = stack[stack.length - 1].split(",");
    String type = innermost.length > 2 ? innermost[2] : "";
    return new GraphNode(
        node.path("target").asText("").replaceFirst("^torch\\.ops\\.", ""),
        inputs,
        outputs,
        innermost.length > 1 ? innermost[1] : "",
        type.substring(type.lastIndexOf('.') + 1));
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
