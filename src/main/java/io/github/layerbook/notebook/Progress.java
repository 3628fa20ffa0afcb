package io.github.layerbook.notebook;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Display;
import java.util.Map;
import java.util.UUID;

/** A bar in the running cell that shows how much is done, once that takes a while. */
public final class Progress {
  private static final long PATIENCE = 400_000_000;
  private static final long BETWEEN = 200_000_000;

  private final Kernel kernel;
  private final long size;
  private final String id = "layerbook-progress-" + UUID.randomUUID();
  private long next = System.nanoTime() + PATIENCE;
  private boolean shown;

  Progress(Kernel kernel, long size) {
    this.kernel = kernel;
    this.size = size;
  }

  /** Shows how many are done. */
  public void at(long done) {
    if (System.nanoTime() - next < 0) {
      return;
    }
    String text = Numbers.count(done) + " of " + Numbers.count(size);
    show(
        Display.text(text)
            .with(
                Display.HTML,
                "<progress value=\"" + done + "\" max=\"" + size + "\"></progress> " + text));
    next = System.nanoTime() + BETWEEN;
  }

  /** Puts a text in the place of the bar. */
  public void end(String text) {
    if (shown || !text.isEmpty()) {
      show(new Display(Map.of(Display.TEXT, text, Display.HTML, text)));
    }
  }

  private void show(Display display) {
    if (shown) {
      kernel.update(id, display);
    } else {
      kernel.show(display, id);
    }
    shown = true;
  }
}
