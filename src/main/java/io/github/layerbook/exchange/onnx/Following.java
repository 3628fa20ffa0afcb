package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.ShapeInference;
import io.github.layerbook.exchange.onnx.model.Model;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelValue;
import io.github.layerbook.exchange.onnx.model.OnnxException;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.pattern.NodeNames;
import io.github.layerbook.exchange.onnx.pattern.Recognition;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph followed from its inputs to its outputs.
 *
 * @param model the file
 * @param graph its graph, in order and without calls
 * @param options what is asked
 * @param name the network's name
 */
record Following(Model model, ModelGraph graph, FileOptions options, String name) {
  /** Operators whose input has its channels before its positions. */
  private static final Set<String> CHANNELS_FIRST =
      Set.of(
          "Conv",
          "ConvTranspose",
          "BatchNormalization",
          "InstanceNormalization",
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "LpPool",
          "Upsample",
          "Resize");

  private static final int MOST_LAYERS = 20_000;

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

  ReadNetwork read() {
    Attempt attempt = attempt(0);
    boolean open = !attempt.inputs().open().isEmpty();
    for (int round = 1; open && attempt.failures() > 0 && round < GraphInputs.ROUNDS; round++) {
      Attempt next = attempt(round);
      attempt = next.failures() < attempt.failures() ? next : attempt;
    }
    return read(attempt);
  }

  private Attempt attempt(int round) {
    GraphInputs inputs = GraphInputs.of(graph, options, round);
    ShapeInference shapes =
        ShapeInference.of(graph, inputs.extents(), inputs.symbols(), model.opset());
    ModelGraph recognised = Recognition.recognised(graph, shapes);
    check(recognised, shapes);
    return new Attempt(inputs, shapes, traced(recognised, inputs, shapes));
  }

  private ReadNetwork read(Attempt attempt) {
    Tracer tracer = attempt.tracer();
    Optional<Network> network = Optional.empty();
    List<Problem> problems = new ArrayList<>();
    try {
      network = Optional.of(tracer.graph().network(name));
    } catch (PythonException e) {
      problems.add(new Problem(0, String.valueOf(e.getMessage())));
    }
    FileNotes notes = new FileNotes(model, graph, attempt.shapes(), tracer);
    for (ModelValue output : graph.outputs()) {
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
        network, List.of(), notes.all(open), problems.stream().distinct().toList());
  }

  /** Refuses what would be more layers than a network may have, before any is made. */
  private static void check(ModelGraph graph, ShapeInference shapes) {
    long layers =
        graph.operations().stream()
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
    boolean last = own < 2 || isChannelsLast(input.name(), extents.size());
    Placement placement =
        last ? Placement.channelsLast(leading, own) : Placement.channelsFirst(leading, own);
    List<Size> sizes = new ArrayList<>();
    for (long extent : extents.subList(leading, extents.size())) {
      sizes.add(Size.of(extent));
    }
    String path = NodeNames.path(List.of(input.name().split("[./:]", -1)));
    Input layer = new Input(sizes, last ? AxisOrder.HWC : AxisOrder.CHW);
    Made made = tracer.graph().input(path.isEmpty() ? "input" : path, layer);
    return TracedTensor.of(extents, placement, made, Tracer.NO_METHODS);
  }

  /**
   * Images have their channels first, unless they are transposed before anything is done with them;
   * sequences last, unless windows slide over them.
   */
  private boolean isChannelsLast(String input, int rank) {
    List<Operation> readers =
        graph.operations().stream().filter(each -> each.inputs().contains(input)).toList();
    if (rank == 3) {
      return readers.stream().noneMatch(each -> CHANNELS_FIRST.contains(each.operator()));
    }
    List<Long> toFirst = new ArrayList<>(List.of(0L, rank - 1L));
    for (long axis = 1; axis < rank - 1; axis++) {
      toFirst.add(axis);
    }
    return rank > 3
        && !readers.isEmpty()
        && readers.stream()
            .allMatch(
                each ->
                    each.operator().equals("Transpose")
                        && each.numbers("perm").filter(toFirst::equals).isPresent());
  }
}
