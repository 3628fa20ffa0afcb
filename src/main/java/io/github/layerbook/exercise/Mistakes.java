package io.github.layerbook.exercise;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.network.Node;
import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.unit.NumberType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mistakes that can be made with one question about a layer, the likelier first: parts left
 * out, slips with the expression, options forgotten, another quantity counted.
 */
record Mistakes(
    Topic topic, Report report, Optional<Row> layer, List<Size> right, List<Mistake> found) {
  private static final List<Quantity> OTHERS =
      List.of(
          Quantity.PARAMETERS,
          Quantity.MULTIPLY_ADDS,
          Quantity.FLOPS,
          Quantity.VALUES,
          Quantity.BYTES,
          Quantity.BUFFERS);

  /**
   * Returns the mistakes whose answers differ from the right one.
   *
   * @param path the path of the layer; empty for the whole network
   */
  static List<Mistake> of(Topic topic, Report report, String path) {
    Optional<Row> layer = path.isEmpty() ? Optional.empty() : Optional.of(Topic.row(report, path));
    Mistakes mistakes =
        new Mistakes(topic, report, layer, topic.answer(report, path), new ArrayList<>());
    mistakes.addParts();
    layer.ifPresent(mistakes::addSlips);
    layer.ifPresent(mistakes::addOptions);
    mistakes.addOthers();
    List<Long> answer = values(mistakes.right);
    return mistakes.found.stream().filter(mistake -> !mistake.answer().equals(answer)).toList();
  }

  static List<Long> values(List<Size> sizes) {
    return sizes.stream().map(Size::value).toList();
  }

  private void add(String phrase, List<Size> sizes) {
    try {
      if (!sizes.isEmpty()) {
        found.add(new Mistake(phrase, values(sizes)));
      }
    } catch (SizeException e) {
      // No answer comes of it: nobody can have given it.
    }
  }

  private void addParts() {
    if (topic == Topic.PARAMETERS) {
      add("leaves out the biases", List.of(measured(Quantity.WEIGHTS)));
      add("counts the biases alone", List.of(measured(Quantity.BIASES)));
    } else if (topic == Topic.RECEPTIVE) {
      layer.ifPresent(row -> add("counts this layer's kernel alone", kernel(row)));
      layer
          .flatMap(row -> FieldSize.ofShortest(report.network(), row.node().path()))
          .ifPresent(size -> add("follows the shortest path", List.of(size)));
    }
  }

  private Size measured(Quantity quantity) {
    return layer
        .map(row -> row.measure(quantity).size())
        .orElseGet(() -> report.total(quantity).size());
  }

  private static List<Size> kernel(Row row) {
    return row.declaration().fieldOfView().windows().stream().limit(1).map(Window::taps).toList();
  }

  private void addSlips(Row row) {
    for (Slips.Slip slip : new Slips(legend(row), extents(row, "in")).of(right)) {
      add(slip.phrase(), slip.of(right));
    }
  }

  private Map<String, String> legend(Row row) {
    if (topic == Topic.RECEPTIVE) {
      return Map.of("K", "kernel size", "S", "strides", "D", "dilation");
    }
    return topic
        .quantity()
        .map(asked -> Explanation.of(row, Aspect.of(asked)))
        .orElseGet(() -> Explanation.of(row))
        .legend();
  }

  /** The layer as if one of its options were not written, and with or without a bias. */
  private void addOptions(Row row) {
    LayerForm form = LayerForm.of(row.node().layer());
    if (form.otherOptions().contains("bias")
        && form.get(row.node().layer(), "bias").equals("false")) {
      addWith(row, "bias", "true", "counts a bias that the layer does not have");
    }
    for (Map.Entry<String, String> option : form.changes(row.node().layer()).entrySet()) {
      addWith(
          row,
          option.getKey(),
          form.defaultOf(option.getKey()),
          "leaves out %s=%s".formatted(option.getKey(), option.getValue()));
    }
  }

  private void addWith(Row row, String option, String value, String phrase) {
    try {
      LayerForm form = LayerForm.of(row.node().layer());
      Layer other = form.with(row.node().layer(), option, value);
      List<Node> nodes = report.network().nodes();
      int place = nodes.indexOf(row.node());
      Network changed = new Blueprint("", nodes.subList(0, place + 1)).with(place, other).network();
      add(phrase, topic.answer(Report.of(changed, report.settings()), row.node().path()));
    } catch (LayerException | NetworkException | OptionException | SizeException e) {
      // Such a layer cannot be: nobody can have counted it.
    }
  }

  private void addOthers() {
    if (topic == Topic.SHAPE) {
      layer.ifPresent(row -> add("gives the shape of the input", extents(row, "")));
    }
    if (report.settings().type() != NumberType.FP32) {
      addSinglePrecision();
    }
    topic.quantity().ifPresent(this::addQuantities);
    if (topic == Topic.MEMORY) {
      add("counts bits for bytes", List.of(right.get(0).times(8)));
    }
  }

  private void addSinglePrecision() {
    Report single = Report.of(report.network(), Settings.DEFAULT);
    String path = layer.map(row -> row.node().path()).orElse("");
    add("takes 4 bytes for each value", topic.answer(single, path));
  }

  private void addQuantities(Quantity asked) {
    for (Quantity other : OTHERS) {
      if (asked != other && measured(other).value() > 0) {
        add(
            "counts %s in place of %s".formatted(other.title(), asked.title()),
            List.of(measured(other)));
      }
    }
  }

  /** The extents of what the layer reads first, channels last, under symbols with a subscript. */
  private static List<Size> extents(Row row, String subscript) {
    return row.applied().inputs().stream()
        .limit(1)
        .flatMap(shape -> shape.axes(AxisOrder.HWC).stream())
        .map(axis -> subscript.isEmpty() ? axis.size() : axis.as(subscript))
        .toList();
  }
}
