package io.github.layerbook.view.page;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.Html;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Resource;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.SweepTable;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.play.Play;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A network with sliders, as one piece of HTML that needs no kernel and nothing from elsewhere.
 *
 * <p>Its script finds every number from the sizes of a sweep's analysis, exactly as {@link
 * io.github.layerbook.whatif.sweep.Sweep} does, and says the same where a network is impossible. It
 * keeps to its own element: several can stand on one page. Where scripts are refused, a table of a
 * few positions stands in its place.
 *
 * <pre>{@code
 * Network net = Network.named("net").input(8, 8, 3).convolution(3, 64).build();
 * List<Knob> knobs = List.of(Knob.parse("conv1_1.out=16..128:16"));
 * LivePage page = LivePage.of(Play.of(Report.of(net), knobs, Quantities.USUAL, List.of()));
 * page.page().startsWith("<!DOCTYPE html>")     // true
 * }</pre>
 *
 * <p>{@code Files.writeString(Path.of("net.html"), page.page())} keeps it as a file.
 *
 * @param play what is played with
 * @param still the positions that are shown where scripts do not run
 * @param data what the script reads, as JavaScript
 */
public record LivePage(Play play, ResultTable still, String data) implements Displayable {
  /** What the HTML begins with. */
  static final String ELEMENT = "<div class=\"layerbook-play\">";

  /** Notebooks with larger outputs are slow to open. */
  private static final int MOST = 1_000_000;

  /**
   * Makes the page.
   *
   * @throws OptionException if it would be too large for a notebook
   */
  public static LivePage of(Play play) {
    String data = JsonTree.print(PageData.of(play));
    if (data.length() > MOST) {
      throw new OptionException(
          "",
          "The sliders would take %s in the notebook, at most %s: give them fewer values"
              .formatted(Numbers.decimalBytes(data.length()), Numbers.decimalBytes(MOST)));
    }
    return new LivePage(play, SweepTable.of(play.sweep(), positions(play)), data);
  }

  /** Where the sliders start, and each at its ends. */
  private static List<Variant> positions(Play play) {
    Set<Long> indices = new LinkedHashSet<>(List.of(play.index(play.start())));
    List<Knob> knobs = play.sweep().knobs();
    for (int slider = 0; slider < knobs.size(); slider++) {
      for (int end : new int[] {0, knobs.get(slider).values().size() - 1}) {
        List<Integer> moved = new ArrayList<>(play.start());
        moved.set(slider, end);
        indices.add(play.index(moved));
      }
    }
    return indices.stream().map(play.sweep()::row).toList();
  }

  /** Returns the HTML of the sliders, to stand in any page. */
  public String html() {
    return ELEMENT
        + """
        <div style="padding:4px 10px;opacity:.75">Some positions of the sliders, which move where\
         scripts may run.</div>%s<script>(function () {
        %s%svar script = document.currentScript;
        var all = document.querySelectorAll('.layerbook-play:not([data-live])');
        var host = script && script.closest('.layerbook-play') || all[all.length - 1];
        var data = %s;
        layerbookPage(host, data, layerbookModel(data), %s);
        })();</script></div>\
        """
            .formatted(
                still.display().form(Display.HTML),
                model(),
                Resource.text(LivePage.class, "page.js"),
                data,
                JsonTree.print(Resource.text(LivePage.class, "page.css")));
  }

  /** Returns a whole page of the sliders, to be kept as a file. */
  public String page() {
    String name = Html.escape(play.defined().network().name());
    return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport"\
         content="width=device-width, initial-scale=1"><title>%s with sliders</title><style>:root{\
        color-scheme:light dark}body{margin:16px;background:Canvas;color:CanvasText;\
        font-family:system-ui,sans-serif}</style></head><body><main>%s</main></body></html>
        """
        .formatted(name.isEmpty() ? "A network" : name, html());
  }

  /** Returns how it is shown: live where scripts run, else as a table of a few positions. */
  @Override
  public Display display() {
    return still.display().with(Display.HTML, html());
  }

  /** The program that evaluates the data, for tests. */
  static String model() {
    return Resource.text(LivePage.class, "model.js");
  }
}
