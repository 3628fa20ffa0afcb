package io.github.layerbook.view.diagram;

import io.github.layerbook.network.BlockPath;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Drawing;
import io.github.layerbook.view.display.Svg;
import java.util.List;

/**
 * A network as a drawing: boxes for layers or folded blocks, with the shapes of the values that
 * flow between them on the edges. Under the pointer each box shows its layer's costs with their
 * derivation.
 *
 * <p>A layer that does no multiply-adds and keeps the shape, such as ReLU, shares the box of the
 * layer that it follows. Blocks alike that follow each other are one box, {@code layer1.1 × 2}.
 *
 * <pre>{@code
 * Network net = Network.named("net").input(32, 32, 3).convolution(3, 16).relu().maxPool(2).build();
 * Diagram.of(Report.of(net)).svg().startsWith("<svg ")   // true
 * }</pre>
 */
public final class Diagram implements Drawing {

  /** What a box represents. */
  public enum By {
    /** A layer, with those after it that only pass its output on. */
    LAYER,
    /** A block, as deep in blocks as can be taken in at a glance. */
    BLOCK
  }

  /** So many boxes can be taken in at a glance. */
  private static final int GLANCE = 40;

  /** A drawing shrinks with its page to this share of its width, then the page scrolls. */
  private static final double LEAST = 0.7;

  /**
   * Puts the drawing itself in the place of its picture, which shows nothing under the pointer and
   * does not know the colour of the page's letters. Only the picture beside the script: others on
   * the page may come from a notebook that is not trusted.
   */
  private static final String INLINE =
      """
      (() => {
        const picture = document.currentScript && document.currentScript.previousElementSibling;
        if (!picture || picture.tagName !== "IMG") return;
        const bytes = Uint8Array.from(atob(picture.src.split(",")[1]), c => c.charCodeAt(0));
        const holder = document.createElement("div");
        holder.innerHTML = new TextDecoder().decode(bytes);
        const drawing = holder.firstElementChild;
        drawing.removeAttribute("color");
        drawing.style.cssText = picture.style.cssText;
        picture.replaceWith(drawing);
      })();\
      """;

  private final Report report;
  private final BlockPath scope;
  private final DiagramPlan plan;

  private Diagram(Report report, BlockPath scope, DiagramPlan plan) {
    this.report = report;
    this.scope = scope;
    this.plan = plan;
  }

  /** Draws a network: by layer, or folded to blocks where the layers would be too many. */
  public static Diagram of(Report report) {
    return fitting(report, BlockPath.NONE, true, GLANCE);
  }

  /** Draws a network by layer or by block. */
  public static Diagram of(Report report, By by) {
    return of(report, BlockPath.NONE, by);
  }

  /**
   * Draws one block of a network, with the layers around it that it reads and that read it; the
   * whole network if its path is empty.
   *
   * @throws IllegalArgumentException if the network has no such block
   */
  public static Diagram ofBlock(Report report, String block) {
    return fitting(report, required(report, block), true, GLANCE);
  }

  /**
   * Draws one block of a network, or all of it if the path is empty, by layer or by block.
   *
   * @throws IllegalArgumentException if the network has no such block
   */
  public static Diagram ofBlock(Report report, String block, By by) {
    return of(report, required(report, block), by);
  }

  /**
   * Returns this with other costs: in blocks the first of them, in all boxes under the pointer.
   *
   * @throws IllegalArgumentException if layers do not have one of them
   */
  public Diagram showing(List<Quantity> quantities) {
    return new Diagram(report, scope, plan.showing(quantities));
  }

  /** The path of a block, which must be there; of none for the whole network. */
  static BlockPath required(Report report, String block) {
    return block.isEmpty() ? BlockPath.NONE : BlockPath.of(report.block(block).name());
  }

  private static Diagram of(Report report, BlockPath scope, By by) {
    boolean layers = by == By.LAYER || DiagramFolding.depth(report, scope) == 0;
    return fitting(report, scope, layers, layers ? DiagramFolding.MOST : GLANCE);
  }

  /**
   * The finest diagram with at most the given number of boxes, or the coarsest if there is none.
   */
  private static Diagram fitting(Report report, BlockPath scope, boolean layers, int most) {
    return new Diagram(report, scope, fitted(report, scope, layers, most));
  }

  /** The finest plan with at most the given number of boxes, or the coarsest if there is none. */
  static DiagramPlan fitted(Report report, BlockPath scope, boolean layers, int most) {
    int deepest = DiagramFolding.depth(report, scope);
    int depth = layers || deepest == 0 ? DiagramFolding.LAYERS : deepest;
    DiagramPlan plan = DiagramFolding.of(report, scope, depth);
    while (depth > 1 && deepest > 0 && (plan.boxes().size() > most || plan.hasGap())) {
      depth = Math.min(depth - 1, deepest);
      plan = DiagramFolding.of(report, scope, depth);
    }
    return plan;
  }

  @Override
  public String svg() {
    return DiagramSvg.of(placed(), caption());
  }

  /** Returns the drawing as a TikZ picture, for documents that load {@code tikz}. */
  public String tikz() {
    return DiagramTikz.of(placed(), caption());
  }

  /** Finds the places anew at each call, and loads the layout library at the first. */
  PlacedDiagram placed() {
    return DiagramLayout.of(plan, scope);
  }

  @Override
  public Display display() {
    return Display.of(
        Display.HTML, html(),
        Display.TEXT, toString());
  }

  private String html() {
    return Svg.framed(
        title(),
        caption(),
        Svg.picture(svg(), sentence(), LEAST) + "<script>" + INLINE + "</script>");
  }

  /** One sentence for readers who do not see the drawing; the text form has all of it. */
  private String sentence() {
    return "Diagram of %s: %s.".formatted(title(), caption());
  }

  private String title() {
    return report.network().address(scope.toString());
  }

  private String caption() {
    return caption(plan, scope);
  }

  /** How many layers a plan has and what they cost. */
  static String caption(DiagramPlan plan, BlockPath scope) {
    Group drawn =
        new Group(
            scope.toString(),
            plan.boxes().stream()
                .filter(box -> box.kind() != DiagramPlan.Kind.OUTSIDE)
                .flatMap(box -> box.rows().stream())
                .toList());
    return Numbers.count(drawn.rows().size(), "layer")
        + " · "
        + Numbers.count(drawn.total(Quantity.PARAMETERS).value())
        + " parameters · "
        + Numbers.rounded(drawn.total(Quantity.MULTIPLY_ADDS).value())
        + " multiply-adds"
        + (plan.hasGap() ? " · too many to draw them all: draw one block by itself" : "");
  }

  /** Returns the diagram as plain text: one line for each box, with what it reads. */
  @Override
  public String toString() {
    return DiagramText.of(plan, scope, title() + " — " + caption());
  }
}
