package io.github.layerbook.notebook.command.look;

import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.NetworkReference;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.QuantityName;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.command.TrainingOptions;
import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.explanation.ExplanationDisplay;
import io.github.layerbook.view.table.SensitivityTable;
import io.github.layerbook.whatif.sensitivity.Crossings;
import io.github.layerbook.whatif.sensitivity.Sensitivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options that ask what figures depend on, not how they are calculated. */
public record WhatMatters(
    @Takes(
            "--what-matters: what one more of each option changes: a channel, pixel, layer, head,"
                + " example")
        boolean isAsked,
    @Takes(
            "--measure QUANTITIES: with --what-matters: the quantities;"
                + " parameters, multiply-adds, memory and the receptive field if left out")
        List<QuantityName> measures,
    TrainingOptions training,
    @Takes("--plot: with --what-matters: a chart instead of the table") boolean plot) {

  /** Refuses the others where that is not asked. */
  void refuse() {
    if (!isAsked && (plot || !measures.isEmpty())) {
      throw new CellError(
          (plot ? "--plot" : "--measure")
              + " is about what figures depend on: add --what-matters.");
    } else if (!isAsked) {
      training.refuse("add --what-matters --measure " + PeakMemory.TRAINING.word());
    }
  }

  /**
   * Finds what a network, or the options of one of its layers or blocks, depends on.
   *
   * @throws CellError if there is no such network, layer or block, or no number can change it
   */
  Object shown(Session session, String address, Optional<QuantityName> aspect, Counting counting) {
    NetworkReference place = NetworkReference.of(address);
    if (session.inventory(place.name()).isPresent()) {
      throw new CellError(
          place.name()
              + " lists layers without their wiring, so that nothing can be changed: define it as a"
              + " network, from its code or its configuration.");
    }
    Report report = counting.report(place.name(), session.entry(place.name()));
    List<Quantity> asked = quantities(session, aspect);
    if (!asked.contains(PeakMemory.TRAINING)) {
      training.refuse("add --measure " + PeakMemory.TRAINING.word());
    }
    List<Quantity> quantities =
        training.in(session, asked.isEmpty() ? Sensitivity.usual(report) : asked, report.network());
    boolean whole = place.rest().isEmpty();
    Sensitivity all =
        whole
            ? Sensitivity.of(report, quantities)
            : Sensitivity.of(report, place.places(report), quantities);
    if (plot) {
      return Charts.sensitivity(all);
    } else if (whole) {
      return SensitivityTable.of(all, Crossings.of(report));
    }
    ResultTable table = SensitivityTable.of(all);
    return all.more().isEmpty()
        ? table
        : table.above(ExplanationDisplay.of(all.explanation(address)));
  }

  private List<Quantity> quantities(Session session, Optional<QuantityName> aspect) {
    List<Quantity> quantities = new ArrayList<>();
    aspect.ifPresent(
        word ->
            quantities.add(
                Aspect.of(word.word(), session.quantities())
                    .quantity()
                    .orElseThrow(
                        () ->
                            new CellError(
                                "--what-matters is about quantities: name one in the place of %s,"
                                        .formatted(word.word())
                                    + " such as parameters, or none."))));
    measures.stream()
        .map(each -> each.in(session))
        .filter(each -> !quantities.contains(each))
        .forEach(quantities::add);
    for (Quantity quantity : quantities) {
      if (!quantity.hasTotal()) {
        throw new CellError(
            quantity.title() + " has no total that an option could change: leave it out.");
      }
    }
    return quantities;
  }
}
