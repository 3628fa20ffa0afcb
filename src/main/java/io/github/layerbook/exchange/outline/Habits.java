package io.github.layerbook.exchange.outline;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
  private static final List<Long> SIDES =
      List.of(
          224L, 32L, 28L, 227L, 64L, 128L, 96L, 256L, 299L, 112L, 48L, 160L, 192L, 512L, 36L, 40L);

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
    List<List<Long>> all = new java.util.ArrayList<>();
    for (long channels : List.of(3L, 1L)) {
      SIDES.forEach(side -> all.add(List.of(channels, side, side)));
    }
    return all;
  }
}
