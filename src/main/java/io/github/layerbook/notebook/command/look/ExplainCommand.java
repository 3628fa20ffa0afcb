package io.github.layerbook.notebook.command.look;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.NetworkReference;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.QuantityName;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.outcome.Listed;
import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Branch;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Report;
import io.github.layerbook.serving.OperationRules;
import io.github.layerbook.unit.WrittenFigure;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.explanation.BranchDisplay;
import io.github.layerbook.view.explanation.ExplanationDisplay;
import io.github.layerbook.view.table.InventoryTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Shows how a figure is calculated. */
@Magic(
    name = "explain",
    purpose = Magic.Purpose.LOOK,
    line = "Shows how the figures of a network, block or layer are calculated, step by step.",
    example = "%explain lenet.conv1_1 parameters")
public record ExplainCommand(
    @Takes("NAME[.LAYER]: a network, or one of its layers or blocks")
        @Offers(NameOffers.Parts.class)
        String address,
    @Takes(
            "shape|QUANTITY: what to explain: shape, ${COMPLETION-CANDIDATES}, or what the notebook"
                + " declares; shape, parameters, operations and memory if left out")
        @Offers(NameOffers.Aspects.class)
        Optional<QuantityName> aspect,
    @Takes("--all: show all steps, however many") boolean all,
    @Takes("--steps: fold the steps: each figure opens into what it is made of") boolean steps,
    @Takes("--quiz: the same, each result hidden until it is opened") boolean quiz,
    @Takes(
            "--flops: the rules 2N and 6ND for a language model's operations,"
                + " beside the sum over the layers")
        boolean flops,
    @Takes("--trained-on TOKENS: with --flops: how many tokens it was trained on, such as 15T")
        Optional<String> trained,
    Counting counting,
    WhatMatters matters)
    implements Command {

  @Override
  public Object run(Session session) {
    matters.refuse();
    if (flops) {
      return rules(session);
    } else if (trained.isPresent()) {
      throw new CellError("--trained-on is about training's operations: add --flops.");
    }
    if (matters.isAsked()) {
      return matters.shown(session, address, aspect, counting);
    }
    NetworkReference place = NetworkReference.of(address);
    Optional<Listed> inventory = session.inventory(place.name());
    if (inventory.isPresent()) {
      return explained(inventory.get().inventory(), place);
    }
    Report report = counting.report(session.entry(place.name()));
    Optional<Aspect> asked = aspect.map(name -> Aspect.of(name.word(), session.quantities()));
    if (steps || quiz) {
      Aspect what = asked.orElse(Aspect.PARAMETERS);
      return BranchDisplay.of(address + " — " + what.title(), apart(place, report, what), quiz);
    }
    Explanation explanation = place.explain(report, asked.stream().toArray(Aspect[]::new));
    return all ? ExplanationDisplay.all(explanation) : explanation;
  }

  private static ResultTable explained(Inventory inventory, NetworkReference place) {
    if (inventory.at(place.rest()).isEmpty()) {
      String near = NearestWords.question(place.rest(), inventory.paths());
      throw new CellError(
          "%s has no layer or block %s.%s".formatted(place.name(), place.rest(), near));
    }
    return InventoryTable.explained(inventory, place.rest());
  }

  private static List<Branch> apart(NetworkReference place, Report report, Aspect aspect) {
    List<Branch> branches = place.apart(report, aspect);
    if (branches.isEmpty()) {
      throw new CellError(
          "--steps takes %s of a layer apart: name one, such as %s.LAYER"
              .formatted(aspect.title(), place.name()));
    }
    return branches;
  }

  private Explanation rules(Session session) {
    if (aspect.isPresent()) {
      throw new CellError("--flops explains the rules of operations: leave the quantity out.");
    }
    OptionalDouble tokens =
        trained.isPresent()
            ? OptionalDouble.of(
                WrittenFigure.of(trained.get())
                    .filter(figure -> !figure.bytes() && figure.value().signum() > 0)
                    .orElseThrow(
                        () ->
                            new CellError(
                                "--trained-on: “%s” is not a number of tokens: write 15T or 4.05e12."
                                    .formatted(trained.get())))
                    .value()
                    .doubleValue())
            : OptionalDouble.empty();
    return OperationRules.of(counting.report(address, session.entry(address)), tokens);
  }
}
