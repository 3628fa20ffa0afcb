package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Section;
import io.github.layerbook.report.Step;
import io.github.layerbook.report.Step.Kind;
import io.github.layerbook.whatif.sensitivity.Growth.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Derives the differences of a sensitivity, layer by layer. */
final class SensitivityExplanation {
  private SensitivityExplanation() {}

  static Explanation of(String title, Sensitivity all) {
    List<Section> sections = new ArrayList<>();
    for (Quantity quantity : all.measures()) {
      if (!quantity.isRatio() && !quantity.isAlone()) {
        List<Step> steps = new ArrayList<>();
        for (Effect effect : all.more()) {
          add(effect, all, quantity, steps);
        }
        if (!steps.isEmpty()) {
          sections.add(new Section(Aspect.of(quantity), steps, ""));
        }
      }
    }
    return Explanation.of(title, all.before().rows(), sections);
  }

  private static void add(Effect effect, Sensitivity all, Quantity quantity, List<Step> steps) {
    if (effect.change(all.measures().indexOf(quantity)) == 0) {
      return;
    }
    Growth growth = Growth.of(all.before(), effect.step(), quantity);
    if (growth.terms().size() > 1) {
      growth
          .terms()
          .forEach(term -> steps.add(step(Kind.PART, name(term), term.growth(), quantity)));
    }
    steps.add(
        step(Kind.RESULT, effect.step().name() + " " + effect.step().text(), growth, quantity));
  }

  private static String name(Term term) {
    int more = term.layers().size() - 1;
    return term.layers().get(0) + (more == 0 ? "" : " and " + more + " alike");
  }

  private static Step step(Kind kind, String name, Growth growth, Quantity quantity) {
    return new Step(
        kind,
        name + (growth.isFall() ? ", less" : ", more"),
        growth.size(),
        Optional.empty(),
        quantity.unit());
  }
}
