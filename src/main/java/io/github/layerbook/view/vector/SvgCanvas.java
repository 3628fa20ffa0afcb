package io.github.layerbook.view.vector;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.GradientPaint;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A canvas of Java's own drawing commands that becomes SVG: what draws a picture draws this, too.
 *
 * <p>Shapes are paths, texts stay texts. Pictures within the picture, XOR and paints other than
 * colours (of a gradient its first) are not kept. Colours, strokes, fonts, clips and transforms are
 * those of a canvas of one pixel behind it.
 */
public final class SvgCanvas extends Graphics2D {
  private final Graphics2D state;
  private final SvgText text;

  private SvgCanvas(Graphics2D state, SvgText text) {
    this.state = state;
    this.text = text;
  }

  /** Makes a canvas. */
  public static SvgCanvas of(int width, int height) {
    BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    Graphics2D state = pixel.createGraphics();
    state.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    return new SvgCanvas(state, new SvgText(width, height));
  }

  /** Returns what was drawn, with a title for readers who do not see it. */
  public String svg(String title) {
    return text.whole(title);
  }

  private String clipped() {
    Shape clip = state.getClip();
    return clip == null ? "" : text.clip(SvgText.path(clip, state.getTransform()));
  }

  private Color color() {
    Paint paint = state.getPaint();
    Color color =
        paint instanceof Color plain
            ? plain
            : paint instanceof GradientPaint gradient ? gradient.getColor1() : state.getColor();
    return state.getComposite() instanceof AlphaComposite alpha && alpha.getAlpha() < 1
        ? new Color(
            color.getRed(),
            color.getGreen(),
            color.getBlue(),
            Math.round(color.getAlpha() * alpha.getAlpha()))
        : color;
  }

  @Override
  public void draw(Shape shape) {
    if (state.getStroke() instanceof BasicStroke stroke) {
      text.line(SvgText.path(shape, state.getTransform()), color(), scaled(stroke), clipped());
    } else {
      fill(state.getStroke().createStrokedShape(shape));
    }
  }

  private BasicStroke scaled(BasicStroke stroke) {
    float scale = (float) Math.sqrt(Math.abs(state.getTransform().getDeterminant()));
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
    text.area(SvgText.path(shape, state.getTransform()), color(), clipped());
  }

  @Override
  public void drawString(String written, float x, float y) {
    double width = state.getFontMetrics().getStringBounds(written, state).getWidth();
    text.words(written, x, y, width, state.getFont(), color(), state.getTransform(), clipped());
  }

  @Override
  public void drawString(String written, int x, int y) {
    drawString(written, (float) x, (float) y);
  }

  @Override
  public void drawString(AttributedCharacterIterator written, int x, int y) {
    drawString(written, (float) x, (float) y);
  }

  @Override
  public void drawString(AttributedCharacterIterator written, float x, float y) {
    new TextLayout(written, getFontRenderContext()).draw(this, x, y);
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    fill(glyphs.getOutline(x, y));
  }

  @Override
  public Graphics create() {
    return new SvgCanvas((Graphics2D) state.create(), text);
  }

  @Override
  public void dispose() {
    state.dispose();
  }

