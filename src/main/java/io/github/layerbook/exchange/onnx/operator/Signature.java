package io.github.layerbook.exchange.onnx.operator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs of an operator, in order, by the names of ONNX's documentation.
 *
 * @param inputs the names; a last one that is several begins with {@code *}
 * @param weights those that are weights, of which an entry is told the extents
 * @param needed the weights that stand in a file even if none are learned
 */
public record Signature(List<String> inputs, List<String> weights, List<String> needed) {
  private static final Map<String, Signature> ALL = all();

  /** Copies the lists. */
  public Signature {
    inputs = List.copyOf(inputs);
    weights = List.copyOf(weights);
    needed = List.copyOf(needed);
  }

  /** Returns the inputs of an operator; those of one that is not listed are all tensors. */
  public static Signature of(String operator) {
    return ALL.getOrDefault(operator, new Signature(List.of("*inputs"), List.of(), List.of()));
  }

  /** Returns the name of an input. */
  public String name(int index) {
    return index < inputs.size() ? inputs.get(index) : inputs.get(inputs.size() - 1);
  }

  private static Map<String, Signature> all() {
    Map<String, Signature> all = new HashMap<>();
    for (String line :
        """
        Conv X W! B!
        ConvTranspose X W! B!
        ConvInteger x w! x_zero_point w_zero_point
        Gemm A B! C!
        MatMul A B!
        BatchNormalization X scale!! B!! mean!! var!!
        InstanceNormalization input scale!! B!!
        LayerNormalization X Scale!! B!
        SimplifiedLayerNormalization X scale!!
        RMSNormalization X scale!!
        GroupNormalization X scale!! bias!!
        PRelu X slope!
        LSTM X W! R! B! sequence_lens initial_h initial_c P!
        GRU X W! R! B! sequence_lens initial_h
        RNN X W! R! B! sequence_lens initial_h
        Gather data! indices axis
        Clip input min max
        Pad data pads constant_value axes
        Resize X roi scales sizes
        Upsample X scales
        Dropout data ratio training_mode
        Reshape data shape
        Split input split
        Slice data starts ends axes steps
        MultiHeadAttention query key value
        GroupQueryAttention query key
        """
            .split("\n", -1)) {
      if (!line.isBlank()) {
        List<String> words = List.of(line.strip().split(" ", -1));
        List<String> inputs = new ArrayList<>();
        List<String> weights = new ArrayList<>();
        List<String> needed = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
          String name = word.replace("!", "");
          inputs.add(name);
          if (!name.equals(word)) {
            weights.add(name);
          }
          if (word.endsWith("!!")) {
            needed.add(name);
          }
        }
        all.put(words.get(0), new Signature(inputs, weights, needed));
      }
    }
    return Map.copyOf(all);
  }
}
