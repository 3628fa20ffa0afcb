package io.github.layerbook.view.vector;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.GradientPaint;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import org.apache.xmlgraphics.java2d.AbstractGraphics2D;
import org.apache.xmlgraphics.java2d.GraphicContext;
import org.jspecify.annotations.Nullable;

/**
 * A canvas of Java's own drawing commands that becomes SVG: what draws a picture draws this, too.
 *
 * <p>Shapes are paths, texts stay texts. Pictures within the picture, XOR and paints other than
 * colours (of a gradient its first) are not kept. Fonts are measured on a canvas of one pixel.
 */
public final class SvgCanvas extends AbstractGraphics2D {
  private final Graphics2D pixel;
  private final SvgText text;

  private SvgCanvas(Graphics2D pixel, SvgText text) {
    super(false);
    this.pixel = pixel;
    this.text = text;
    gc = new GraphicContext();
    gc.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    gc.setFont(pixel.getFont());
  }

  private SvgCanvas(SvgCanvas other) {
    super(other);
    this.pixel = other.pixel;
    this.text = other.text;
  }

  /** Makes a canvas. */
  public static SvgCanvas of(int width, int height) {
    Graphics2D pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
    pixel.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    return new SvgCanvas(pixel, new SvgText(width, height));
  }

  /** Returns what was drawn, with a title for readers who do not see it. */
  public String svg(String title) {
    return text.whole(title);
  }

  private String clipped() {
    Shape clip = getClip();
    return clip == null ? "" : text.clip(SvgText.path(clip, getTransform()));
  }

  private Color color() {
    Paint paint = getPaint();
    Color color =
        paint instanceof Color plain
            ? plain
            : paint instanceof GradientPaint gradient ? gradient.getColor1() : getColor();
    return getComposite() instanceof AlphaComposite alpha && alpha.getAlpha() < 1
        ? new Color(
            color.getRed(),
            color.getGreen(),
            color.getBlue(),
            Math.round(color.getAlpha() * alpha.getAlpha()))
        : color;
  }

  @Override
  public void draw(Shape shape) {
    if (getStroke() instanceof BasicStroke stroke) {
      text.line(SvgText.path(shape, getTransform()), color(), scaled(stroke), clipped());
    } else {
      fill(getStroke().createStrokedShape(shape));
    }
  }

  private BasicStroke scaled(BasicStroke stroke) {
    float scale = (float) Math.sqrt(Math.abs(getTransform().getDeterminant()));
    float[] dashes = stroke.getDashArray();
    if (dashes != null) {
      for (int i = 0; i < dashes.length; i++) {
        dashes[i] *= scale;
      }
    }
    return new BasicStroke(
        stroke.getLineWidth() * scale,
        stroke.getEndCap(),
        stroke.getLineJoin(),
        Math.max(1, stroke.getMiterLimit()),
        dashes,
        stroke.getDashPhase() * scale);
  }

  @Override
  public void fill(Shape shape) {
    text.area(SvgText.path(shape, getTransform()), color(), clipped());
  }

  @Override
  public void drawString(String written, float x, float y) {
    double width = getFontMetrics(getFont()).getStringBounds(written, pixel).getWidth();
    text.words(written, x, y, width, getFont(), color(), getTransform(), clipped());
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    return pixel.getFontMetrics(font);
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    return pixel.getDeviceConfiguration();
  }

  @Override
  public Graphics create() {
    return new SvgCanvas(this);
  }

  @Override
  public void dispose() {
    // Nothing is held.
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {
    // What is drawn stays where it is.
  }

  @Override
  public void setXORMode(Color color) {
    // SVG has no such mode.
  }

  @Override
  public boolean drawImage(Image image, int x, int y, @Nullable ImageObserver observer) {
    return true; // pictures within the picture are left out
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, @Nullable ImageObserver observer) {
    return true;
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform transform) {
    // Pictures within the picture are left out.
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform transform) {
    // Pictures within the picture are left out.
  }
}
