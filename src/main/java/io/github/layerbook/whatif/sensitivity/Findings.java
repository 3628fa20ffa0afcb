package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.whatif.sensitivity.Finding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Finds the steps that stand out: the dearest, the cheapest, those that buy and free most. */
final class Findings {
  private final Sensitivity all;

  Findings(Sensitivity all) {
    this.all = all;
  }

  List<Finding> of() {
    List<Optional<Finding>> found = new ArrayList<>();
    ToDoubleFunction<Effect> first = effect -> effect.change(0);
    Predicate<Effect> grows = effect -> effect.change(0) > 0;
    found.add(most(Kind.COSTS_MOST, 0, grows, first));
    found.add(most(Kind.CHEAPEST, 0, grows, effect -> -effect.change(0)));
    for (int place = 1; place < all.measures().size(); place++) {
      int measure = place;
      Predicate<Effect> buys = effect -> effect.change(measure) > 0;
      found.add(
          most(
              Kind.BUYS_MOST,
              place,
              grows.and(buys),
              effect -> effect.change(measure) / effect.change(0)));
      if (all.measures().get(place).equals(SeenExtent.QUANTITY)) {
        Predicate<Effect> free = effect -> effect.change(0) == 0;
        found.add(most(Kind.FREE, place, free.and(buys), effect -> effect.change(measure)));
      }
    }
    found.add(freesMost());
    return found.stream().flatMap(Optional::stream).toList();
  }

  private Optional<Finding> most(
      Kind kind, int place, Predicate<Effect> isMeant, ToDoubleFunction<Effect> score) {
    Quantity quantity = all.measures().get(place);
    return all.more().stream()
        .filter(isMeant)
        .max(Comparator.comparingDouble(score))
        .map(
            effect ->
                new Finding(
                    kind,
                    quantity,
                    effect,
                    kind == Kind.BUYS_MOST ? score.applyAsDouble(effect) : effect.change(place)));
  }

  private Optional<Finding> freesMost() {
    return Stream.concat(all.more().stream(), all.less().stream())
        .filter(effect -> effect.change(0) < 0)
        .min(Comparator.comparingDouble(effect -> effect.change(0)))
        .map(
            effect ->
                new Finding(Kind.FREES_MOST, all.measures().get(0), effect, effect.change(0)));
  }
}
