package io.github.layerbook.notebook.command.change;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.CellText;
import io.github.layerbook.notebook.command.Columns;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Keep;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.command.TrainingOptions;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.offer.OptionAddresses;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.table.WhatIfTable;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.variation.Variation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows what a change would do to a network. */
@Magic(
    name = "whatif",
    purpose = Magic.Purpose.CHANGE,
    line = "Shows what changes would do to a network: in total, by block and by layer.",
    more =
        "The changes stand on the line, or in the cell, one a line. The network stays as it is;"
            + " --as keeps the changed one.",
    example = {
      "%whatif lenet fc1.out=60 conv*.out*=2 --batch 32 --as wide",
      """
      %%whatif lenet
      conv1_1 += batchnorm
      fc1: conv 5x5-120\
      """,
      "%whatif lenet lora 4 on fc1,fc2 --optimizer adam"
    })
public record WhatIfCommand(
    NetworkArgument network,
    @Takes("CHANGES: " + WhatIfCommand.CHANGES) @Offers(OptionAddresses.class) List<String> changes,
    Columns columns,
    TrainingOptions training,
    Counting counting,
    @Takes("--plot: " + DiffCommand.PLOT) boolean plot,
    Keep keep,
    @Offers(OptionAddresses.class) @CellText("changes, one a line") Optional<String> text)
    implements Command {
  static final String CHANGES =
      "fc1.out=2048, conv*.out*=0.5, input=384x384x3, -dropout1, conv1_1+=batchnorm,"
          + " \"fc1: conv 7x7-4096\" or lora 16 on q_proj,v_proj";

  private static final List<Quantity> TUNED =
      List.of(
          Quantity.PARAMETERS,
          Quantity.TRAINABLE,
          Quantity.WEIGHT_MEMORY,
          PeakMemory.TRAINING,
          Quantity.MULTIPLY_ADDS);

  @Override
  public Object run(Session session) {
    Entry entry = session.entry(network.name());
    List<Edit> edits = new ArrayList<>(counting.edits(entry.network()));
    String written = String.join(" ", changes) + text.map(lines -> "\n" + lines).orElse("");
    edits.addAll(Edit.parseAll(written, session.notation()));
    Variation variation = new Variation(entry.report(), counting.settings(entry.settings()), edits);
    if (variation.edits().isEmpty() && variation.settings().equals(entry.settings())) {
      throw new OptionException("", "%whatif needs a change: " + CHANGES + ", or --batch 32");
    }
    keep.requireFree(session);
    Report after = variation.after();
    Object shown = shown(entry.report(), after, quantities(session, after));
    keep.keep(session, after);
    return shown;
  }

  /** The quantities asked for; for a network being fine-tuned also what that costs. */
  private Optional<List<Quantity>> quantities(Session session, Report after) {
    Optional<List<Quantity>> asked = columns.in(session);
    if (asked.isEmpty() && isTuned(after.network())) {
      asked = Optional.of(TUNED);
    }
    if (asked.isEmpty()) {
      training.refuse("ask for --columns training-memory");
    }
    return asked.map(some -> training.in(session, some, after.network()));
  }

  private static boolean isTuned(Network network) {
    return network.nodes().stream().anyMatch(node -> node.adaptation().isPresent());
  }

  private Object shown(Report before, Report after, Optional<List<Quantity>> asked) {
    try {
      Diff diff = Diff.of(before, after);
      return asked
          .<Object>map(some -> plot ? Charts.diff(diff, some) : WhatIfTable.of(diff, some))
          .orElseGet(() -> plot ? Charts.diff(diff) : WhatIfTable.of(diff));
    } catch (SizeException e) {
      throw after.located(e);
    }
  }
}
