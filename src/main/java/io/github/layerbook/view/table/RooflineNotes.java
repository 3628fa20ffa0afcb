package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.serving.EvenRouting;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.serving.Roofline.Phase;
import io.github.layerbook.serving.Roofline.Point;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Where the bounds of a roofline turn, each with the numbers on both sides. */
record RooflineNotes(Roofline roofline, List<String> notes) {
  static List<String> of(Roofline roofline, List<Long> batches) {
    RooflineNotes notes = new RooflineNotes(roofline, new ArrayList<>());
    notes.one();
    notes.largest();
    notes.prompt();
    if (roofline.generates()) {
      notes.context();
      notes.batch(batches);
    }
    EvenRouting.of(roofline.report()).forEach(each -> notes.routing(each, batches));
    return notes.notes;
  }

  private void one() {
    Point one = roofline.at(roofline.generates() ? Phase.DECODE : Phase.PREFILL, 1);
    notes.add(
        "%s: %s operations, %s bytes."
            .formatted(
                what(one),
                RooflineTable.equation(one.operations()),
                RooflineTable.equation(one.bytes())));
    notes.add("Its time: %s.".formatted(RooflineTable.time(one)));
  }

  private String what(Point one) {
    return !roofline.readsWords()
        ? "One example"
        : (one.phase() == Phase.DECODE ? "A further token" : "Reading") + " of one sequence";
  }

  private void largest() {
    OptionalLong batch = roofline.largestBatch();
    if (batch.isEmpty()) {
      return;
    } else if (batch.getAsLong() == 0) {
      notes.add("The weights alone do not fit.");
      return;
    }
    notes.add(
        "The largest batch that fits is %s: (%s − %s) / %s bytes a sequence."
            .formatted(
                Numbers.count(batch.getAsLong()),
                Numbers.count(roofline.device().memory() * roofline.devices()),
                Numbers.count(roofline.report().total(Quantity.WEIGHT_MEMORY).value()),
                Numbers.count(roofline.cache().value())));
  }

  private void prompt() {
    OptionalLong tokens = roofline.turningPrompt();
    if (tokens.isPresent()) {
      notes.add(
          "Reading one sequence is bounded by operations from %s on: %s."
              .formatted(
                  Numbers.count(tokens.getAsLong(), "token"),
                  RooflineTable.time(roofline.of(tokens.getAsLong()).at(Phase.PREFILL, 1))));
    }
  }

  private void context() {
    OptionalLong tokens = roofline.turningContext();
    if (tokens.isPresent()) {
      Roofline longer = roofline.of(tokens.getAsLong());
      long cache = longer.cache().value();
      long bytes = longer.at(Phase.DECODE, 1).bytes().value();
      notes.add(
          ("From a context of %s on a sequence's cache takes longer to read than the weights: %s"
                  + " bytes, more than %s.")
              .formatted(
                  Numbers.count(tokens.getAsLong(), "token"),
                  Numbers.count(cache),
                  Numbers.count(bytes - cache)));
    }
  }

  private void batch(List<Long> batches) {
    OptionalLong turning = roofline.turningBatch();
    if (turning.isEmpty()) {
      notes.add(
          "Decoding is bounded by bandwidth for every batch: each sequence's cache takes longer to"
              + " read than its operations take.");
    } else {
      notes.add(
          "Decoding is bounded by operations from batch %s on: %s."
              .formatted(
                  Numbers.count(turning.getAsLong()),
                  RooflineTable.time(roofline.at(Phase.DECODE, turning.getAsLong()))));
    }
    long most = batches.stream().mapToLong(Long::longValue).max().orElse(1);
    OptionalLong tokens = roofline.turningContext(most);
    if (tokens.isPresent()) {
      notes.add(
          "Decoding with batch %s is bounded by bandwidth from a context of %s on: %s."
              .formatted(
                  Numbers.count(most),
                  Numbers.count(tokens.getAsLong(), "token"),
                  RooflineTable.time(roofline.of(tokens.getAsLong()).at(Phase.DECODE, most))));
    }
  }

  private void routing(EvenRouting routing, List<Long> batches) {
    long most = batches.stream().mapToLong(Long::longValue).max().orElse(1);
    Point decoded = roofline.at(Phase.DECODE, most);
    double bytes = routing.more(most);
    double moving =
        (decoded.bytes().value() + bytes)
            / ((double) roofline.device().bandwidth() * roofline.devices());
    notes.add(
        ("Counted are the %s of %s experts that one token takes, the fewest that a batch reads. Routed"
                + " evenly, a batch of %s reads %s*(1 − (1 − %s/%s)^%s) = %s of them on average: %s bytes"
                + " more, so that a token takes at least %s ms.")
            .formatted(
                Numbers.count(routing.each()),
                Numbers.count(routing.experts()),
                Numbers.count(most),
                Numbers.count(routing.experts()),
                Numbers.count(routing.each()),
                Numbers.count(routing.experts()),
                Numbers.count(most),
                Numbers.decimal(routing.met(most), 2),
                Numbers.count(Math.round(bytes)),
                RooflineTable.milliseconds(Math.max(moving, decoded.computing()))));
  }
}
