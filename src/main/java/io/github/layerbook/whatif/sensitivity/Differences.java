package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.SharedFold;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.whatif.edit.OptionAddress;
import io.github.layerbook.whatif.edit.OptionAddress.Target;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the differences that steps make: most from one analysis, some by analysing them alone. */
final class Differences {
  private final Report before;
  private final List<Quantity> measures;
  private final List<Number> now;

  Differences(Report before, List<Quantity> measures) {
    this.before = before;
    this.measures = List.copyOf(measures);
    this.now = measures.stream().map(measure -> before.total(measure).number()).toList();
  }

  Sensitivity of(List<Integer> places, boolean whole) {
    List<Opening> options = OpenNetwork.options(before, places, whole);
    if (options.isEmpty() || (options.size() == 1 && options.get(0).isBatch())) {
      throw new OptionException(
          "",
          "%s has no option that a number could change: ask for a network or block with layers such as conv or fc"
              .formatted(
                  whole
                      ? before.network().name()
                      : String.join(
                          ", ", places.stream().map(at -> before.rows().get(at).name()).toList())));
    }
    OpenNetwork network = OpenNetwork.of(before, options);
    StepSearch search = new StepSearch(network);
    List<Trial> up = trials(network, search, 1);
    List<Trial> down = trials(network, search, -1);
    search.search(Stream.concat(up.stream(), down.stream()).toList());
    List<Effect> more = new ArrayList<>(effects(search, network, up));
    List<Effect> less = new ArrayList<>(effects(search, network, down));
    Map<String, Refusal> refusals = new LinkedHashMap<>();
    refused(up, options).forEach(option -> single(option, more, refusals));
    if (whole) {
      more.addAll(repeated());
    }
    more.sort(
        Comparator.comparing((Effect effect) -> !isPlain(effect.step()))
            .thenComparing(effect -> -Math.abs(effect.change(0))));
    less.sort(Comparator.comparing(effect -> effect.change(0)));
    return new Sensitivity(before, measures, more, less, List.copyOf(refusals.values()));
  }

  /** Whether a step is of what a layer must be given: its width, its kernel, not its stride. */
  private boolean isPlain(NextStep step) {
    if (!(step instanceof NextStep.Options options)) {
      return true;
    }
    Opening first = options.moves().get(0).option();
    if (first.isBatch() || options.meant() > 1) {
      return true;
    }
    Layer layer = before.rows().get(first.node()).node().layer();
    return LayerForm.of(layer).requiredOptions().contains(first.option());
  }

  /** The effects of one layer or block more, those alike together. */
  private List<Effect> repeated() {
    Map<List<Object>, Effect> effects = new LinkedHashMap<>();
    for (NextStep.Layers step : RepeatedLayers.of(before)) {
      Effect effect = effect(step);
      effects.merge(List.of(step.kind(), effect.changes()), effect, Effect::with);
    }
    return List.copyOf(effects.values());
  }

  /** The options that no trial moves, and those that no symbol can stand for. */
  private static List<Opening> refused(List<Trial> trials, List<Opening> options) {
    Set<Opening> moved = new HashSet<>();
    trials.stream().filter(Trial::builds).forEach(trial -> moved.add(trial.first()));
    return options.stream().filter(option -> !moved.contains(option)).toList();
  }

  /** A trial for each option, and for each word that stands for those of several layers. */
  private List<Trial> trials(OpenNetwork network, StepSearch search, int direction) {
    List<Trial> trials = new ArrayList<>();
    for (int option = 0; option < network.options().size(); option++) {
      trials.add(search.trial(List.of(option), direction));
    }
    for (List<Target> shared : OptionAddress.shared(Blueprint.of(before.network())).values()) {
      List<Integer> together =
          IntStream.range(0, network.options().size())
              .filter(option -> shared.contains(network.options().get(option).target()))
              .boxed()
              .toList();
      long sizes =
          together.stream().map(option -> network.options().get(option).sizes()).distinct().count();
      if (together.size() > 1 && sizes == 1) {
        trials.add(search.trial(together, direction));
      }
    }
    return trials;
  }

