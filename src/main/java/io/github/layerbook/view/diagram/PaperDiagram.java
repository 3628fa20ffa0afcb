package io.github.layerbook.view.diagram;

import io.github.layerbook.network.BlockPath;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Drawing;
import io.github.layerbook.view.display.Svg;
import java.util.List;
import java.util.Optional;

/**
 * A network's feature maps in a row, to scale, the way papers draw networks: as high as their
 * resolution, as deep as they have channels; vectors as long as they have features. What goes
 * around others, such as a residual path, is an arc; large networks are folded to blocks, and
 * blocks alike drawn once.
 *
 * <pre>{@code
 * Report report = Report.of(Zoo.network("vgg16"));
 * PaperDiagram.of(report, PaperStyle.VOLUMES).svg().contains("224×224×64")   // true
 * }</pre>
 */
public final class PaperDiagram implements Drawing {
  /** So many maps can be taken in at a glance. */
  private static final int MOST = 40;

  /** A drawing shrinks with its page to this share of its width, then the page scrolls. */
  private static final double LEAST = 0.75;

  private final Report report;
  private final BlockPath scope;
  private final DiagramPlan plan;
  private final PaperStyle style;
  private final Optional<Quantity> area;

  private PaperDiagram(
      Report report, BlockPath scope, DiagramPlan plan, PaperStyle style, Optional<Quantity> area) {
    this.report = report;
    this.scope = scope;
    this.plan = plan;
    this.style = style;
    this.area = area;
  }

  /** Draws a network. */
  public static PaperDiagram of(Report report, PaperStyle style) {
    return of(report, BlockPath.NONE, style);
  }

  /**
   * Draws one block of a network, or all of it if the path is empty.
   *
   * @throws IllegalArgumentException if the network has no such block
   */
  public static PaperDiagram ofBlock(Report report, String block, PaperStyle style) {
    return of(report, Diagram.required(report, block), style);
  }

  private static PaperDiagram of(Report report, BlockPath scope, PaperStyle style) {
    DiagramPlan plan = Diagram.fitted(report, scope, true, MOST);
    return new PaperDiagram(report, scope, plan, style, Optional.empty());
  }

  /**
   * Returns this with other costs under the pointer.
   *
   * @throws IllegalArgumentException if layers do not have one of them
   */
  public PaperDiagram showing(List<Quantity> quantities) {
    return new PaperDiagram(report, scope, plan.showing(quantities), style, area);
  }

  /**
   * Returns this with disks whose area is what the maps above cost.
   *
   * @throws IllegalArgumentException if the quantity does not add up
   */
  public PaperDiagram area(Quantity quantity) {
    if (!quantity.isSum()) {
      throw new IllegalArgumentException(
          quantity.title() + " does not add up: areas are parts of a sum");
    }
    return new PaperDiagram(report, scope, plan, style, Optional.of(quantity));
  }

  /** Finds the places of everything. */
  PaperLayout.Paper paper() {
    return PaperLayout.of(plan, scope, style, area);
  }

  @Override
  public String svg() {
    return PaperSvg.of(paper(), plan.quantities(), sentence());
  }

  @Override
  public Display display() {
    return Display.of(
        Display.HTML, Svg.html(svg(), title(), caption(), sentence(), LEAST),
        Display.TEXT, toString());
  }

  private String title() {
    return report.network().address(scope.toString());
  }

  private String caption() {
    String scale =
        switch (style) {
          case VOLUMES -> "heights by resolution, depths by channels";
          case LENET -> "sheets as large as the resolution, one for each channel and 8 at most";
          case BARS -> "heights by resolution, widths by channels";
        };
    return Diagram.caption(plan, scope)
        + " · "
        + scale
        + area.map(quantity -> ", areas by " + quantity.title()).orElse("");
  }

  private String sentence() {
    return "The feature maps of %s from left to right: %s."
        .formatted(title(), Diagram.caption(plan, scope));
  }

  /** Returns the maps as a list. */
  @Override
  public String toString() {
    return DiagramText.of(plan, scope, title() + " — " + caption());
  }
}
