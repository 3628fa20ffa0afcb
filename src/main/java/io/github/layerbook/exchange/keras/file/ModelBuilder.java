package io.github.layerbook.exchange.keras.file;

import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.keras.file.ConfigValues.Given;
import io.github.layerbook.exchange.keras.file.TensorRef.Call;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a network of a model's configuration: each class by the dialect's table, each nested model
 * as a block, each layer that is called several times with the same weights.
 *
 * <p>A layer that is not known is named; what follows begins with the shape that the file records
 * for it.
 */
final class ModelBuilder {
  /** Models within models may multiply; no network has so many calls. */
  private static final int MOST_CALLS = 40_000;

  private final Graph graph = new Graph(List.of());
  private final List<String> notes = new ArrayList<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final Set<String> frozen = new LinkedHashSet<>();
  private final KnownLayers known = new KnownLayers();
  private final IdentityHashMap<LayerConfig, ModelConfig> models = new IdentityHashMap<>();
  private final IdentityHashMap<LayerConfig, LayerConfig> wrapped = new IdentityHashMap<>();
  private final Inputs inputs;
  private final StandIns standIns;

  /** Whether layers are for each step of a sequence. */
  private boolean steps;

  private int calls;

  /**
   * Prepares to make a network.
   *
   * @param options what is asked of its inputs
   */
  ModelBuilder(boolean channelsFirst, FileOptions options) {
    inputs = new Inputs(graph, channelsFirst, options);
    standIns = new StandIns(inputs, problems);
  }

  /**
   * Makes the network of a model.
   *
   * @throws PythonException if its layers make none
   */
  Network network(ModelConfig model) {
    outputs(model, "", Optional.empty(), true);
    inputs.check();
    return graph.network(model.name());
  }

