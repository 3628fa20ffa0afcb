package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.fitting.Ambiguities;
import io.github.layerbook.exchange.fitting.Candidate;
import io.github.layerbook.exchange.fitting.Fits;
import io.github.layerbook.exchange.fitting.NotStatedException;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.keras.Steps;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.shape.Opaque;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The network that rows make, row by row. */
final class Rebuilding {
  private final Rows rows;
  private final Graph graph = new Graph(List.of());
  private final List<String> notes = new ArrayList<>();
  private final Sources sources;
  private final Ambiguities ambiguous = new Ambiguities();
  private final Map<Integer, List<List<TracedTensor>>> made = new HashMap<>();
  private final Set<Integer> read = new HashSet<>();
  private final Map<Integer, String> paths = new LinkedHashMap<>();
  private boolean opaque;

  Rebuilding(Rows rows, List<List<Long>> given) {
    this.rows = rows;
    sources = new Sources(graph, given, notes);
  }

  /**
   * Returns the network.
   *
   * @throws NotStatedException at a row that is no layer that can be told
   */
  Network network(String name) {
    for (int i = 0; i < rows.all().size(); i++) {
      row(i);
    }
    try {
      return graph.network(name);
    } catch (PythonException e) {
      throw rows.all().get(rows.all().size() - 1).notStated(String.valueOf(e.getMessage()));
    }
  }

  /** Returns what was assumed. */
  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    all.addAll(ambiguous.notes());
    all.addAll(graph.notes());
    return all;
  }

  /** Returns whether of some layer no more is known than its output and parameters. */
  boolean hasOpaque() {
    return opaque;
  }

  /** Returns the path of the layer of each row. */
  Map<Integer, String> paths() {
    return paths;
  }

  private void row(int index) {
    SummaryRow row = rows.all().get(index);
    if (row.outputs().isEmpty() || row.parameters().isEmpty()) {
      throw row.notStated("its output or its parameters are not stated");
    }
    String path = rows.path(index);
    if (rows.isModel(index)) {
      made.put(index, operands(index, row));
      return;
    } else if (row.depth() > 0 && Types.of(row).contains(Types.INPUT)) {
      made.put(index, made.getOrDefault(rows.model(index), List.of()));
      read.add(rows.model(index));
      return;
    } else if (Types.of(row).contains(Types.INPUT)) {
      List<TracedTensor> starts = new ArrayList<>();
      for (List<Long> extents : row.outputs()) {
        starts.add(sources.input(path, sources.closed(row, extents)));
      }
      made.put(index, List.of(starts));
      paths.put(index, path);
      return;
    }
    Object owner = new Object();
    List<List<TracedTensor>> uses = new ArrayList<>();
    for (List<TracedTensor> operands : operands(index, row)) {
      uses.add(applied(row, operands, path, owner));
    }
    made.put(index, uses);
    paths.put(index, path);
  }

  /** Returns the inputs of each use of a row: of one that merges all, of any other one each. */
  private List<List<TracedTensor>> operands(int index, SummaryRow row) {
    if (index > 0 && !row.links().isEmpty()) {
      return new Links(rows, made, read).inputs(index, row);
    } else if (index == 0) {
      return List.of(List.of(sources.start(rows)));
    }
    List<List<TracedTensor>> before = made.getOrDefault(index - 1, List.of());
    if (before.isEmpty()) {
      throw row.notStated("nothing stands before it");
    }
    read.add(index - 1);
    return List.of(List.of(before.get(before.size() - 1).get(0)));
  }

  static List<List<Long>> extents(List<TracedTensor> tensors) {
    return tensors.stream().map(TracedTensor::example).toList();
  }

  private List<TracedTensor> applied(
      SummaryRow row, List<TracedTensor> operands, String path, Object owner) {
    List<List<Long>> extents = extents(operands);
    Fits fitting = Fitting.of(row, extents);
    Optional<Candidate> best = fitting.best();
    if (best.isEmpty()) {
      return unchanged(row, operands, path);
    }
    List<String> others = fitting.others();
    if (!others.isEmpty() || best.get().type().equals("Activation")) {
      ambiguity(row, best.get(), others);
    }
    try {
      return best.get().arguments().named().get("layer") instanceof Invocation inner
              && best.get().type().equals("TimeDistributed")
          ? Applications.chained(
              Keras.dialect(), Steps.of(inner, operands.get(0).extents()), operands, path, owner)
          : Applications.apply(
              Keras.dialect().require(best.get().type()),
              ordered(best.get(), operands.get(0)).arguments(),
              Arguments.NONE,
              operands,
              path,
              owner);
    } catch (PythonException | DialectException e) {
      throw row.notStated(String.valueOf(e.getMessage()));
    }
  }

  /** A layer to which the order of axes is all the same reads them as they stand. */
  private static Candidate ordered(Candidate call, TracedTensor operand) {
    boolean first =
        operand.rank() > 3
            && operand.placement().equals(Placement.channelsFirst(1, operand.rank() - 1));
    return first && call.type().equals("Flatten")
        ? call.with("data_format", "channels_first")
        : call;
  }

  private void ambiguity(SummaryRow row, Candidate best, List<String> others) {
    if (!best.words().isEmpty() && others.isEmpty()) {
      ambiguous.add(
          "%s is taken; the text does not say which activation".formatted(best.words()),
          row.name().text());
    } else if (!best.words().isEmpty()) {
      ambiguous.add(best, others, row.name().text());
    }
  }

  /** A model or layer of the user's own, of which the text tells the output and parameters only. */
  private TracedTensor opaque(SummaryRow row, List<TracedTensor> operands, String path) {
    opaque = true;
    List<Long> extents = row.output();
    String type = row.type().text();
    ambiguous.add(
        Types.MODELS.contains(type)
            ? "a model whose layers are not in the text: its parameters count, its work and memory"
                + " are not known; summary(expand_nested=True) prints its layers"
            : "%s is not a layer of Keras's: its parameters count, its work is not known"
                .formatted(type),
        row.name().text());
    Opaque layer =
        new Opaque(
            extents.stream().map(Size::of).toList(),
            AxisOrder.HWC,
            type.replaceAll("[^A-Za-z0-9_.]", "_"),
            Size.of(row.parameters().orElse(0L)));
    Made output =
        graph.add(path, layer, operands.stream().map(TracedTensor::made).toList(), null).get(0);
    return TracedTensor.of(
        TracedTensor.batched(extents),
        Placement.channelsLast(1, extents.size()),
        output,
        TracedTensor.Methods.NONE);
  }

  /** What changes no shape and keeps nothing: preprocessing, and operators on values. */
  private List<TracedTensor> unchanged(SummaryRow row, List<TracedTensor> operands, String path) {
    TracedTensor first = operands.get(0);
    boolean same =
        row.output().equals(first.example())
            && row.parameters().filter(count -> count == 0).isPresent();
    String type = row.type().text();
    boolean known = Keras.dialect().find(type).isPresent() && !Types.OPERATORS.contains(type);
    if (!known && row.isClosed() && row.parameters().orElse(0L) > 0) {
      return List.of(opaque(row, operands, path));
    } else if (!same || known) {
      throw row.notStated("its shapes and parameters do not say which %s it is".formatted(type));
    } else if (operands.size() > 1) {
      ambiguous.add("counted as a sum of its inputs", row.name().text());
      return applied(row.typed("Add"), operands, path, new Object());
    }
    ambiguous.add("keeps shapes and has no parameters: it passes values on", row.name().text());
    Made output = graph.add(path, new Identity(), List.of(first.made()), null).get(0);
    return List.of(first.with(first.extents(), first.placement(), output));
  }
}
