package io.github.layerbook.exchange.checkpoint;

import io.github.layerbook.inventory.StoredTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names a layer's class by its tensors' names and shapes where only one class has such; PyTorch's
 * classes, since files of weights come from there.
 */
final class LayerGuess {
  /** Words for a layer that looks rows up in a table. */
  private static final List<String> TABLES = List.of("embed", "wte", "wpe", "embd");

  /** Ends of names of layers that multiply by a matrix. */
  private static final List<String> MATRICES =
      List.of("proj", "lm_head", "fc", "fc1", "fc2", "linear");

  private LayerGuess() {}

  /** Returns a layer's class; empty where it is not sure. */
  static String of(String path, List<StoredTensor> tensors) {
    Map<String, List<Long>> shapes = new HashMap<>();
    tensors.forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
    String name = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (shapes.containsKey("running_mean") && shapes.containsKey("running_var")) {
      return "BatchNorm";
    } else if (shapes.containsKey("in_proj_weight") && shapes.containsKey("in_proj_bias")) {
      return "MultiheadAttention";
    } else if (shapes.containsKey("weight_ih_l0") && shapes.containsKey("weight_hh_l0")) {
      return recurrent(shapes.get("weight_hh_l0"));
    }
    List<Long> weight = shapes.get("weight");
    return weight == null ? "" : ofWeight(name, weight, shapes);
  }

  /** A recurrent layer stacks its gates' matrices, each hidden x hidden. */
  private static String recurrent(List<Long> hidden) {
    if (hidden.size() != 2 || hidden.get(1) == 0 || hidden.get(0) % hidden.get(1) != 0) {
      return "";
    }
    long gates = hidden.get(0) / hidden.get(1);
    return gates == 4 ? "LSTM" : gates == 3 ? "GRU" : gates == 1 ? "RNN" : "";
  }

  private static String ofWeight(String name, List<Long> weight, Map<String, List<Long>> shapes) {
    List<Long> bias = shapes.get("bias");
    boolean alone = shapes.size() == (bias == null ? 1 : 2);
    if (!alone) {
      return "";
    }
    return switch (weight.size()) {
      case 1 -> norm(name);
      case 2 -> matrix(name, weight, bias);
      case 3, 4, 5 -> convolution(weight, bias);
      default -> "";
    };
  }

  private static String norm(String name) {
    if (name.startsWith("ln") || name.contains("layernorm") || name.contains("layer_norm")) {
      return name.contains("rms") ? "RMSNorm" : "";
    }
    return name.equals("gn") || name.contains("group_norm") || name.contains("groupnorm")
        ? "GroupNorm"
        : "";
  }

  private static String matrix(String name, List<Long> weight, @Nullable List<Long> bias) {
    if (bias == null) {
      if (TABLES.stream().anyMatch(name::contains)) {
        return "Embedding";
      }
      return MATRICES.stream().anyMatch(name::endsWith) ? "Linear" : "";
    }
    boolean rows = bias.equals(weight.subList(0, 1));
    boolean columns = bias.equals(weight.subList(1, 2));
    // Transformers' Conv1D is a linear layer whose weight is transposed.
    return rows && !columns ? "Linear" : columns && !rows ? "Conv1D" : "";
  }

  /** A convolution has its outputs first, a transposed one its inputs; the bias tells. */
  private static String convolution(List<Long> weight, @Nullable List<Long> bias) {
    boolean outputsFirst =
        bias != null && bias.equals(weight.subList(0, 1)) && !weight.get(0).equals(weight.get(1));
    return outputsFirst ? "Conv" + (weight.size() - 2) + "d" : "";
  }
}
