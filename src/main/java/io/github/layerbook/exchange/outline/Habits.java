package io.github.layerbook.exchange.outline;

import io.github.layerbook.exchange.fitting.UsualSizes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a kind of text means where it does not say.
 *
 * @param preserving whether convolutions keep the resolution; else they have no padding
 * @param channelsLast whether an input's channels stand last where its numbers do not say
 * @param bias whether convolutions have biases
 * @param usual the usual inputs of such texts, channels first, the likeliest first
 */
public record Habits(
    boolean preserving,
    boolean channelsLast,
    boolean bias,
    Function<List<Step>, List<List<Long>>> usual) {
  /** What lectures and sentences mean: no padding, biases, channels last. */
  public static final Habits OF_LECTURES = new Habits(false, true, true, Habits::images);

  /** Returns the inputs to try. */
  List<List<Long>> inputs(List<Step> steps) {
    return usual.apply(steps);
  }

  /** Images in colour, then grey ones; vectors where the first layer with sizes reads vectors. */
  public static List<List<Long>> images(List<Step> steps) {
    Optional<LayerPhrase.Kind> first =
        steps.stream()
            .map(step -> step.phrase().kind())
            .filter(kind -> kind != LayerPhrase.Kind.PLAIN)
            .findFirst();
    if (first.isPresent() && first.get() == LayerPhrase.Kind.FULLY_CONNECTED) {
      return List.of(List.of(784L));
    }
    return Stream.of(3L, 1L)
        .flatMap(channels -> UsualSizes.images(channels, UsualSizes.SIDES).stream())
        .toList();
  }
}
