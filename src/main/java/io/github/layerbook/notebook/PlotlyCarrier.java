package io.github.layerbook.notebook;

import io.github.layerbook.view.Renderer;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.figure.PlotlyBundle;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings plotly.js into the notebook once: the newest chart's cell carries the bundle, and the cell
 * that carried it before is emptied of it.
 */
final class PlotlyCarrier {
  private final Kernel kernel;
  private PlotlyBundle bundle = PlotlyBundle.CARTESIAN;
  private @Nullable String shown;

  PlotlyCarrier(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The same look, with the bundle beside each chart. */
  <T> Renderer<T> with(Renderer<T> look) {
    return new Renderer<>(
        look.type(),
        value -> {
          Display display = look.show(value);
          PlotlyBundle.neededBy(display).ifPresent(this::bring);
          return display;
        });
  }

  private void bring(PlotlyBundle needed) {
    bundle = bundle.and(needed);
    Optional.ofNullable(shown).ifPresent(id -> kernel.update(id, PlotlyBundle.spent()));
    shown = "layerbook-plotly-" + UUID.randomUUID();
    kernel.show(bundle.carrier(), shown);
  }
}
