package io.github.layerbook.exchange.outline;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.outline.LayerPhrase.Kind;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.size.SizeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws steps one after the other, and finds what they leave open. */
final class StepDrawing {
  private final Drawing drawing;
  private final Habits habits;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Step> paths = new LinkedHashMap<>();
  private Optional<Made> last = Optional.empty();
  private int misfits;

  StepDrawing(Drawing drawing, Habits habits) {
    this.drawing = drawing;
    this.habits = habits;
  }

  /** Returns the paths of the layers, each with its step. */
  Map<String, Step> paths() {
    return paths;
  }

  /** Returns how many outputs and numbers of parameters are not what the text states. */
  int misfits() {
    return misfits;
  }

  void input(List<Long> channelsFirst) {
    last = Optional.of(drawing.input("input", WrittenShape.last(channelsFirst), AxisOrder.HWC));
  }

  void add(Step step) {
    for (long i = 1; i <= step.phrase().times(); i++) {
      String name = name(step);
      add(step, step.phrase().times() > 1 ? name + "_" + i : name);
    }
  }

  private void add(Step written, String path) {
    Made input = last.orElseThrow();
    Step step = weighted(written, input);
    Kind kind = step.phrase().kind();
    Layer layer =
        kind == Kind.PLAIN
            ? step.phrase().plain().orElseThrow()
            : kind == Kind.FULLY_CONNECTED
                ? connected(step)
                : kind == Kind.GLOBAL_AVERAGE || kind == Kind.GLOBAL_MAX
                    ? global(kind)
                    : chosen(step, input);
    Made made = drawing.add(step.line(), path, layer, input);
    paths.put(made.address(), step);
    if (!step.shape().isEmpty() && !fits(step, Drawing.extents(made))) {
      misfits++;
    }
    if (step.parameters()
        .filter(count -> count > 0 && count != parameters(layer, input))
        .isPresent()) {
      misfits++;
    }
    for (Layer after : step.phrase().after()) {
      String word = LayerForm.of(after).words().get(0);
      made = drawing.add(step.line(), path + "_" + word, after, made);
    }
    last = Optional.of(made);
  }

  private String name(Step step) {
    if (!step.name().isBlank()) {
      return Drawing.name(step.name());
    }
    String word =
        step.phrase()
            .plain()
            .map(layer -> LayerForm.of(layer).words().get(0))
            .orElse(step.phrase().kind().word());
    return word + counts.merge(word, 1, Integer::sum);
  }

  private static boolean fits(Step step, List<Long> extents) {
    List<Long> shape = step.shape();
    long stated = shape.stream().reduce(1L, Math::multiplyExact);
    return shape.equals(extents)
        || (extents.size() == 1 && extents.get(0) == stated)
        || (shape.size() == 1 && extents.stream().reduce(1L, Math::multiplyExact) == stated);
  }

  /** A softmax of another number of values than its input has stands behind a layer of weights. */
  private static Step weighted(Step step, Made input) {
    Optional<Layer> plain = step.phrase().plain();
    long values = input.shape().values().value();
    boolean weighted =
        step.parameters().filter(count -> count > 0).isPresent()
            || (step.shape().size() == 1 && step.shape().get(0) != values);
    return weighted && step.shape().size() == 1 && plain.orElse(null) instanceof Softmax softmax
        ? step.with(
            LayerPhrase.of(Kind.FULLY_CONNECTED).out(step.shape().get(0)).after(List.of(softmax)))
        : step;
  }

  private static Layer connected(Step step) {
    long out =
        step.phrase()
            .out()
            .or(() -> step.shape().stream().reduce(Math::multiplyExact))
            .orElseThrow(() -> missing(step, "how many outputs it has", "fc 128"));
    return FullyConnected.of(out).bias(step.phrase().bias().orElse(true));
  }

  private static UnreadableException missing(Step step, String what, String example) {
    return new UnreadableException(
        step.line(),
        "“%s” does not say %s: write it such as %s".formatted(step.text().strip(), what, example));
  }

  private static Layer global(Kind kind) {
    return kind == Kind.GLOBAL_MAX ? GlobalPool.max() : GlobalPool.average();
  }

  /** The likeliest layer that gives the output that the text states; else the likeliest. */
  private Layer chosen(Step step, Made input) {
    List<Layer> all =
        step.phrase().kind().isPool()
            ? new Poolings(step, input).all()
            : new Convolutions(step, input, habits).all();
    if (all.isEmpty()) {
      throw missing(step, "how large its windows are, or how many filters it has", "conv 3x3-64");
    }
    if (!step.shape().isEmpty()) {
      for (Layer layer : all) {
        if (output(layer, input).filter(extents -> fits(step, extents)).isPresent()) {
          return layer;
        }
      }
    }
    boolean windowed = step.phrase().kernel().stream().anyMatch(side -> side > 1);
    if (step.phrase().kind().isConvolution()
        && step.phrase().padding().isEmpty()
        && windowed
        && step.shape().isEmpty()) {
      drawing.note(
          habits.preserving()
              ? "where no padding is said, it is taken to keep the resolution"
              : "where no padding is said, none is taken");
    }
    return all.get(0);
  }

  private static long parameters(Layer layer, Made input) {
    return layer.on(List.of(input.shape())).tensors().stream()
        .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }

  private static Optional<List<Long>> output(Layer layer, Made input) {
    try {
      List<Long> extents = new ArrayList<>();
      layer
          .on(List.of(input.shape()))
          .output()
          .evaluated()
          .axes()
          .forEach(axis -> extents.add(axis.size().value()));
      return Optional.of(extents);
    } catch (LayerException | SizeException e) {
      return Optional.empty();
    }
  }
}
