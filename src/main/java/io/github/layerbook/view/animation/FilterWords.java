package io.github.layerbook.view.animation;

import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.List;

/** The caption for one filter of a layer. */
final class FilterWords {
  private FilterWords() {}

  /** What one filter has: {@code one filter: 27 weights and 1 bias}. */
  static String caption(WindowScene scene) {
    return "one filter over one place of %s: %s"
        .formatted(WindowWords.shape(scene.input()), held(scene));
  }

  static String sentence(WindowScene scene) {
    return "One filter of %s lies over one place of %s: %s make one value of the output."
        .formatted(scene.row().name(), WindowWords.shape(scene.input()), held(scene));
  }

  private static String held(WindowScene scene) {
    String weights = Numbers.count(scene.weightsOfFilter(), "weight");
    return scene.hasBias() ? weights + " and 1 bias" : weights;
  }

  /** How the layer's parameters come of the filter's. */
  static List<String> sums(WindowScene scene) {
    List<String> sums = new ArrayList<>();
    String window =
        scene.isPlane()
            ? scene.rows().taps() + " × " + scene.columns().taps()
            : String.valueOf(scene.columns().taps());
    sums.add(
        "%s × %s = %s"
            .formatted(
                window,
                Numbers.count(scene.channelsSeen(), "channel"),
                Numbers.count(scene.weightsOfFilter(), "weight")));
    long one = scene.weightsOfFilter() + (scene.hasBias() ? 1 : 0);
    if (scene.hasBias()) {
      sums.add(
          "%s + 1 bias = %s for one filter"
              .formatted(
                  Numbers.count(scene.weightsOfFilter(), "weight"),
                  Numbers.count(one, "parameter")));
    }
    sums.add(
        "%s × %s = %s"
            .formatted(
                Numbers.count(scene.filters(), "filter"),
                Numbers.count(one),
                Numbers.count(scene.filters() * one, "parameter")));
    return sums;
  }
}
