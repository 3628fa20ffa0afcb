package io.github.layerbook.notebook;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.notebook.Command.Kind;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.table.ComparisonTable;
import io.github.layerbook.view.table.DiffTable;
import io.github.layerbook.view.table.FitTable;
import io.github.layerbook.view.table.WhatIfTable;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.variation.Variation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The commands that change networks to see what that does, and compare them. */
final class WhatIfCommands {
  private static final String EDITS =
      "fc1.out=2048, conv*.out*=0.5, input=384x384x3, -dropout1, conv1_1+=batchnorm or"
          + " \"fc1: conv 7x7-4096\"";

  private static final String BLOCKS = "what each block costs before and after";
  private static final String FITTED = "fc1.out, conv*.out, conv*.out:8, input or batch";

  private WhatIfCommands() {}

  static List<Command> all() {
    return List.of(
        new Command(
            Kind.LINE,
            "whatif",
            "Shows what a change would do to a network, in total, block by block and layer by"
                + " layer. The network stays as it is; --as keeps the changed one.",
            "%whatif lenet fc1.out=60 conv*.out*=2 --batch 32 --as wide",
            Arguments.of(
                Arguments.network(),
                Arguments.words(1, "CHANGE", EDITS),
                Arguments.batch(),
                Arguments.type(),
                Arguments.plot(BLOCKS),
                Arguments.as("keep the changed network under this name")),
            WhatIfCommands::whatIf),
        new Command(
            Kind.CELL,
            "whatif",
            "The same with the changes in the cell, one a line.",
            """
            %%whatif lenet
            conv1_1 += batchnorm
            fc1: conv 5x5-120""",
            Arguments.of(
                Arguments.network(),
                Arguments.batch(),
                Arguments.type(),
                Arguments.plot(BLOCKS),
                Arguments.as("keep the changed network under this name")),
            WhatIfCommands::whatIf),
        new Command(
            Kind.LINE,
            "diff",
            "Lays two networks side by side, aligned layer by layer, and shows what differs.",
            "%diff lenet wide",
            Arguments.of(
                Arguments.word(0, "NAME", "the name of a network"),
                Arguments.word(1, "OTHER", "the name of another"),
                Arguments.batch(),
                Arguments.type(),
                Arguments.plot(BLOCKS)),
            WhatIfCommands::diff),
        new Command(
            Kind.LINE,
            "compare",
            "Shows networks side by side: totals, and how many times the first network's they are.",
            "%compare lenet wide",
            Arguments.of(
                Arguments.network(),
                Arguments.words(1, "OTHERS", "the names of more networks"),
                Arguments.batch(),
                Arguments.type()),
            WhatIfCommands::compare),
        Sweeping.command(),
        new Command(
            Kind.LINE,
            "fit",
            "Finds the largest value of options that keeps a budget, and proves it: the next one up"
                + " does not. Options of different sizes are scaled together; :8 asks for multiples"
                + " of 8. batch is the number of examples.",
            "%fit lenet conv*.out --parameters 50K",
            Arguments.ofTraining(
                Arguments.network(),
                Arguments.words(1, "OPTIONS", FITTED),
                Arguments.budget(Arguments.PARAMETERS, "parameters, such as 50M"),
                Arguments.budget(Arguments.MACS, "multiply-adds, such as 4G"),
                Arguments.budget(Arguments.MEMORY, "bytes of all outputs, such as 8GiB"),
                Arguments.budget(
                    Arguments.TRAINING_MEMORY, "bytes at any moment of a step of training"),
                Arguments.budget(Arguments.INFERENCE_MEMORY, "bytes at any moment of inference"),
                Arguments.smallest(),
                Arguments.batch(),
                Arguments.type(),
                Arguments.plot("what values around the answer take of the budget"),
                Arguments.as("keep the network with that value under this name")),
            WhatIfCommands::fit));
  }

