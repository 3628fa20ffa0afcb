package io.github.layerbook.exchange.checkpoint;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.inventory.StoredTensor.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes an inventory of a file's tensors by their names: {@code block.0.conv.weight}. */
public final class TensorList {
  /** More tensors, or longer names, has no model. */
  public static final int MOST = 1_000_000;

  /** What every file of weights leaves open. */
  private static final List<String> UNKNOWN =
      List.of(
          "how the layers are wired, and which of them hold no tensors",
          "which parameters are trained: those that are no buffers by name count as trained");

  /** The names of buffers in PyTorch, whatever their type. */
  private static final Set<String> BUFFERS =
      Set.of(
          "running_mean",
          "running_var",
          "num_batches_tracked",
          "position_ids",
          "token_type_ids",
          "inv_freq",
          "masked_bias",
          "relative_position_index",
          "attn_mask",
          "cos_cached",
          "sin_cached",
          // What thop leaves in a model that it has counted.
          "total_ops",
          "total_params");

  /** Types that gradients cannot have and that no quantised weight is stored in. */
  private static final Set<String> COUNTING =
      Set.of("I64", "int64", "BOOL", "bool", "U64", "uint64");

  private TensorList() {}

  /** Makes an inventory of tensors in the order of the list. */
  public static Inventory inventory(String name, String source, List<FileTensor> tensors) {
    return inventory(name, source, tensors, Map.of());
  }

  /**
   * Makes an inventory of tensors in the order of the list.
   *
   * @param types the classes of layers that the file itself tells, by their paths
   */
  public static Inventory inventory(
      String name, String source, List<FileTensor> tensors, Map<String, String> types) {
    Map<String, List<StoredTensor>> layers = new LinkedHashMap<>();
    for (FileTensor tensor : tensors) {
      int dot = Math.max(0, tensor.name().lastIndexOf('.'));
      String within = tensor.name().substring(dot == 0 ? 0 : dot + 1);
      layers
          .computeIfAbsent(tensor.name().substring(0, dot), path -> new ArrayList<>())
          .add(
              new StoredTensor(
                  within,
                  tensor.shape(),
                  tensor.role().orElseGet(() -> role(tensor, within)),
                  tensor.type(),
                  tensor.bytes(),
                  tensor.tiedTo()));
    }
    List<InventoryLayer> all = new ArrayList<>();
    layers.forEach(
        (path, stored) ->
            all.add(
                new InventoryLayer(
                    path,
                    Optional.ofNullable(types.get(path))
                        .orElseGet(() -> LayerGuess.of(path, stored)),
                    Optional.empty(),
                    stored)));
    return new Inventory(name, source, all, UNKNOWN);
  }

  private static Role role(FileTensor tensor, String within) {
    boolean buffer =
        BUFFERS.contains(within)
            || COUNTING.contains(tensor.type())
            || (within.equals("bias") && isCausalMask(tensor.shape()));
    return buffer ? Role.BUFFER : Role.TRAINED;
  }

  /** GPT-2's attention once kept its mask as {@code attn.bias}, 1x1x1024x1024. */
  private static boolean isCausalMask(List<Long> shape) {
    return shape.size() == 4
        && shape.get(0) == 1
        && shape.get(1) == 1
        && shape.get(2).equals(shape.get(3));
  }
}
