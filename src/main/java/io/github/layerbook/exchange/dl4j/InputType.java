package io.github.layerbook.exchange.dl4j;

import io.github.layerbook.exchange.builder.Chain;
import io.github.layerbook.exchange.builder.Chain.Call;
import io.github.layerbook.exchange.builder.JavaText;
import io.github.layerbook.exchange.drawing.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deeplearning4j's types of inputs: {@code InputType.convolutional(28, 28, 1)}. */
final class InputType {
  private static final long STEPS = 100;

  private InputType() {}

  /** Returns the extents of a type, channels first; empty if the text does not say them. */
  static Optional<List<Long>> extents(Object type, Map<String, Object> variables, Drawing drawing) {
    if (!(type instanceof Chain chain) || chain.calls().isEmpty()) {
      return Optional.empty();
    }
    Call call = chain.calls().get(0);
    List<Long> numbers = new ArrayList<>();
    for (Object argument : call.arguments()) {
      JavaText.number(argument, variables).ifPresent(numbers::add);
    }
    boolean known =
        numbers.size() == call.arguments().size() && numbers.stream().allMatch(n -> n > 0);
    return switch (call.name()) {
      case "convolutional", "convolutionalFlat" ->
          known && numbers.size() == 3
              ? Optional.of(List.of(numbers.get(2), numbers.get(0), numbers.get(1)))
              : Optional.empty();
      case "feedForward" -> known && numbers.size() == 1 ? Optional.of(numbers) : Optional.empty();
      case "recurrent" -> recurrent(numbers, drawing);
      default -> Optional.empty();
    };
  }

  private static Optional<List<Long>> recurrent(List<Long> numbers, Drawing drawing) {
    if (numbers.size() == 1) {
      drawing.note(
          "the text does not say how many steps a sequence has: %d are taken".formatted(STEPS));
      return Optional.of(List.of(numbers.get(0), STEPS));
    }
    return numbers.size() == 2 ? Optional.of(List.copyOf(numbers)) : Optional.empty();
  }
}
