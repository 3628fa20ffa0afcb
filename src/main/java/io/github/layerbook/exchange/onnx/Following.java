package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.ShapeInference;
import io.github.layerbook.exchange.onnx.model.Model;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelTensor;
import io.github.layerbook.exchange.onnx.model.ModelValue;
import io.github.layerbook.exchange.onnx.model.OnnxException;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.pattern.NodeNames;
import io.github.layerbook.exchange.onnx.pattern.Recognition;
import io.github.layerbook.exchange.onnx.plain.PlainGraph;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A graph followed from its inputs to its outputs.
 *
 * @param model the file
 * @param plain its graph, in order, without calls and in plain operators
 * @param options what is asked
 * @param name the network's name
 */
record Following(Model model, PlainGraph.Result plain, FileOptions options, String name) {

  /** What tracing adds to a name that stands for several values: {@code input.1}. */
  private static final Pattern COPY = Pattern.compile("\\.\\d+$");

  private static final int MOST_LAYERS = 20_000;

  /** So many extents are tried that stand in the file. */
  private static final int MOST_WRITTEN = 12;

  private static final long LARGEST_WRITTEN = 100_000;

  /** Of a graph of so many operations one is tried. */
  private static final int LARGE = 5_000;

  private static final Set<String> SHAPING = Set.of("Reshape", "Concat", "Unsqueeze", "Expand");

  /**
   * A graph followed with some numbers for its open extents.
   *
   * @param inputs the extents of its inputs
   * @param shapes what is known of its values
   * @param tracer what became of it
   */
  private record Attempt(GraphInputs inputs, ShapeInference shapes, Tracer tracer) {
    int failures() {
      return tracer.failures().size() + tracer.graph().notes().size();
    }
  }

  private ModelGraph graph() {
    return plain.graph();
  }

  /**
   * Returns the network.
   *
   * @throws UnreadableFileException naming the file, the place and the cause
   */
  ReadNetwork read(Path file) {
    try {
      Attempt first = attempt(GraphInputs.LIKELY.get(0));
      boolean any = first.inputs().open().isEmpty() || first.failures() == 0;
      Attempt attempt = any ? first : better(first);
      attempt = attempt.failures() > 0 ? orOneExample(attempt) : attempt;
      return read(attempt, any)
          .open(
              attempt.inputs().dims(),
              sizes -> new Following(model, plain, options.dims(sizes), name).read(file));
    } catch (OnnxException e) {
      throw UnreadableFileException.of(file, String.valueOf(e.getMessage()));
    }
  }

  private Attempt better(Attempt first) {
    List<List<Long>> numbers =
        new ArrayList<>(GraphInputs.LIKELY.subList(1, GraphInputs.LIKELY.size()));
    written().forEach(number -> numbers.add(List.of(number)));
    Attempt attempt = first;
    for (int i = 0; attempt.failures() > 0 && i < numbers.size(); i++) {
      Attempt next = attempt(numbers.get(i));
      attempt = next.failures() < attempt.failures() ? next : attempt;
    }
    return attempt;
  }

  /** The first axis may be that of channels, which the file states: there is no batch. */
  private Attempt orOneExample(Attempt batched) {
    boolean stated =
        graph()
            .inputs()
            .get(0)
            .extents()
            .filter(all -> all.size() > 1 && all.get(0).isKnown())
            .isPresent();
    if (!stated) {
      return batched;
    }
    Attempt single = attempt(batched.inputs().ofOneExample());
    if (single.failures() >= batched.failures()) {
      return batched;
    }
    single.tracer().graph().note("the file has no batch: it is of one example");
    return single;
  }

  /** Numbers that shapes are made of in the file: maybe those of the example it was made with. */
  private List<Long> written() {
    Map<String, List<Number>> constants = new HashMap<>();
    graph()
        .initializers()
        .values()
        .forEach(tensor -> tensor.values().ifPresent(all -> constants.put(tensor.name(), all)));
    for (Operation operation : graph().operations()) {
      if (operation.attributes().get("value") instanceof ModelTensor tensor) {
        tensor.values().ifPresent(all -> constants.put(operation.output(), all));
      }
    }
    return graph().operations().stream()
        .filter(operation -> SHAPING.contains(operation.operator()))
        .flatMap(operation -> operation.inputs().stream())
        .flatMap(shape -> constants.getOrDefault(shape, List.of()).stream())
        .filter(Long.class::isInstance)
        .map(Number::longValue)
        .filter(extent -> extent > 1 && extent < LARGEST_WRITTEN)
        .distinct()
        .limit(graph().operations().size() < LARGE ? MOST_WRITTEN : 1)
        .toList();
  }

