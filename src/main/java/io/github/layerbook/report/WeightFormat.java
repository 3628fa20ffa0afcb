package io.github.layerbook.report;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.unit.BlockFormat;
import io.github.layerbook.unit.BlockFormats;
import io.github.layerbook.unit.NumberType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way to store a model's parameters: which tensors in which blocks, and what the others stay in.
 *
 * <ul>
 *   <li>Number types such as {@code bf16} store every tensor alike.
 *   <li>GGUF's {@code q8_0}, {@code q4_k} … store every matrix so and vectors in fp32; {@code
 *       q4_k_m} and {@code q5_k_m} store the head, and in half of the layers the values' and the
 *       down projection, in {@code q6_k} (llama.cpp, {@code llama-quant.cpp}: layer i of n where i
 *       &lt; n/8, i ≥ 7n/8 or (i − n/8) mod 3 = 2).
 *   <li>{@code nf4}, {@code nf4_double}, {@code int4_g128} (GPTQ, AWQ), {@code mxfp4} and {@code
 *       nvfp4} store the matrices of layers but not embeddings, the head and vectors, which stay in
 *       bf16.
 * </ul>
 *
 * @param name its name in commands, in lower case
 * @param blocks how most matrices are stored
 * @param better how those are stored that the mixture keeps more exactly; as most if it is none
 * @param rest how vectors are stored
 * @param scope which matrices are stored in blocks
 */
public record WeightFormat(
    String name, BlockFormat blocks, BlockFormat better, BlockFormat rest, Scope scope) {
  /** Which tensors are stored in blocks. */
  public enum Scope {
    /** All of them. */
    ALL,
    /** Those with two axes or more. */
    MATRICES,
    /** Those with two axes or more, but for embeddings and the head. */
    INNER_MATRICES
  }

  private static final BlockFormat SINGLE = BlockFormat.of(NumberType.FP32);
  private static final BlockFormat HALF = BlockFormat.of(NumberType.BF16);

  /** What GGUF and Hugging Face call the projections that a mixture keeps more exactly. */
  private static final List<String> SENSITIVE =
      List.of("v_proj", "attn_v", "down_proj", "ffn_down");

  private static final List<WeightFormat> ALL = known();

  private static List<WeightFormat> known() {
    List<WeightFormat> all = new ArrayList<>();
    for (NumberType type : NumberType.values()) {
      BlockFormat plain = BlockFormat.of(type);
      all.add(new WeightFormat(type.toString(), plain, plain, plain, Scope.ALL));
    }
    for (BlockFormat format : BlockFormats.all()) {
      boolean gguf = format.name().startsWith("q") || format.name().startsWith("iq");
      all.add(
          new WeightFormat(
              format.name(),
              format,
              format,
              gguf ? SINGLE : HALF,
              gguf ? Scope.MATRICES : Scope.INNER_MATRICES));
    }
    BlockFormat better = BlockFormats.of("q6_k");
    for (String mixed : List.of("q4_k", "q5_k")) {
      BlockFormat most = BlockFormats.of(mixed);
      all.add(new WeightFormat(mixed + "_m", most, better, SINGLE, Scope.MATRICES));
    }
    return List.copyOf(all);
  }

  /** Returns all that have a name. */
  public static List<WeightFormat> all() {
    return ALL;
  }

  /** Returns the one of a name in any case. */
  public static Optional<WeightFormat> find(String name) {
    return ALL.stream().filter(format -> format.name.equalsIgnoreCase(name)).findFirst();
  }

  /**
   * Returns how a network's tensors are stored.
   *
   * @param adapters how its adapters are, which are trained and so in a type of their own
   */
  public WeightStorage of(Network network, BlockFormat adapters) {
    List<Applied> layers = network.applied();
    int repeated =
        (int)
            layers.stream()
                .map(layer -> layer.node().blockPath().numbered())
                .filter(block -> !block.isNone())
                .map(BlockPath::name)
                .distinct()
                .count();
    Optional<Applied> head = head(layers);
    Map<String, BlockFormat> stored = new HashMap<>();
    for (Applied layer : layers) {
      boolean isHead = head.filter(last -> last.node().equals(layer.node())).isPresent();
      for (Tensor tensor : layer.tensors()) {
        if (isInScope(layer, tensor, isHead)) {
          boolean exact = isHead || isSensitive(layer, tensor, repeated);
          stored.put(WeightStorage.path(layer.node(), tensor), exact ? better : blocks);
        }
      }
    }
    return new WeightStorage(name, rest, stored, adapters);
  }

  private boolean isInScope(Applied layer, Tensor tensor, boolean isHead) {
    if (!tensor.isParameter()) {
      return false;
    }
    return switch (scope) {
      case ALL -> true;
      case MATRICES -> tensor.axes().size() > 1;
      case INNER_MATRICES ->
          tensor.axes().size() > 1 && !isHead && !(layer.node().layer() instanceof Embedding);
    };
  }

  /** The last layer with its own matrix. */
  private static Optional<Applied> head(List<Applied> layers) {
    return layers.stream()
        .filter(layer -> layer.tensors().stream().anyMatch(tensor -> tensor.axes().size() > 1))
        .reduce((first, second) -> second);
  }

  private static boolean isSensitive(Applied layer, Tensor tensor, int layers) {
    BlockPath repeated = layer.node().blockPath().numbered();
    String path = WeightStorage.path(layer.node(), tensor);
    if (repeated.isNone() || SENSITIVE.stream().noneMatch(path::contains)) {
      return false;
    }
    int i = repeated.number();
    return i < layers / 8 || i >= 7 * layers / 8 || (i - layers / 8) % 3 == 2;
  }

  @Override
  public String toString() {
    return name;
  }
}