  @Override
  public void drawLine(int x1, int y1, int x2, int y2) {
    draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void fillRect(int x, int y, int width, int height) {
    fill(new Rectangle(x, y, width, height));
  }

  @Override
  public void clearRect(int x, int y, int width, int height) {
    Paint before = state.getPaint();
    state.setPaint(state.getBackground());
    fillRect(x, y, width, height);
    state.setPaint(before);
  }

  @Override
  public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    draw(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    fill(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public void drawOval(int x, int y, int width, int height) {
    draw(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void fillOval(int x, int y, int width, int height) {
    fill(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void drawArc(int x, int y, int width, int height, int start, int arc) {
    draw(new Arc2D.Double(x, y, width, height, start, arc, Arc2D.OPEN));
  }

  @Override
  public void fillArc(int x, int y, int width, int height, int start, int arc) {
    fill(new Arc2D.Double(x, y, width, height, start, arc, Arc2D.PIE));
  }

  @Override
  public void drawPolyline(int[] xs, int[] ys, int count) {
    draw(polygon(xs, ys, count, false));
  }

  @Override
  public void drawPolygon(int[] xs, int[] ys, int count) {
    draw(polygon(xs, ys, count, true));
  }

  @Override
  public void fillPolygon(int[] xs, int[] ys, int count) {
    fill(polygon(xs, ys, count, true));
  }

  private static Path2D polygon(int[] xs, int[] ys, int count, boolean closed) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < count; i++) {
      if (i == 0) {
        path.moveTo(xs[i], ys[i]);
      } else {
        path.lineTo(xs[i], ys[i]);
      }
    }
    if (closed && count > 0) {
      path.closePath();
    }
    return path;
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
  public boolean hit(Rectangle rectangle, Shape shape, boolean onStroke) {
    return state.hit(rectangle, shape, onStroke);
  }

  @Override
  public void setPaintMode() {
    state.setPaintMode();
  }

  @Override
  public Color getColor() {
    return state.getColor();
  }

  @Override
  public void setColor(Color color) {
    state.setColor(color);
  }

  @Override
  public Font getFont() {
    return state.getFont();
  }

  @Override
  public void setFont(Font font) {
    state.setFont(font);
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    return state.getFontMetrics(font);
  }

  @Override
  public Rectangle getClipBounds() {
    return state.getClipBounds();
  }

  @Override
  public void clipRect(int x, int y, int width, int height) {
    state.clipRect(x, y, width, height);
  }

  @Override
  public void setClip(int x, int y, int width, int height) {
    state.setClip(x, y, width, height);
  }

  @Override
  public @Nullable Shape getClip() {
    return state.getClip();
  }

  @Override
  public void setClip(@Nullable Shape clip) {
    state.setClip(clip);
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    return state.getDeviceConfiguration();
  }

  @Override
  public void setComposite(Composite composite) {
    state.setComposite(composite);
  }

  @Override
  public void setPaint(Paint paint) {
    state.setPaint(paint);
  }

  @Override
  public void setStroke(Stroke stroke) {
    state.setStroke(stroke);
  }

  @Override
  public void setRenderingHint(RenderingHints.Key key, @Nullable Object value) {
    state.setRenderingHint(key, value);
  }

  @Override
  public @Nullable Object getRenderingHint(RenderingHints.Key key) {
    return state.getRenderingHint(key);
  }

  @Override
  public void setRenderingHints(Map<?, ?> hints) {
    state.setRenderingHints(hints);
  }

  @Override
  public void addRenderingHints(Map<?, ?> hints) {
    state.addRenderingHints(hints);
  }

  @Override
  public RenderingHints getRenderingHints() {
    return state.getRenderingHints();
  }

  @Override
  public void translate(int x, int y) {
    state.translate(x, y);
  }

  @Override
  public void translate(double x, double y) {
    state.translate(x, y);
  }

  @Override
  public void rotate(double theta) {
    state.rotate(theta);
  }

  @Override
  public void rotate(double theta, double x, double y) {
    state.rotate(theta, x, y);
  }

  @Override
  public void scale(double x, double y) {
    state.scale(x, y);
  }

  @Override
  public void shear(double x, double y) {
    state.shear(x, y);
  }

  @Override
  public void transform(AffineTransform more) {
    state.transform(more);
  }

  @Override
  public void setTransform(AffineTransform transform) {
    state.setTransform(transform);
  }

  @Override
  public AffineTransform getTransform() {
    return state.getTransform();
  }

  @Override
  public Paint getPaint() {
    return state.getPaint();
  }

  @Override
  public Composite getComposite() {
    return state.getComposite();
  }

  @Override
  public void setBackground(Color color) {
    state.setBackground(color);
  }

  @Override
  public Color getBackground() {
    return state.getBackground();
  }

  @Override
  public Stroke getStroke() {
    return state.getStroke();
  }

  @Override
  public void clip(@Nullable Shape shape) {
    state.clip(shape);
  }

  @Override
  public FontRenderContext getFontRenderContext() {
    return state.getFontRenderContext();
  }

  @Override
  public boolean drawImage(Image image, int x, int y, @Nullable ImageObserver observer) {
    return true;
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, @Nullable ImageObserver observer) {
    return true;
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, Color background, @Nullable ImageObserver observer) {
    return true;
  }

  @Override
  public boolean drawImage(
      Image image,
      int x,
      int y,
      int width,
      int height,
      Color background,
      @Nullable ImageObserver observer) {
    return true;
  }

  @Override
  public boolean drawImage(
      Image image,
      int x1,
      int y1,
      int x2,
      int y2,
      int fromX1,
      int fromY1,
      int fromX2,
      int fromY2,
      @Nullable ImageObserver observer) {
    return true;
  }

  @Override
  public boolean drawImage(
      Image image,
      int x1,
      int y1,
      int x2,
      int y2,
      int fromX1,
      int fromY1,
      int fromX2,
      int fromY2,
      Color background,
      @Nullable ImageObserver observer) {
    return true;
  }

  @Override
  public boolean drawImage(
      Image image, AffineTransform transform, @Nullable ImageObserver observer) {
    return true;
  }

  @Override
  public void drawImage(BufferedImage image, BufferedImageOp operation, int x, int y) {
    // Pictures within the picture are left out.
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
