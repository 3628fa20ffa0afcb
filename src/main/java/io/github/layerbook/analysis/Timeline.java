package io.github.layerbook.analysis;

import io.github.layerbook.analysis.Life.Kind;
import io.github.layerbook.analysis.MemoryStep.Phase;
import io.github.layerbook.layer.Declaration.Storage;
import io.github.layerbook.layer.Kept;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Node;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a network step by step and notes which memory is there from when until when.
 *
 * <p>A step takes all its memory before it frees any. An output is freed after the last layer that
 * reads it, but what a block reads not before the block has run, since its caller holds it (as
 * PyTorch's modules do). Gradients that come back over several ways are added into new memory.
 */
final class Timeline {
  /** Memory whose end is not known yet. */
  private static final class Piece {
    private final String layer;
    private final Kind kind;
    private final Size bytes;
    private final int from;
    private int until;

    Piece(String layer, Kind kind, Size bytes, int from) {
      this.layer = layer;
      this.kind = kind;
      this.bytes = bytes;
      this.from = from;
      this.until = from;
    }

    void need(int step) {
      until = Math.max(until, step);
    }

    Life life() {
      return new Life(layer, kind, bytes, from, until);
    }
  }

  private final Report report;
  private final Optional<Training> training;
  private final List<Applied> layers;
  private final int[][] inputs;
  private final Map<String, Integer> lastOfBlock = new HashMap<>();
  private final List<MemoryStep> steps = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private final Piece[] outputs;
  private final List<List<Piece>> extras = new ArrayList<>();
  private final boolean[] trained;
  private final Piece[] gradients;
  private final List<Piece> forever = new ArrayList<>();

  Timeline(Report report, Optional<Training> training) {
    this.report = report;
    this.training = training;
    this.layers = report.network().applied();
    this.inputs = new int[layers.size()][];
    this.outputs = new Piece[layers.size()];
    this.gradients = new Piece[layers.size()];
    this.trained = new boolean[layers.size()];
    connect();
    run();
    forever.forEach(piece -> piece.need(steps.size() - 1));
  }

  List<MemoryStep> steps() {
    return steps;
  }

  List<Life> lives() {
    return pieces.stream().map(Piece::life).toList();
  }

  private void connect() {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      Node node = layers.get(i).node();
      inputs[i] = new int[node.inputs().size()];
      trained[i] = training.isPresent() && trains(layers.get(i));
      for (int j = 0; j < inputs[i].length; j++) {
        String path = node.inputs().get(j);
        int bracket = path.indexOf('[');
        inputs[i][j] = index.getOrDefault(bracket < 0 ? path : path.substring(0, bracket), 0);
        trained[i] |= trained[inputs[i][j]];
      }
      index.put(node.path(), i);
      extras.add(List.of());
      for (String block = node.block(); !block.isEmpty(); block = outer(block)) {
        lastOfBlock.put(block, i);
      }
    }
  }

  private boolean trains(Applied layer) {
    return training.orElseThrow().trains(layer.node())
        && layer.tensors().stream().anyMatch(Timeline::isParameter);
  }

  private static boolean isParameter(Tensor tensor) {
    return tensor.kind() != Tensor.Kind.BUFFER;
  }

  private static String outer(String block) {
    int dot = block.lastIndexOf('.');
    return dot < 0 ? "" : block.substring(0, dot);
  }

  private void run() {
    step(Phase.START, "");
    if (training.isEmpty()) {
      forward(0, layers.size(), false);
      held();
      return;
    }
    train(training.orElseThrow());
  }

  /** What nobody reads is the network's output, which its caller holds. */
  private void held() {
    boolean[] read = new boolean[layers.size()];
    for (int[] sources : inputs) {
      for (int source : sources) {
        read[source] = true;
      }
    }
    for (int i = 0; i < read.length; i++) {
      if (!read[i]) {
        outputs[i].need(now());
      }
    }
  }

  private void train(Training settings) {
    OptimizerMemory optimizer = new OptimizerMemory(report, settings);
    optimizer.lasting().forEach((kind, bytes) -> forever.add(take("", kind, bytes)));
    List<Integer> starts = Segments.of(report.network(), settings.checkpoints());
    for (int i = 0; i < starts.size(); i++) {
      forward(starts.get(i), end(starts, i), i == starts.size() - 1);
    }
    step(Phase.FORWARD, "loss");
    held();
    Size scalar = report.settings().type().bytes(Size.of(1));
    forever.add(take("loss", Kind.ACTIVATION, scalar));
    backward(starts, scalar);
    step(Phase.STEP, "");
    take("", Kind.SCRATCH, optimizer.scratch());
  }

  private int end(List<Integer> starts, int segment) {
    return segment + 1 < starts.size() ? starts.get(segment + 1) : layers.size();
  }

  private void backward(List<Integer> starts, Size scalar) {
    Piece seed = new Piece("loss", Kind.GRADIENT, scalar, steps.size());
    pieces.add(seed);
    for (int segment = starts.size() - 1; segment >= 0; segment--) {
      int from = starts.get(segment);
      int to = end(starts, segment);
      if (segment < starts.size() - 1) {
        forward(from, to, true);
      }
      for (int i = to - 1; i >= from; i--) {
        if (gradients[i] == null && trained[i] && isOutput(i)) {
          gradients[i] = seed;
        }
        if (gradients[i] != null) {
          backward(i);
        }
      }
      for (int i = from; i < to; i++) {
        for (int source : inputs[i]) {
          if (source < from) {
            outputs[source].need(segment < starts.size() - 1 ? recomputed(i) : 0);
          }
        }
      }
    }
    seed.need(now());
  }

  private boolean isOutput(int layer) {
    for (int[] sources : inputs) {
      for (int source : sources) {
        if (source == layer) {
          return false;
        }
      }
    }
    return true;
  }

  /** When a layer of a segment was last computed: its output's first step. */
  private int recomputed(int layer) {
    return outputs[layer].from;
  }

  /** Runs layers; keeps what their backward pass needs if they are to go back from there. */
  private void forward(int from, int to, boolean keeps) {
    int base = steps.size() - from;
    for (int i = from; i < to; i++) {
      step(Phase.FORWARD, layers.get(i).label());
      read(i, base, to);
      outputs[i] = output(i);
      extras.set(i, extras(i, keeps));
    }
  }

  private void read(int layer, int base, int to) {
    String block = layers.get(layer).node().block();
    for (int source : inputs[layer]) {
      outputs[source].need(now());
      for (String in = block; !in.isEmpty(); in = outer(in)) {
        if (!layers.get(source).node().isIn(in)) {
          outputs[source].need(base + Math.min(lastOfBlock.getOrDefault(in, layer), to - 1));
        }
      }
    }
  }

  private Piece output(int i) {
    Applied layer = layers.get(i);
    Storage storage =
        training.isPresent()
            ? layer.declaration().backward().storage()
            : layer.declaration().storage();
    if (storage != Storage.NEW && inputs[i].length > 0) {
      return outputs[inputs[i][0]];
    }
    Piece piece =
        take(
            layer.label(),
            inputs[i].length == 0 ? Kind.INPUT : Kind.ACTIVATION,
            bytes(layer.outputs()));
    if (inputs[i].length == 0) {
      forever.add(piece);
    }
    return piece;
  }

  private List<Piece> extras(int i, boolean keeps) {
    List<Piece> all = new ArrayList<>();
    for (Kept kept : layers.get(i).declaration().backward().kept()) {
      boolean always = kept.role() == Kept.Role.ALWAYS;
      if (always || (kept.role() == Kept.Role.IN_TRAINING && training.isPresent())) {
        Piece extra = take(layers.get(i).label(), Kind.EXTRA, bytes(kept));
        if (keeps) {
          all.add(extra);
        }
      }
    }
    return all;
  }

  private void backward(int i) {
    step(Phase.BACKWARD, layers.get(i).label());
    Piece gradient = gradients[i];
    gradient.need(now());
    keptUntilNow(i);
    boolean passes = layers.get(i).declaration().backward().passes();
    List<Piece> arriving = new ArrayList<>();
    for (int j = 0; j < inputs[i].length; j++) {
      if (trained[inputs[i][j]]) {
        arriving.add(
            passes
                ? gradient
                : take(
                    layers.get(i).label(),
                    Kind.GRADIENT,
                    bytes(List.of(layers.get(i).inputs().get(j)))));
      }
    }
    parameterGradients(layers.get(i));
    int next = 0;
    for (int source : inputs[i]) {
      if (trained[source]) {
        gradients[source] = sum(source, arriving.get(next++));
      }
    }
  }

  /** The gradient so far and another one: in new memory if there are two. */
  private Piece sum(int source, Piece arriving) {
    Piece before = gradients[source];
    if (before == null) {
      return arriving;
    }
    step(Phase.BACKWARD, layers.get(source).label());
    before.need(now());
    arriving.need(now());
    return take(layers.get(source).label(), Kind.GRADIENT, bytes(layers.get(source).outputs()));
  }

  private void keptUntilNow(int i) {
    for (Kept kept : layers.get(i).declaration().backward().kept()) {
      switch (kept.role()) {
        case INPUTS -> {
          for (int source : inputs[i]) {
            outputs[source].need(now());
          }
        }
        case OUTPUT -> outputs[i].need(now());
        case IN_TRAINING, ALWAYS -> {}
      }
    }
    extras.get(i).forEach(extra -> extra.need(now()));
  }

  private void parameterGradients(Applied layer) {
    Training settings = training.orElseThrow();
    if (settings.trains(layer.node())) {
      for (Tensor tensor : layer.tensors()) {
        if (isParameter(tensor)) {
          Piece piece =
              take(
                  layer.label(),
                  Kind.PARAMETER_GRADIENT,
                  report.settings().type().bytes(tensor.count()));
          if (!settings.accumulates()) {
            forever.add(piece);
          }
        }
      }
    }
  }

  private Size bytes(List<Shape> shapes) {
    return report
        .settings()
        .type()
        .bytes(perBatch(Size.sum(shapes.stream().map(Shape::values).toList())));
  }

  private Size bytes(Kept kept) {
    Size values = kept.perExample() ? perBatch(kept.values()) : kept.values();
    NumberType type = report.settings().type();
    return switch (kept.element()) {
      case VALUE -> type.bytes(values);
      case INDEX -> values.times(8);
      case STATISTIC -> type.bits() < 32 ? values.times(4) : type.bytes(values);
    };
  }

  private Size perBatch(Size values) {
    long batch = report.settings().batch();
    return batch == 1 ? values : Size.product(Size.of(batch).named("N"), values);
  }

  private Piece take(String layer, Kind kind, Size bytes) {
    Piece piece = new Piece(layer, kind, bytes, now());
    pieces.add(piece);
    return piece;
  }

  private void step(Phase phase, String layer) {
    steps.add(new MemoryStep(phase, layer));
  }

  private int now() {
    return steps.size() - 1;
  }
}
