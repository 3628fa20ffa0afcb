package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.exchange.onnx.pattern.NodeNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What layers are called: as the module that they come from, where the exporter tells; else as
 * their weights, {@code layer1.0.conv1.weight}, or as the node. One without any of these stands in
 * the block that what it reads and what reads it have in common.
 */
final class ModuleNames {
  /** Operators that are no layers: they do not make a module more than one layer. */
  private static final List<String> CHATTER =
      Dialect.names(
          "Constant Shape Gather Unsqueeze Squeeze Cast Reshape Transpose Identity Slice Expand"
              + " ConstantOfShape Range Div Sub Floor Where Equal");

  private final Map<String, Integer> layersIn = new HashMap<>();
  private final Set<String> containers = new HashSet<>();
  private final Map<String, String> before = new HashMap<>();
  private final Map<String, String> after = new HashMap<>();

  private ModuleNames() {}

  /** Learns which modules are one layer, and what stands around those that no name tells. */
  static ModuleNames of(ModelGraph graph) {
    ModuleNames names = new ModuleNames();
    for (Operation operation : graph.operations()) {
      String module = NodeNames.module(operation);
      if (!CHATTER.contains(operation.operator()) && !module.isEmpty()) {
        names.layersIn.merge(module, 1, Integer::sum);
      }
      for (int dot = module.lastIndexOf('.'); dot > 0; dot = module.lastIndexOf('.', dot - 1)) {
        names.containers.add(module.substring(0, dot));
      }
    }
    names.learnNeighbours(graph.operations());
    return names;
  }

  private void learnNeighbours(List<Operation> operations) {
    for (Operation operation : operations) {
      String own = NodeNames.of(operation);
      for (String input : operation.inputs()) {
        own = own.isEmpty() ? before.getOrDefault(input, "") : own;
      }
      for (String output : operation.outputs()) {
        before.put(output, own);
      }
    }
    List<Operation> backwards = new ArrayList<>(operations);
    Collections.reverse(backwards);
    for (Operation operation : backwards) {
      String own = NodeNames.of(operation);
      for (String output : operation.outputs()) {
        own = own.isEmpty() ? after.getOrDefault(output, "") : own;
      }
      for (String input : operation.inputs()) {
        if (!own.isEmpty()) {
          after.put(input, own);
        }
      }
    }
  }

  /** Returns a layer's path. */
  String of(Operation operation) {
    String module = NodeNames.module(operation);
    if (!module.isEmpty()) {
      if (operation.domain().equals(OnnxOperators.GROUPS)) {
        return module;
      }
      boolean alone = layersIn.getOrDefault(module, 0) <= 1 && !containers.contains(module);
      return alone ? module : module + "." + word(operation);
    }
    String weights = NodeNames.weights(operation);
    if (!weights.isEmpty()) {
      return weights;
    }
    String name = operation.name();
    boolean told = !name.isEmpty() && !name.startsWith("/") && !NodeNames.isMadeUp(name);
    return told
        ? NodeNames.path(Arrays.asList(name.split("[/.]", -1)))
        : inBlock(operation) + word(operation);
  }

  /** The block between what an operation reads and what reads it, with a dot behind. */
  private String inBlock(Operation operation) {
    String first = before.getOrDefault(operation.output(), "");
    String last = after.getOrDefault(operation.output(), "");
    String[] one = first.split("\\.", -1);
    String[] other = last.split("\\.", -1);
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < Math.min(one.length, other.length) - 1 && one[i].equals(other[i]); i++) {
      block.append(one[i]).append('.');
    }
    return block.toString();
  }

  private static String word(Operation operation) {
    return NodeNames.part(operation.operator().toLowerCase(Locale.ROOT));
  }
}
