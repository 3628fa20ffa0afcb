package io.github.layerbook.view.picture;

import java.awt.Shape;
import java.util.List;
import java.util.Map;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jspecify.annotations.Nullable;

/** Lines and dots, each dot of the size and with the name that the trace gives it. */
final class DotRenderer extends XYLineAndShapeRenderer {
  private static final ItemLabelPosition ABOVE =
      new ItemLabelPosition(ItemLabelAnchor.OUTSIDE12, TextAnchor.BOTTOM_CENTER);

  /** Where the text of a point stands, by Plotly's words for it. */
  private static final Map<String, ItemLabelPosition> LABELS =
      Map.of(
          "top center", ABOVE,
          "bottom center", new ItemLabelPosition(ItemLabelAnchor.OUTSIDE6, TextAnchor.TOP_CENTER),
          "middle right", new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT),
          "middle left", new ItemLabelPosition(ItemLabelAnchor.OUTSIDE9, TextAnchor.CENTER_RIGHT),
          "top right", new ItemLabelPosition(ItemLabelAnchor.OUTSIDE1, TextAnchor.BOTTOM_LEFT),
          "bottom right", new ItemLabelPosition(ItemLabelAnchor.OUTSIDE5, TextAnchor.TOP_LEFT),
          "top left", new ItemLabelPosition(ItemLabelAnchor.OUTSIDE11, TextAnchor.BOTTOM_RIGHT),
          "bottom left", new ItemLabelPosition(ItemLabelAnchor.OUTSIDE7, TextAnchor.TOP_RIGHT));

  private static final long serialVersionUID = 1L;
  private final double[] sizes;
  private final transient @Nullable Object places;

  DotRenderer(
      boolean lines, boolean dots, double[] sizes, List<String> names, @Nullable Object places) {
    super(lines, dots);
    this.sizes = sizes;
    this.places = places;
    setDefaultItemLabelGenerator(
        (dataset, row, column) -> column < names.size() ? names.get(column) : "");
    setDefaultItemLabelsVisible(!names.isEmpty());
    setDefaultItemLabelFont(PictureStyle.FONT.deriveFont(10f));
    setDefaultItemLabelPaint(PictureStyle.TEXT);
  }

  @Override
  public ItemLabelPosition getPositiveItemLabelPosition(int row, int column) {
    Object place =
        places instanceof List<?> each && column < each.size() ? each.get(column) : places;
    return LABELS.getOrDefault(String.valueOf(place), ABOVE);
  }

  @Override
  public Shape getItemShape(int row, int column) {
    return column < sizes.length && sizes[column] > 0
        ? PointPictures.dot(sizes[column])
        : super.getItemShape(row, column);
  }
}
