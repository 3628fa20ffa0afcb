package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation's inputs and attributes as the dialect's entries take them.
 *
 * @param tensors the positions of the inputs that depend on the network's input
 * @param arguments weights by their extents, numbers and attributes by their values
 */
public record OperatorArguments(List<Integer> tensors, Arguments arguments) {
  /** Copies the positions. */
  public OperatorArguments {
    tensors = List.copyOf(tensors);
  }

  /**
   * Sorts the inputs of an operation.
   *
   * @param inputs what is known of each input; null where one is left out
   */
  public static OperatorArguments of(Operation operation, List<@Nullable Known> inputs) {
    Signature signature = Signature.of(operation.operator());
    Map<String, @Nullable Object> named = new LinkedHashMap<>(operation.attributes());
    named.values().removeIf(value -> !isPlain(value));
    List<Integer> tensors = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Known input = inputs.get(i);
      String name = signature.name(i);
      if (input != null && signature.weights().contains(name) && !input.varies()) {
        named.put(name, input.extents());
      } else if (input != null && input.varies()) {
        tensors.add(i);
      } else if (input != null && !name.startsWith("*")) {
        Optional<List<Number>> numbers = input.numbers();
        numbers.ifPresent(
            values ->
                named.put(
                    name,
                    input.rank() == 0 || name.equals("min") || name.equals("max")
                        ? values.get(0)
                        : values));
      }
    }
    return new OperatorArguments(tensors, Arguments.named(named));
  }

  private static boolean isPlain(@Nullable Object value) {
    return value instanceof Number
        || value instanceof String
        || (value instanceof List<?> list && list.stream().allMatch(OperatorArguments::isPlain));
  }
}
