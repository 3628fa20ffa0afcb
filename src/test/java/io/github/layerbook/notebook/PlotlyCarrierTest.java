package io.github.layerbook.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.view.Renderer;
import io.github.layerbook.view.display.Display;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlotlyCarrierTest {
  /** A page that keeps what it is told to show. */
  private static final class Page implements Kernel {
    private final Map<String, Display> shown = new LinkedHashMap<>();

    @Override
    public void show(Display display, String id) {
      shown.put(id, display);
    }

    @Override
    public void update(String id, Display display) {
      assertTrue(shown.containsKey(id), "only what was shown can be updated");
      shown.put(id, display);
    }

    @Override
    public <T> void register(Renderer<T> renderer) {}

    @Override
    public void run(String source) {}

    @Override
    public @Nullable JShell shell() {
      return null;
    }

    List<Integer> lengths() {
      return shown.values().stream()
          .map(display -> String.valueOf(display.contents().get(Display.HTML)).length())
          .toList();
    }
  }

  private static Display chart(String type) {
    Map<String, Object> json =
        Map.of("data", List.of(Map.of("type", type)), "layout", Map.of(), "config", Map.of());
    return Display.text("chart").with(Display.PLOTLY, json);
  }

  @Test
  void onlyTheNewestChartCarriesTheBundle() {
    Page page = new Page();
    PlotlyCarrier carrier = new PlotlyCarrier(page);
    Renderer<String> look = carrier.with(new Renderer<>(String.class, PlotlyCarrierTest::chart));
    look.show("bar");
    assertTrue(page.lengths().get(0) > 100_000);
    look.show("scatter");
    assertEquals(0, page.lengths().get(0));
    assertTrue(page.lengths().get(1) > 100_000);
  }

  @Test
  void aBundleThatDrewMoreStaysWithTheNotebook() {
    Page page = new Page();
    Renderer<String> look =
        new PlotlyCarrier(page).with(new Renderer<>(String.class, PlotlyCarrierTest::chart));
    look.show("sunburst");
    look.show("bar");
    assertTrue(page.lengths().get(1) > 1_000_000, page.lengths().toString());
  }

  @Test
  void whatIsNoChartBringsNothing() {
    Page page = new Page();
    new PlotlyCarrier(page).with(new Renderer<>(String.class, Display::text)).show("only text");
    assertTrue(page.shown.isEmpty());
  }
}
