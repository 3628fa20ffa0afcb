package io.github.layerbook.view.animation;

import io.github.layerbook.report.Row;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Drawing;
import io.github.layerbook.view.display.Svg;
import java.util.List;

/**
 * How the windows of a layer move: a convolution, a transposed convolution, a pool, or any other
 * layer that declares windows over one input.
 *
 * <p>The drawing is an SVG that moves by itself, in a picture of a page too, without a script; it
 * stands still for readers who ask their system for less motion. Of a large layer it shows the
 * first windows and says so.
 *
 * <pre>{@code
 * import io.github.layerbook.view.animation.LayerAnimation;
 * Report report = Report.of(Zoo.network("lenet5"));
 * LayerAnimation.of(report.row("c1").get()).svg().contains("@keyframes")           // true
 * LayerAnimation.of(report.row("c1").get()).still().svg().contains("@keyframes")   // false
 * }</pre>
 */
public final class LayerAnimation implements Drawing {
  /** A drawing shrinks with its page to this share of its width, then the page scrolls. */
  private static final double LEAST = 0.6;

  /** How many steps a strip shows. */
  private static final int ACROSS = 2;

  private static final int DOWN = 2;

  /** How many steps the text tells. */
  private static final int TOLD = 3;

  private enum Form {
    MOVING,
    STRIP,
    FILTER
  }

  private final WindowScene scene;
  private final Form form;

  private LayerAnimation(WindowScene scene, Form form) {
    this.scene = scene;
    this.form = form;
  }

  /**
   * Makes the moving picture of a layer.
   *
   * @throws IllegalArgumentException if it has no windows that can be drawn, with the reason
   */
  public static LayerAnimation of(Row row) {
    return new LayerAnimation(WindowScene.of(row), Form.MOVING);
  }

  /** Returns some of the steps beside each other, for paper. */
  public LayerAnimation still() {
    return new LayerAnimation(scene, Form.STRIP);
  }

  /**
   * Returns one filter over one place of the input: each of its weights, and its bias.
   *
   * @throws IllegalArgumentException if the layer has no filters
   */
  public LayerAnimation filter() {
    if (!scene.hasFilters()) {
      throw new IllegalArgumentException(
          scene.row().name() + " has no filters: its windows have no weights.");
    }
    return new LayerAnimation(scene, Form.FILTER);
  }

  @Override
  public String svg() {
    return switch (form) {
      case MOVING -> new SceneSvg(scene).moving();
      case STRIP -> new SceneSvg(scene).strip(ACROSS, DOWN);
      case FILTER -> new FilterSvg(scene).drawn();
    };
  }

  @Override
  public Display display() {
    String svg = svg();
    return Display.of(
        Display.HTML, Svg.html(svg, scene.row().name(), caption(), sentence(), LEAST),
        Display.TEXT, toString());
  }

  private String caption() {
    return form == Form.FILTER ? FilterWords.caption(scene) : WindowWords.caption(scene);
  }

  private String sentence() {
    return form == Form.FILTER ? FilterWords.sentence(scene) : WindowWords.sentence(scene);
  }

  /** Returns what the drawing says, with the first steps. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(scene.row().name() + " — " + caption());
    if (form == Form.FILTER) {
      return text.append('\n').append(String.join("\n", FilterWords.sums(scene))).toString();
    }
    WindowWords.lengths(scene).forEach(line -> text.append('\n').append(line));
    List<long[]> steps = scene.outputs();
    for (long[] step : steps.subList(0, Math.min(TOLD, steps.size()))) {
      text.append('\n').append(String.join("; ", WindowWords.step(scene, step)));
    }
    return text.append(steps.size() > TOLD ? "\n…" : "").toString();
  }
}