  /** The effects of trials that build, those alike together. */
  private List<Effect> effects(StepSearch search, OpenNetwork network, List<Trial> trials) {
    Set<Map<Integer, Long>> seen = new HashSet<>();
    List<Trial> built =
        trials.stream().filter(trial -> trial.builds() && seen.add(trial.moves())).toList();
    List<List<Optional<Number>>> after = after(search, network, built);
    Map<List<Object>, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < built.size(); i++) {
      if (after.get(i).stream().allMatch(Optional::isPresent)) {
        List<Object> key = new ArrayList<>(built.get(i).kind());
        key.addAll(after.get(i));
        alike.computeIfAbsent(key, any -> new ArrayList<>()).add(i);
      }
    }
    List<Effect> effects = new ArrayList<>();
    for (List<Integer> same : alike.values()) {
      NextStep step = built.get(same.get(0)).step();
      List<String> names = same.stream().map(i -> built.get(i).step().name()).toList();
      List<Number> numbers = after.get(same.get(0)).stream().map(Optional::orElseThrow).toList();
      effects.add(new Effect(step, names, changes(numbers)));
    }
    return effects;
  }

  /** The numbers of all quantities after each trial; none where one is beyond 64 bits. */
  private List<List<Optional<Number>>> after(
      StepSearch search, OpenNetwork network, List<Trial> trials) {
    SharedFold<Perturbed> fold = search.fold(trials, false);
    BitSet windows = SeenExtent.changed(network.report(), fold);
    List<List<Optional<Number>>> after = new ArrayList<>();
    trials.forEach(trial -> after.add(new ArrayList<>()));
    for (int place = 0; place < measures.size(); place++) {
      Quantity measure = measures.get(place);
      Optional<Perturbed[]> open = open(network.report(), fold, place);
      for (int i = 0; i < trials.size(); i++) {
        after
            .get(i)
            .add(
                open.isPresent()
                    ? number(measure, open.get(), i)
                    : measure.equals(SeenExtent.QUANTITY) && !windows.get(i)
                        ? Optional.of(now.get(place))
                        : alone(trials.get(i).step(), measure));
      }
    }
    return after;
  }

  /**
   * What a quantity's total, and of a ratio what it is divided by, becomes with all steps; nothing
   * where a symbolic analysis cannot tell, or only about: see AdaptivePool.
   */
  private Optional<Perturbed[]> open(Report report, SharedFold<Perturbed> fold, int place) {
    Quantity measure = measures.get(place);
    if (measure.isAlone()) {
      return Optional.empty();
    }
    try {
      Measure total = report.total(measure);
      Perturbed[] open = {fold.of(total.size()), fold.of(total.per())};
      boolean isExact = measure.number(open[0].now(), open[1].now()).equals(now.get(place));
      return isExact ? Optional.of(open) : Optional.empty();
    } catch (SizeException needsNumbers) {
      return Optional.empty();
    }
  }

  private static Optional<Number> number(Quantity measure, Perturbed[] total, int step) {
    long size = total[0].after(step);
    long per = total[1].after(step);
    return size < 0 || per < 0 ? Optional.empty() : Optional.of(measure.number(size, per));
  }

  private Optional<Number> alone(NextStep step, Quantity measure) {
    try {
      return Optional.of(step.after(before).total(measure).number());
    } catch (SizeException e) {
      return Optional.empty();
    }
  }

  private List<Number> changes(List<Number> after) {
    return IntStream.range(0, measures.size())
        .mapToObj(i -> measures.get(i).difference(now.get(i), after.get(i)))
        .toList();
  }

  /** Adds the effect of an option's next number, or why there is none, alike ones together. */
  private void single(Opening option, List<Effect> effects, Map<String, Refusal> refusals) {
    NextStep step = option.step();
    String kind = option.layer() + "." + option.option();
    try {
      effects.add(effect(step));
    } catch (IllegalArgumentException | ArithmeticException e) {
      Refusal first = new Refusal(List.of(), String.valueOf(e.getMessage()));
      refusals.put(kind, refusals.getOrDefault(kind, first).with(step.name()));
    }
  }

  private Effect effect(NextStep step) {
    Report after = step.after(before);
    return new Effect(
        step,
        List.of(step.name()),
        changes(measures.stream().map(measure -> after.total(measure).number()).toList()));
  }
}
