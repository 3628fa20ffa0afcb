package io.github.layerbook.notebook;

import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.export.Export;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.outcome.Defined;
import io.github.layerbook.notebook.outcome.Outcome;
import io.github.layerbook.notebook.outcome.Receipt;
import io.github.layerbook.view.Renderer;
import io.github.layerbook.view.Renderers;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.table.CheckTable;
import io.github.layerbook.view.table.DiffTable;
import io.github.layerbook.whatif.diff.Diff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a session's values are shown, those that cells were given as what defined them, and what the
 * last command showed.
 */
public final class Shown {
  private final Kernel kernel;
  private final PlotlyCarrier carrier;
  private final Set<Class<?>> registered = new HashSet<>();
  private final Map<Class<?>, Defined> latest = new HashMap<>();
  private Renderers renderers = new Renderers(List.of());
  private Optional<Object> last = Optional.empty();

  Shown(Kernel kernel) {
    this.kernel = kernel;
    carrier = new PlotlyCarrier(kernel);
    List<Renderer<?>> all = new ArrayList<>(Renderers.builtIn().all());
    Collections.reverse(all);
    all.forEach(this::register);
    register(new Renderer<>(Network.class, this::display));
    register(new Renderer<>(Inventory.class, this::display));
  }

  /** Shows values of a type from now on as a renderer does. */
  <T> void register(Renderer<T> renderer) {
    renderers = renderers.with(renderer);
    if (registered.add(renderer.type())) {
      kernel.register(carrier.with(new Renderer<>(renderer.type(), this::rendered)));
    }
  }

  private Display rendered(Object value) {
    return renderers.of(value).orElseGet(() -> Display.text(String.valueOf(value)));
  }

  /** What a cell was given is shown as what defined it. */
  private Display display(Object value) {
    return latest.values().stream()
        .filter(defined -> defined.gave(value))
        .findFirst()
        .map(Displayable::display)
        .or(() -> Renderers.builtIn().of(value))
        .orElseThrow();
  }

  /**
   * Returns what a command gives to the cell: of an outcome the network, so that it can be assigned
   * to a variable, though it is shown as the outcome.
   */
  public @Nullable Object given(@Nullable Object value) {
    if (value != null && !(value instanceof Receipt)) {
      last = Optional.of(value);
    }
    if (value instanceof Defined defined) {
      Defined given = defined.ofItsOwn();
      latest.put(given.getClass(), given);
      return given.value();
    }
    return value;
  }

  /**
   * Returns what the last command has shown, to be exported.
   *
   * @throws CellError if none has shown anything yet
   */
  public Export last() {
    Object shown =
        last.orElseThrow(
            () ->
                new CellError(
                    "No command has shown anything yet: run one first, or name a network."));
    if (shown instanceof Outcome outcome) {
      return Export.of(outcome.entry().report());
    } else if (shown instanceof CheckReport check) {
      return Export.of(CheckTable.of(check));
    } else if (shown instanceof Diff diff) {
      return Export.of(DiffTable.of(diff));
    } else if (shown instanceof Network network) {
      return Export.of(network);
    }
    boolean itself = Export.forms().stream().anyMatch(form -> form.takes(shown));
    return Export.of(itself ? shown : rendered(shown));
  }

  void clear() {
    last = Optional.empty();
  }
}
