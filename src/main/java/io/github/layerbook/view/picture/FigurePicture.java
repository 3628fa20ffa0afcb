package io.github.layerbook.view.picture;

import io.github.layerbook.view.plotly.PlotlyFigure;
import io.github.layerbook.view.vector.SvgCanvas;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;

/**
 * A chart as a still picture, drawn in Java without a screen, for readers that run no scripts.
 *
 * <p>It shows what the chart shows before anybody touches it, as close as another library can: bars
 * in both directions, lines, points, areas, pies, histograms, boxes (violins too are drawn as
 * boxes), heat maps (contours too are drawn as such), candles; panels, log axes and legends. For
 * other kinds the picture says how to see the chart.
 */
public final class FigurePicture {

  /** Width of the picture in pixels of a page. */
  public static final int WIDTH = 760;

  /** Pixels of the picture for each pixel of a page, for sharp letters on dense screens. */
  private static final int SHARP = 2;

  /** Higher pictures would weigh too much if they were sharp. */
  private static final int GREATEST_SHARP = 900;

  private static final int HEIGHT = 450;
  private static final int LEAST_HEIGHT = 120;
  private static final int GREATEST_HEIGHT = 1600;
  static final int TITLE = 34;

  private FigurePicture() {}

  /**
   * A transparent PNG of the chart.
   *
   * @return nothing where Java cannot draw: without fonts, without its desktop module, or if the
   *     numbers defeat the drawing; a still picture is never worth the loss of the chart itself
   */
  public static Optional<byte[]> png(PlotlyFigure figure) {
    return attempted(() -> encoded(PictureColors.indexed(drawn(figure))));
  }

  /**
   * The same picture as SVG, whose texts are texts and stay sharp at any size.
   *
   * @return nothing where Java cannot draw
   */
  public static Optional<String> svg(PlotlyFigure figure) {
    return attempted(
        () -> {
          int height = height(figure);
          SvgCanvas canvas = SvgCanvas.of(WIDTH, height);
          draw(figure, canvas, height);
          canvas.dispose();
          return canvas.svg(figure.title());
        });
  }

  private static <T> Optional<T> attempted(Supplier<T> picture) {
    try {
      return Optional.of(picture.get());
    } catch (RuntimeException | LinkageError | java.awt.AWTError | InternalError cannotDraw) {
      return Optional.empty();
    }
  }

  private static BufferedImage drawn(PlotlyFigure figure) {
    int height = height(figure);
    int density = height > GREATEST_SHARP ? 1 : SHARP;
    BufferedImage image =
        new BufferedImage(WIDTH * density, height * density, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(density, density);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      draw(figure, graphics, height);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static void draw(PlotlyFigure figure, Graphics2D graphics, int height) {
    int top = figure.title().isEmpty() ? 0 : TITLE;
    if (top > 0) {
      graphics.setFont(PictureStyle.TITLE_FONT);
      graphics.setPaint(PictureStyle.TEXT);
      graphics.drawString(figure.title(), 12, 22);
    }
    for (PicturePanel panel : PicturePanel.of(figure)) {
      Rectangle2D share = panel.share();
      JFreeChart chart = panel.chart();
      chart.draw(
          graphics,
          new Rectangle2D.Double(
              share.getX() * WIDTH,
              top + share.getY() * (height - top),
              share.getWidth() * WIDTH,
              share.getHeight() * (height - top)));
    }
  }

  static int height(PlotlyFigure figure) {
    int height = figure.layout().get("height") instanceof Number n ? n.intValue() : HEIGHT;
    return Math.max(LEAST_HEIGHT, Math.min(GREATEST_HEIGHT, height));
  }

  private static byte[] encoded(BufferedImage image) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      if (!ImageIO.write(image, "png", bytes)) {
        throw new IOException("This Java writes no PNG.");
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
