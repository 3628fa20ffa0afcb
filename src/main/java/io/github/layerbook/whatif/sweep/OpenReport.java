package io.github.layerbook.whatif.sweep;

import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.tape.Formulas.Bound;
import io.github.layerbook.whatif.tape.Symbol;
import java.util.List;

/**
 * The one analysis that serves many variants: its sizes are made of symbols where knobs vary them.
 *
 * @param report the report, in which sizes are not known that depend on an open knob
 * @param symbols the symbols; each says which of the open knobs varies it, the slowest being 0
 */
public record OpenReport(Report report, List<Symbol> symbols) {
  /** Copies the list. */
  public OpenReport {
    symbols = List.copyOf(symbols);
  }

  /** Returns what must hold for a variant to exist, in the order of the layers. */
  public List<Bound> bounds() {
    return report.network().applied().stream()
        .flatMap(applied -> applied.declaration().requirements().stream())
        .filter(required -> !required.isKnown())
        .map(r -> new Bound(r.found(), r.relation(), r.limit()))
        .toList();
  }
}