  private Attempt attempt(List<Long> numbers) {
    return attempt(GraphInputs.of(graph(), options, numbers));
  }

  private Attempt attempt(GraphInputs inputs) {
    ShapeInference shapes =
        ShapeInference.of(graph(), inputs.extents(), inputs.symbols(), model.opset());
    ModelGraph recognised = Recognition.recognised(graph(), shapes);
    check(recognised, shapes);
    return new Attempt(inputs, shapes, traced(recognised, inputs, shapes));
  }

  private ReadNetwork read(Attempt attempt, boolean any) {
    Tracer tracer = attempt.tracer();
    Optional<Network> network = Optional.empty();
    List<Problem> problems = new ArrayList<>();
    try {
      network = Optional.of(tracer.graph().network(name));
    } catch (PythonException e) {
      problems.add(new Problem(0, String.valueOf(e.getMessage())));
    }
    FileNotes notes = new FileNotes(model, plain, attempt.shapes(), tracer);
    for (ModelValue output : graph().outputs()) {
      if (tracer.find(output.name()).isEmpty()
          && attempt.shapes().find(output.name()).map(Known::varies).orElse(true)) {
        problems.addAll(notes.unfollowed(output.name()));
      }
    }
    Map<String, Long> open = attempt.inputs().open();
    if (!open.isEmpty() && !problems.isEmpty()) {
      problems.add(
          new Problem(0, "bind what the file leaves open: --dim " + FileNotes.bound(open)));
    }
    return new ReadNetwork(
        network, List.of(), notes.all(open, any), problems.stream().distinct().toList());
  }

  /** Refuses what would be more layers than a network may have, before any is made. */
  private static void check(ModelGraph recognised, ShapeInference shapes) {
    long layers =
        recognised.operations().stream()
            .filter(each -> shapes.find(each.output()).map(Known::varies).orElse(true))
            .count();
    if (layers > MOST_LAYERS) {
      throw new OnnxException(
          "%,d nodes depend on the input, more than the %,d that are read as layers: see them as they are with --raw"
              .formatted(layers, MOST_LAYERS));
    }
  }

  private Tracer traced(ModelGraph followed, GraphInputs inputs, ShapeInference shapes) {
    Tracer tracer = new Tracer(shapes, inputs.batch(), ModuleNames.of(followed), followed);
    for (ModelValue input : followed.inputs()) {
      try {
        tracer.put(input.name(), input(tracer, input, inputs));
      } catch (PythonException e) {
        throw new OnnxException("the input %s: %s".formatted(input.name(), e.getMessage()));
      }
    }
    tracer.follow(followed);
    return tracer;
  }

  private TracedTensor input(Tracer tracer, ModelValue input, GraphInputs inputs) {
    List<Long> extents = inputs.traced(input.name());
    int leading = inputs.hasBatch(input.name()) ? 1 : 0;
    int own = extents.size() - leading;
    List<Long> example = extents.subList(leading, extents.size());
    boolean last = new InputLayout(graph(), input.name(), example).isChannelsLast();
    Placement placement =
        last ? Placement.channelsLast(leading, own) : Placement.channelsFirst(leading, own);
    List<Size> sizes = new ArrayList<>();
    for (long extent : example) {
      sizes.add(Size.of(extent));
    }
    String path =
        NodeNames.isMadeUp(input.name())
            ? ""
            : NodeNames.path(
                List.of(COPY.matcher(input.name()).replaceFirst("").split("[./:]", -1)));
    Input layer = new Input(sizes, last ? AxisOrder.HWC : AxisOrder.CHW);
    Made made = tracer.graph().input(path.isEmpty() ? "input" : path, layer);
    return TracedTensor.of(extents, placement, made, Tracer.NO_METHODS);
  }
}
