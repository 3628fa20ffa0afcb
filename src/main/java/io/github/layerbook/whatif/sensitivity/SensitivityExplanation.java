package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Section;
import io.github.layerbook.report.Step;
import io.github.layerbook.report.Step.Kind;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Unit;
import io.github.layerbook.whatif.sensitivity.Growth.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Derives the differences of a sensitivity, layer by layer; of a quotient of which both sides
 * change, what it was and what it becomes.
 */
final class SensitivityExplanation {
  private final Sensitivity all;
  private final Quantity quantity;
  private final List<Step> steps = new ArrayList<>();

  private SensitivityExplanation(Sensitivity all, Quantity quantity) {
    this.all = all;
    this.quantity = quantity;
  }

  static Explanation of(String title, Sensitivity all) {
    List<Section> sections =
        all.measures().stream()
            .filter(quantity -> !quantity.isAlone())
            .map(quantity -> new SensitivityExplanation(all, quantity).section())
            .filter(section -> !section.steps().isEmpty())
            .toList();
    return Explanation.of(title, all.before().rows(), sections);
  }

  private Section section() {
    int place = all.measures().indexOf(quantity);
    for (Effect effect : all.more()) {
      if (effect.change(place) != 0) {
        add(effect.step());
      }
    }
    return new Section(Aspect.of(quantity), steps, "");
  }

  private void add(NextStep step) {
    String name = step.name() + " " + step.text();
    if (!quantity.isRatio()) {
      add(Kind.RESULT, name, Growth.of(all.before(), step, quantity), quantity, Optional.empty());
      return;
    }
    RatioChange change = RatioChange.of(all.before(), step, quantity);
    List<Quantity> parts = quantity.parts();
    Optional<Size> divisor = Optional.of(change.divisor());
    if (change.isDifference()) {
      add(Kind.RESULT, name, change.of(), parts.get(0), divisor);
      return;
    }
    if (steps.isEmpty()) {
      Measure now = change.before();
      steps.add(
          new Step(
              Kind.PART,
              quantity.title() + " now",
              now.size().settled(),
              Optional.of(now.per().settled()),
              quantity.unit()));
    }
    if (parts.stream().noneMatch(Quantity::isRatio)) {
      add(Kind.PART, parts.get(0).title(), change.of(), parts.get(0), Optional.empty());
      add(Kind.PART, parts.get(1).title(), change.per(), parts.get(1), Optional.empty());
    }
    String result = quantity.title() + " with " + name;
    steps.add(new Step(Kind.RESULT, result, change.size(), divisor, quantity.unit()));
  }

  /** The terms of a growth, if there are several, and what they make together. */
  private void add(Kind kind, String name, Growth growth, Quantity of, Optional<Size> per) {
    if (growth.value() == 0) {
      return;
    }
    if (growth.terms().size() > 1) {
      String what = of.title().equals(quantity.title()) ? "" : of.title() + " of ";
      for (Term term : growth.terms()) {
        String label = what + name(term) + way(term.growth());
        steps.add(new Step(Kind.PART, label, term.growth().size(), Optional.empty(), of.unit()));
      }
    }
    Unit unit = kind == Kind.RESULT ? quantity.unit() : of.unit();
    steps.add(new Step(kind, name + way(growth), growth.size(), per, unit));
  }

  private static String name(Term term) {
    int more = term.layers().size() - 1;
    return term.layers().get(0) + (more == 0 ? "" : " and " + more + " alike");
  }

  private static String way(Growth growth) {
    return growth.isFall() ? ", less" : ", more";
  }
}