  private static Object diff(Call call) {
    Diff diff = Diff.of(report(call, call.word(0)), report(call, call.word(1)));
    return call.has(Arguments.PLOT) ? Charts.diff(diff) : DiffTable.of(diff);
  }

  private static Object fit(Call call) {
    List<Budget> budgets = new ArrayList<>();
    call.<String>option(Arguments.PARAMETERS)
        .ifPresent(most -> budgets.add(Budget.of(Quantity.PARAMETERS, most)));
    call.<String>option(Arguments.MACS)
        .ifPresent(most -> budgets.add(Budget.of(Quantity.MULTIPLY_ADDS, most)));
    call.<String>option(Arguments.MEMORY)
        .ifPresent(most -> budgets.add(Budget.of(Quantity.BYTES, most)));
    Report before = report(call, call.word(0));
    MemoryCommands.totals(call, before.network())
        .forEach(
            (option, total) ->
                budgets.add(Budget.of(total, call.<String>option(option).orElseThrow())));
    if (budgets.isEmpty()) {
      throw new OptionException(
          "", "a fit needs a budget, such as --parameters 50M, --macs 4G or --memory 8GiB");
    }
    call.<String>option(Arguments.AS).ifPresent(call.session()::requireFree);
    String options = options(call);
    Fit fit =
        call.has(Arguments.SMALLEST)
            ? Fit.smallest(before, options, budgets)
            : Fit.largest(before, options, budgets);
    Object shown = call.has(Arguments.PLOT) ? Charts.fit(fit) : FitTable.of(fit);
    keep(call, fit.report());
    return shown;
  }

  private static String options(Call call) {
    List<String> options = call.from(1);
    if (options.isEmpty()) {
      throw new CellError("%fit needs the options that it may change: " + FITTED + ".");
    }
    for (String word : options) {
      if (word.matches("[KMGTkmgt]?i?[Bb]?")) {
        throw new CellError("“" + word + "” is a unit: write it at its number, such as 8GiB.");
      }
    }
    return String.join(",", options);
  }

  /** Declares a network under the name that a call asks to keep it under, if it asks. */
  private static void keep(Call call, Report report) {
    call.<String>option(Arguments.AS)
        .ifPresent(
            name ->
                call.session()
                    .define(
                        name,
                        new Entry(report.network().renamed(name), Claims.NONE, report.settings())));
  }

  private static Object whatIf(Call call) {
    Entry entry = call.session().entry(call.word(0));
    String text = call.text().isEmpty() ? String.join(" ", call.from(1)) : call.text();
    Variation variation =
        new Variation(
            entry.report(),
            Definitions.settings(call, entry.settings()),
            Edit.parseAll(text, call.session().notation()));
    if (variation.edits().isEmpty() && variation.settings().equals(entry.settings())) {
      throw new OptionException("", "%whatif needs a change: " + EDITS + ", or --batch 32");
    }
    call.<String>option(Arguments.AS).ifPresent(call.session()::requireFree);
    Report after = variation.after();
    Object shown;
    try {
      Diff diff = Diff.of(entry.report(), after);
      shown = call.has(Arguments.PLOT) ? Charts.diff(diff) : WhatIfTable.of(diff);
    } catch (SizeException e) {
      throw after.located(e);
    }
    keep(call, after);
    return shown;
  }

  private static Object compare(Call call) {
    if (call.from(1).isEmpty()) {
      String name = call.word(0);
      throw new CellError(
          "%compare needs more networks than " + name + ": %compare " + name + " OTHER.");
    }
    return ComparisonTable.of(
        Stream.concat(Stream.of(call.word(0)), call.from(1).stream())
            .map(name -> report(call, name))
            .toList());
  }

  /** The report of a network under its notebook name and the settings that a call asks for. */
  private static Report report(Call call, String name) {
    Entry entry = call.session().entry(name);
    return Report.of(entry.network().renamed(name), Definitions.settings(call, entry.settings()));
  }
}
