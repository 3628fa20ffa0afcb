package io.github.layerbook.view.diagram;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.view.diagram.DiagramPlan.Box;
import io.github.layerbook.view.diagram.PaperLayout.Arc;
import io.github.layerbook.view.diagram.PaperLayout.Bracket;
import io.github.layerbook.view.diagram.PaperLayout.Disk;
import io.github.layerbook.view.diagram.PaperLayout.Label;
import io.github.layerbook.view.diagram.PaperLayout.Paper;
import io.github.layerbook.view.diagram.PaperLayout.Placed;
import io.github.layerbook.view.diagram.PaperLayout.Step;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.Svg;
import java.util.List;

/** Prints feature maps in a row as SVG; faces are opaque, so that those in front hide others. */
record PaperSvg(Svg svg) {
  private static final String WORDS = "fill=\"currentColor\"";
  private static final String MIDDLE = WORDS + " text-anchor=\"middle\"";
  private static final String HEAD = "fill=\"" + Palette.LINE + "\"";
  private static final String PATH = "stroke=\"" + Palette.LINE + "\" stroke-width=\"1.2\"";

  /** Prints a drawing, which is called by a sentence for those who do not see it. */
  static String of(Paper paper, List<Quantity> quantities, String sentence) {
    Svg svg = Svg.of(paper.width(), paper.height(), PaperLayout.LETTERS, sentence);
    return new PaperSvg(svg).print(paper, quantities);
  }

  private String print(Paper paper, List<Quantity> quantities) {
    paper.arcs().forEach(this::arc);
    paper.steps().forEach(step -> step(step, paper.middle()));
    paper.boxes().forEach(box -> box(box, quantities));
    paper.labels().forEach(this::label);
    paper.disks().forEach(this::disk);
    paper.brackets().forEach(this::bracket);
    return svg.end();
  }

  private void box(Placed placed, List<Quantity> quantities) {
    svg.open("");
    svg.hover(
        String.join(
            "; ", DiagramWords.of(placed.box(), placed.box().frame(), quantities).get(0).hover()));
    String color = color(placed.box());
    PaperSolid solid = placed.solid();
    double left = placed.x();
    double bottom = placed.y();
    if (solid.sheets() > 0) {
      for (int sheet = solid.sheets() - 1; sheet >= 0; sheet--) {
        svg.rectangle(
            left + sheet * PaperSolid.BEHIND,
            bottom - solid.height() - sheet * PaperSolid.BEHIND,
            solid.depth(),
            solid.height(),
            face(color, 0.6));
      }
    } else {
      front(left, bottom, solid, color);
    }
    svg.close();
  }

  private void front(double left, double bottom, PaperSolid solid, String color) {
    double skew = solid.skew();
    double top = bottom - solid.height();
    double right = left + solid.depth();
    if (skew > 0) {
      quad(face(color, 0.75), left, top, right, top, skew);
      quad(face(color, 0.35), right, top, right, bottom, skew);
    }
    svg.rectangle(left, top, solid.depth(), solid.height(), face(color, 0.55));
  }

  /** A side of a box that goes back from an edge of its front. */
  private void quad(String look, double x, double y, double toX, double toY, double skew) {
    svg.path(
        look,
        "M%s %sL%s %sL%s %sL%s %sz",
        x,
        y,
        toX,
        toY,
        toX + skew,
        toY - skew,
        x + skew,
        y - skew);
  }

  /** The look of a face: a colour with so much white in it, and its edges. */
  private static String face(String color, double white) {
    return "fill=\"%s\" stroke=\"%s\" stroke-width=\".8\" stroke-linejoin=\"round\""
        .formatted(Palette.lighter(color, white), color);
  }

  private void arc(Arc arc) {
    double bend = Math.min(6, Math.abs(arc.to() - arc.from()) / 2);
    svg.path(
        PATH,
        "M%s %sV%sq0 -%s %4$s -%4$sH%sq%4$s 0 %4$s %4$sV%s",
        arc.from(),
        arc.fromY() - 1,
        arc.top() + bend,
        bend,
        arc.to() - bend,
        arc.toY() - 5);
    svg.path(HEAD, "M%s %sl-3 -5h6z", arc.to(), arc.toY() - 1);
  }

  private void step(Step step, double middle) {
    svg.path(PATH, "M%s %sH%s", step.from() + 2, middle, step.to() - 6);
    svg.path(HEAD, "M%s %sl-5 -3v6z", step.to() - 2, middle);
  }

  private void label(Label label) {
    double middle = label.at().x() + label.at().width() / 2;
    for (int i = 0; i < label.lines().size(); i++) {
      svg.text(
          middle,
          label.at().y() + (i + 0.75) * PaperLayout.LINE,
          label.lines().get(i),
          i == 0 ? MIDDLE : MIDDLE + " opacity=\".85\"");
    }
  }

  private void disk(Disk disk) {
    svg.path(
        "fill=\"%s\" fill-opacity=\".55\"".formatted(Palette.COLORS.get(1)),
        "M%s %sm-%s 0a%3$s %3$s 0 1 0 %s 0a%3$s %3$s 0 1 0 -%4$s 0z",
        disk.x(),
        disk.y(),
        disk.radius(),
        2 * disk.radius());
    svg.text(disk.x(), disk.y() + 20 + PaperLayout.LINE, disk.number(), MIDDLE);
  }

  private void bracket(Bracket bracket) {
    svg.path(PATH, "M%s %sv4H%sv-4", bracket.from(), bracket.y(), bracket.to());
    svg.text(
        (bracket.from() + bracket.to()) / 2,
        bracket.y() + PaperLayout.LINE + 2,
        bracket.name(),
        MIDDLE + " font-weight=\"bold\"");
  }

  /** A block has the colour of the layers with most of its multiply-adds; a layer its own. */
  private static String color(Box box) {
    if (box.rows().get(0).node().layer().isSource()) {
      return Palette.MUTED;
    }
    return box.rows().stream()
        .max(
            (a, b) ->
                Double.compare(
                    a.measure(Quantity.MULTIPLY_ADDS).number().doubleValue(),
                    b.measure(Quantity.MULTIPLY_ADDS).number().doubleValue()))
        .map(DiagramSvg::color)
        .orElse(Palette.MUTED);
  }
}
