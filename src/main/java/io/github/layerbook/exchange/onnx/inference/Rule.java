package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an operator's outputs follow from its inputs. */
@FunctionalInterface
interface Rule {
  /** That of an operator whose output has the extents of its first input. */
  Rule ALIKE = (operation, in) -> List.of(in.of(in.get(0).extents()));

  /**
   * Returns what is known of the outputs in order; further ones are not known.
   *
   * @param operation the operation
   * @param inputs the inputs; null where one is left out
   * @throws UnknownShapeException if that cannot be told
   */
  List<Known> apply(Operation operation, Inputs inputs);

  /**
   * The inputs of an operation.
   *
   * @param known what is known of each; null where one is left out
   * @param opset the version of the operators
   */
  record Inputs(List<@Nullable Known> known, long opset) {
    /** Returns an input that must be given. */
    Known get(int index) {
      Known input = optional(index);
      if (input == null) {
        throw new UnknownShapeException("input %d is left out".formatted(index + 1));
      }
      return input;
    }

    @Nullable Known optional(int index) {
      return index < known.size() ? known.get(index) : null;
    }

    /** Whether any of them depends on the network's input. */
    boolean varies() {
      return known.stream().anyMatch(input -> input != null && input.varies());
    }

    /** The one weight among them; empty for none or several. */
    String weight() {
      List<String> weights =
          known.stream()
              .filter(input -> input != null && !input.weight().isEmpty())
              .map(Known::weight)
              .distinct()
              .toList();
      return weights.size() == 1 ? weights.get(0) : "";
    }

    /** Makes an output of extents alone. */
    Known of(List<Long> extents) {
      boolean varies = varies();
      return new Known(extents, java.util.Optional.empty(), varies ? "" : weight(), varies);
    }

    /** Returns whole numbers of an attribute, or of an input in newer versions. */
    @Nullable List<Long> numbers(Operation operation, String attribute, int input) {
      List<Long> stated = operation.numbers(attribute).orElse(null);
      Known given = optional(input);
      if (stated != null || given == null) {
        return stated;
      }
      return given
          .integers()
          .orElseThrow(
              () ->
                  new UnknownShapeException(
                      "%s is computed while the network runs".formatted(attribute)));
    }
  }
}
