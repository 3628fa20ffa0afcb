package io.github.layerbook.notebook.jjava;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.notation.Definition;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.command.define.NetworkCommand;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.Renderers;
import io.github.layerbook.view.table.SummaryTable;
import java.util.List;
import java.util.Optional;

/**
 * Does once, and for nobody, what a reader's first cell makes the library do, so that its classes
 * are loaded while the kernel still waits for JShell.
 */
public final class Warmup {
  private static final String TEXT = "input 8x8x3\nCONV3-4: [8x8x4] weights: (3*3*3)*4 = 108\nFC-2";

  private Warmup() {}

  /** Reads a network and makes its table as notebooks show it. */
  public static void run() {
    CommandForm.of(NetworkCommand.class)
        .read(List.of("warm"), Optional.of(TEXT), PeakMemory.quantities());
    Definition read = Notation.standard().parse(TEXT);
    Report report = Report.of(read.network());
    Claims.of(read).check(report);
    Renderers.builtIn().of(SummaryTable.of(report));
  }
}
