package io.github.layerbook.exchange.outline;

import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.LayerPhrase.Kind;
import io.github.layerbook.layer.form.LayerForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sizes that a text does not say, and the text of the network with blanks in their place. */
final class Missing {
  private final List<Step> steps;
  private final boolean input;

  Missing(List<Step> steps, boolean input) {
    this.steps = steps;
    this.input = input;
  }

  /** Returns whether most layers of weights miss sizes: the text tells no more than an order. */
  boolean isMost() {
    long weighted = steps.stream().filter(Missing::isWeighted).count();
    long open = steps.stream().filter(Missing::isOpen).count();
    return open > 0 && 2 * open > weighted;
  }

  private static boolean isWeighted(Step step) {
    Kind kind = step.phrase().kind();
    return kind.isConvolution() || kind == Kind.FULLY_CONNECTED;
  }

  private static boolean isOpen(Step step) {
    LayerPhrase phrase = step.phrase();
    boolean out = phrase.out().isPresent() || !step.shape().isEmpty();
    boolean window = !phrase.kernel().isEmpty() || step.parameters().isPresent();
    return phrase.kind().isConvolution()
        ? !window || !(out || phrase.kind() == Kind.DEPTHWISE)
        : phrase.kind() == Kind.FULLY_CONNECTED && !out;
  }

  /** Returns what is missing, by name, and the network with blanks. */
  String message() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<String> blanks = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    if (!input) {
      missing.add("the input's height, width and channels");
      blanks.add("input ?x?x?");
    }
    Map<String, Integer> open = new LinkedHashMap<>();
    for (Step step : steps) {
      for (int i = 0; i < step.phrase().times(); i++) {
        counts.merge(word(step), 1, Integer::sum);
        if (isOpen(step)) {
          open.merge(word(step), 1, Integer::sum);
        }
        blanks.add(blank(step));
      }
    }
    open.forEach(
        (word, times) ->
            missing.add(
                word.equals("fc")
                    ? "how many outputs each of the %d fc has".formatted(times)
                    : "the window and filters of each of the %d %s".formatted(times, word)));
    String order =
        String.join(
            ", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
    return "the text states the order of the layers: %s. Missing: %s. Write the sizes in place of ?:\n  %s"
        .formatted(order, String.join("; ", missing), String.join("\n  ", blanks));
  }

  private static String word(Step step) {
    return step.phrase()
        .plain()
        .map(layer -> LayerForm.of(layer).words().get(0))
        .orElse(step.phrase().kind().word());
  }

  private static String blank(Step step) {
    LayerPhrase phrase = step.phrase();
    String window = phrase.kernel().isEmpty() ? "?x?" : ReadingOptions.text(phrase.kernel());
    String out = phrase.out().map(String::valueOf).orElse("?");
    return switch (phrase.kind()) {
      case PLAIN -> word(step);
      case FULLY_CONNECTED -> "fc " + out;
      case MAX_POOL -> "maxpool " + (phrase.kernel().isEmpty() ? "2x2" : window);
      case AVERAGE_POOL -> "avgpool " + (phrase.kernel().isEmpty() ? "2x2" : window);
      case GLOBAL_AVERAGE -> "globalavgpool";
      case GLOBAL_MAX -> "globalmaxpool";
      default -> "conv %s-%s padding=?".formatted(window, out);
    };
  }
}