  /** Returns what was assumed. */
  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    all.addAll(graph.notes());
    return all;
  }

  /** Returns the extents that the model leaves open, by name, and what they are taken as. */
  Map<String, Long> open() {
    return inputs.open();
  }

  /** Returns what was not understood. */
  Set<String> problems() {
    return problems;
  }

  /** Returns whether a layer is not known, nor what follows it. */
  boolean isLost() {
    return standIns.isLost();
  }

  /** Returns the paths of layers whose parameters are not trained. */
  Set<String> frozen() {
    return frozen;
  }

  /** Returns what a model makes of tensors; the outermost of inputs of its own. */
  private List<TracedTensor> outputs(
      ModelConfig model, String block, Optional<List<TracedTensor>> given, boolean trained) {
    boolean all = trained && model.trained();
    return model.sequential()
        ? List.of(chained(model, block, given, all))
        : new Functional(model, block, all).outputs(given);
  }

  private TracedTensor chained(
      ModelConfig model, String block, Optional<List<TracedTensor>> given, boolean trained) {
    if (given.filter(List::isEmpty).isPresent()) {
      throw new PythonException("the model %s is called without a tensor", model.name());
    }
    Optional<TracedTensor> value = given.map(tensors -> tensors.get(0));
    List<LayerConfig> layers = model.layers();
    for (int i = 0; i < layers.size(); i++) {
      LayerConfig layer = layers.get(i);
      if (value.isEmpty()) {
        List<Long> extents =
            layer
                .builtFor()
                .or(model::built)
                .or(inputs::asked)
                .orElseThrow(
                    () ->
                        new PythonException(
                            "the file does not state the input's shape: give it, --input 32x32x3"));
        value = Optional.of(inputs.make(layer.isInput() ? name(layer) : "input", extents));
      }
      if (!layer.isInput()) {
        Optional<List<Long>> after =
            i + 1 < layers.size() ? layers.get(i + 1).builtFor() : Optional.empty();
        Given operand = new Given(List.of(value.get()), Map.of());
        value =
            Optional.of(
                made(layer, operand, block, trained, o -> o == 0 ? after : Optional.empty())
                    .get(0));
      }
    }
    return value.orElseThrow();
  }

  /** Returns what a layer makes of what it is called on. */
  private List<TracedTensor> made(
      LayerConfig layer, Given given, String block, boolean trained, StandIns.Recorded recorded) {
    String path = Graph.joined(block, name(layer));
    if (++calls > MOST_CALLS) {
      throw new PythonException("its models call each other more than %,d times", MOST_CALLS);
    }
    try {
      graph.enter(block);
      if (layer.isModel()) {
        ModelConfig model = models.computeIfAbsent(layer, ModelConfig::of);
        return outputs(model, path, Optional.of(Resolved.tensors(given)), trained);
      } else if (!trained || !layer.isTrained()) {
        frozen.add(path);
      }
      if (layer.type().equals("SpectralNormalization")) {
        notes.add(
            "%s keeps a vector beside the weights that it scales, which is not counted"
                .formatted(layer.name()));
        return around(layer, given, path);
      }
      return layer.type().equals("TimeDistributed")
          ? distributed(layer, given, path)
          : known
              .apply(layer, given, path, steps)
              .orElseGet(() -> standIns.outputs(layer, path, recorded));
    } catch (PythonException | IllegalArgumentException | ArithmeticException e) {
      PythonException failure =
          e instanceof PythonException said
              ? said
              : new PythonException(String.valueOf(e.getMessage()));
      throw failure.of("layer %s (%s)".formatted(layer.name(), layer.type()));
    }
  }

  /** A layer or model for each step of a sequence. */
  private List<TracedTensor> distributed(LayerConfig layer, Given given, String path) {
    boolean before = steps;
    steps = true;
    try {
      return around(layer, given, path);
    } finally {
      steps = before;
    }
  }

  /** What a wrapper is around, in its place. */
  private List<TracedTensor> around(LayerConfig layer, Given given, String path) {
    LayerConfig inner =
        wrapped.computeIfAbsent(layer, each -> ModelConfig.layer(each.config().path("layer")));
    return inner.isModel()
        ? outputs(
            models.computeIfAbsent(inner, ModelConfig::of),
            path,
            Optional.of(Resolved.tensors(given)),
            !frozen.contains(path))
        : known
            .apply(inner, given, path, steps)
            .orElseThrow(
                () -> new PythonException("is around %s, which is not known", inner.type()));
  }

  /** A name as the network can have it. */
  static String name(LayerConfig layer) {
    String name = layer.name().replaceAll("[^\\p{L}0-9_-]", "_").replaceFirst("^-", "_");
    return name.isEmpty() ? "_" : name;
  }

  /** The run of a functional model. */
  private final class Functional {
    private final ModelConfig model;
    private final String block;
    private final boolean trained;
    private final Map<Call, List<TracedTensor>> made = new HashMap<>();
    private final Map<TensorRef, List<Long>> recorded = new HashMap<>();

    Functional(ModelConfig model, String block, boolean trained) {
      this.model = model;
      this.block = block;
      this.trained = trained;
    }

    List<TracedTensor> outputs(Optional<List<TracedTensor>> given) {
      CallOrder order = CallOrder.of(model);
      order.references().forEach(this::record);
      begin(given);
      for (CallOrder.Step step : order.steps()) {
        if (!step.layer().isInput()) {
          Call call = new Call(step.layer().name(), step.call());
          Given resolved = Resolved.of(step.given(), this::tensor);
          made.put(
              call,
              ModelBuilder.this.made(
                  step.layer(),
                  resolved,
                  block,
                  trained,
                  output -> Optional.ofNullable(recorded.get(key(call, output)))));
        }
      }
      List<TracedTensor> outputs = model.outputs().stream().map(this::tensor).toList();
      outputs.forEach(output -> output.graph().keep(output.made()));
      return outputs;
    }

    private void record(TensorRef tensor) {
      tensor
          .recorded()
          .ifPresent(extents -> recorded.put(key(tensor.made(), tensor.output()), extents));
    }

    private static TensorRef key(Call call, int output) {
      return new TensorRef(call.layer(), call.call(), output, Optional.empty());
    }

    /** Puts what the model is called on, or its own inputs, in the places of its input layers. */
    private void begin(Optional<List<TracedTensor>> given) {
      List<TracedTensor> tensors = given.orElse(List.of());
      if (given.isPresent() && tensors.size() != model.inputs().size()) {
        throw new PythonException(
            "the model %s has %d inputs and is called on %d",
            model.name(), model.inputs().size(), tensors.size());
      }
      for (int i = 0; i < tensors.size(); i++) {
        made.put(model.inputs().get(i).made(), List.of(tensors.get(i)));
      }
      for (LayerConfig layer : given.isEmpty() ? model.layers() : List.<LayerConfig>of()) {
        if (layer.isInput()) {
          List<Long> extents =
              layer
                  .builtFor()
                  .orElseThrow(
                      () -> new PythonException("the input %s has no shape", layer.name()));
          made.put(new Call(layer.name(), 0), List.of(inputs.make(name(layer), extents)));
        }
      }
    }

    private TracedTensor tensor(TensorRef reference) {
      List<TracedTensor> outputs = made.getOrDefault(reference.made(), List.of());
      if (reference.output() < 0 || reference.output() >= outputs.size()) {
        throw new PythonException(
            "output %d of %s is read, which has %d",
            reference.output(), reference.layer(), outputs.size());
      }
      TracedTensor tensor = outputs.get(reference.output());
      if (block.isEmpty()) {
        reference.recorded().ifPresent(extents -> compare(reference, extents, tensor));
      }
      return tensor;
    }

    private void compare(TensorRef reference, List<Long> extents, TracedTensor tensor) {
      boolean same = extents.size() == tensor.rank();
      for (int i = 1; same && i < extents.size(); i++) {
        same = extents.get(i) < 0 || extents.get(i).equals(tensor.extents().get(i));
      }
      if (!same) {
        problems.add(
            "the file disagrees with itself: it records %s for %s, whose layers give %s"
                .formatted(extents, reference.layer(), TracedTensor.text(tensor.extents())));
      }
    }
  }
}
