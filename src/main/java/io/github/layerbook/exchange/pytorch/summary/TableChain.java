package io.github.layerbook.exchange.pytorch.summary;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.fitting.Ambiguities;
import io.github.layerbook.exchange.fitting.Candidate;
import io.github.layerbook.exchange.fitting.Fits;
import io.github.layerbook.exchange.fitting.LikelyInputs;
import io.github.layerbook.exchange.fitting.NotStatedException;
import io.github.layerbook.exchange.fitting.Start;
import io.github.layerbook.exchange.fitting.UsualSizes;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.value.SliceValue;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Slices;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows that run one after the other. */
final class TableChain {
  /** A window that costs more is likelier to follow a pooling that has no row. */
  private static final double UNUSUAL = 0.6;

  /** An input that costs this much more than the best is no rival of it. */
  private static final double NEAR = 1;

  private final List<TableRow> rows;
  private final Predicate<List<Long>> stated;
  private final Graph graph;
  private final List<String> notes = new ArrayList<>();
  private final Ambiguities ambiguous = new Ambiguities();
  private final Map<String, Object> owners = new HashMap<>();
  private final Map<String, Candidate> chosen = new HashMap<>();
  private final Map<TableRow, String> paths = new LinkedHashMap<>();

  /**
   * Begins a chain.
   *
   * @param rows the rows that are layers
   * @param stated whether an input agrees with what the text states of its size
   */
  TableChain(List<TableRow> rows, Predicate<List<Long>> stated) {
    this.rows = rows;
    this.stated = stated;
    this.graph = new Graph(rows.stream().map(TableChain::path).toList());
  }

  /**
   * Returns the network.
   *
   * @param given the input without the batch, if it is told
   * @throws NotStatedException at a row that does not fit
   */
  Network network(String name, List<List<Long>> given) {
    TracedTensor tensor = input(start(given));
    for (TableRow row : rows) {
      tensor = next(tensor, row);
    }
    try {
      return graph.network(name);
    } catch (PythonException e) {
      throw rows.get(0).notStated(String.valueOf(e.getMessage()));
    }
  }

  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    all.addAll(ambiguous.notes());
    return all;
  }

  /** Returns the path of the layer of each row. */
  Map<TableRow, String> paths() {
    return paths;
  }

  private static String path(TableRow row) {
    String plain = row.path().replaceAll("[^\\p{L}\\p{N}_.-]", "_");
    return plain.isEmpty() ? "layer" : plain;
  }

  private List<Long> start(List<List<Long>> given) {
    TableRow first = rows.get(0);
    if (!given.isEmpty()) {
      return given.get(0);
    } else if (first.input().size() > 1) {
      return first.input().subList(1, first.input().size());
    }
    List<Start> starts =
        Start.among(
            inputs(first).stream().filter(stated).toList(),
            TableChain::cost,
            NEAR,
            extents -> TorchCandidates.fits(first, extents));
    if (starts.isEmpty()) {
      throw first.notStated("no input is in the text: state it, --input 3x224x224");
    }
    notes.add(Start.note(starts, ReadingOptions::text, false));
    return starts.get(0).extents();
  }

  private static double cost(List<Long> extents) {
    return extents.size() < 2
        ? 0
        : LikelyInputs.cost(extents.subList(1, extents.size()), extents.get(0));
  }

  private static List<List<Long>> inputs(TableRow row) {
    List<List<Long>> all = new ArrayList<>();
    List<Long> out = row.each();
    long count = row.parameters().orElse(0L);
    if (out.isEmpty()) {
      return all;
    }
    long last = out.get(out.size() - 1);
    if (row.type().matches("Conv[123]d") && out.size() > 1) {
      for (long channels : LikelyInputs.channels(count, out.get(0))) {
        for (List<Long> sides : LikelyInputs.sides(out.subList(1, out.size()))) {
          List<Long> extents = new ArrayList<>(List.of(channels));
          extents.addAll(sides);
          all.add(extents);
        }
      }
    } else if (row.type().equals("Linear") && last > 0) {
      for (long bias : new long[] {last, 0}) {
        List<Long> extents = new ArrayList<>(out.subList(0, out.size() - 1));
        extents.add((count - bias) / last);
        all.add(extents);
      }
    } else if (row.type().equals("Embedding")) {
      all.add(out.subList(0, out.size() - 1));
    } else if (row.type().equals("Flatten") && out.size() == 1) {
      for (long channels : new long[] {1, 3}) {
        UsualSizes.SIDES.stream()
            .filter(side -> channels * side * side == last)
            .forEach(side -> all.add(List.of(channels, side, side)));
      }
      all.add(out);
    } else {
      all.add(out);
    }
    all.removeIf(extents -> extents.isEmpty() || extents.stream().anyMatch(each -> each <= 0));
    return all;
  }

  private TracedTensor input(List<Long> extents) {
    boolean last = extents.size() == 2 && !rows.get(0).type().endsWith("1d");
    AxisOrder order = last ? AxisOrder.HWC : AxisOrder.CHW;
    return TracedTensor.input(graph, "input", extents, order, TracedTensor.Methods.NONE);
  }

  private TracedTensor next(TracedTensor before, TableRow row) {
    TracedTensor tensor = bridged(before, row);
    Candidate best = chosen.get(row.path());
    if (best == null || !row.again()) {
      Fits fit = TorchCandidates.fits(row, tensor.example());
      best =
          fit.best()
              .orElseThrow(
                  () ->
                      row.notStated(
                          PyTorch.printed(row.type()).isEmpty()
                              ? row.type() + " is not a layer of PyTorch's"
                              : "it does not fit the output before it, "
                                  + ReadingOptions.text(before.example())));
      chosen.put(row.path(), best);
      ambiguous.add(best, fit.others(), row.path());
    }
    String path = path(row);
    Entry entry = PyTorch.printed(row.type()).orElseThrow();
    Object owner = owners.computeIfAbsent(path, p -> new Object());
    TracedTensor output = applied(row, entry, best.arguments(), tensor, path, owner);
    paths.put(row, output.made().address());
    return output;
  }

  private static TracedTensor applied(
      TableRow row,
      Entry entry,
      Arguments arguments,
      TracedTensor tensor,
      String path,
      @Nullable Object owner) {
    try {
      return Applications.one(entry, arguments, tensor, path, owner);
    } catch (PythonException e) {
      throw row.notStated(String.valueOf(e.getMessage()));
    }
  }

  private TracedTensor function(
      TableRow row, String type, Arguments arguments, TracedTensor tensor, String what) {
    notes.add("before %s %s, which has no row".formatted(row.path(), what));
    return applied(
        row,
        PyTorch.dialect().require(type),
        arguments,
        tensor,
        type.toLowerCase(Locale.ROOT),
        null);
  }

  /** What functions do between rows: flattening, means, pooling. */
  private TracedTensor bridged(TracedTensor tensor, TableRow row) {
    List<Long> have = tensor.example();
    List<Long> wanted =
        row.input().size() > 1 ? row.input().subList(1, row.input().size()) : List.of();
    if (wanted.equals(have)) {
      return tensor;
    } else if (!wanted.isEmpty()) {
      return bridged(tensor, have, wanted, row);
    } else if (row.again() && chosen.containsKey(row.path())) {
      return tensor;
    }
    double direct = TorchCandidates.fits(row, have).cost();
    if (direct <= UNUSUAL
        || (direct < Double.POSITIVE_INFINITY && !row.type().startsWith("Conv"))) {
      return tensor;
    }
    for (List<Long> other : bridges(have, halved(have))) {
      if (TorchCandidates.fits(row, other).cost() < direct - UNUSUAL / 2 && have.size() > 1) {
        return bridged(tensor, have, other, row);
      }
    }
    return tensor;
  }

  private static List<List<Long>> bridges(List<Long> have, List<Long> halved) {
    return List.of(
        List.of(product(have)),
        have.size() == 2 ? have.subList(1, 2) : have.subList(0, 1),
        halved,
        List.of(product(halved)));
  }

  private static List<Long> halved(List<Long> extents) {
    List<Long> halved = new ArrayList<>(extents);
    for (int axis = 1; axis < extents.size(); axis++) {
      halved.set(axis, extents.get(axis) / 2);
    }
    return halved;
  }

  private static long product(List<Long> extents) {
    return extents.stream().reduce(1L, (a, b) -> a * b);
  }

  private TracedTensor bridged(
      TracedTensor tensor, List<Long> have, List<Long> wanted, TableRow row) {
    boolean maps = have.size() == 3;
    if (wanted.size() == 1 && wanted.get(0) == product(have)) {
      return function(row, "Flatten", Arguments.NONE, tensor, "the maps are flattened");
    } else if (maps && wanted.equals(have.subList(0, 1))) {
      TracedTensor mean =
          function(
              row, "AdaptiveAvgPool2d", Arguments.of(1L), tensor, "the mean of each map is taken");
      return applied(
          row, PyTorch.dialect().require("Flatten"), Arguments.NONE, mean, "flatten", null);
    } else if (have.size() > 1
        && wanted.size() == have.size()
        && wanted.get(0).equals(have.get(0))) {
      long ratio = have.get(1) / Math.max(1, wanted.get(1));
      String type = "MaxPool" + (have.size() - 1) + "d";
      return function(
          row, type, Arguments.of(ratio), tensor, "a pooling of %d is taken".formatted(ratio));
    } else if (have.size() == 2 && wanted.equals(have.subList(1, 2))) {
      notes.add("before %s the last step is taken, which has no row".formatted(row.path()));
      Object index = TupleValue.of(SliceValue.ALL, -1L);
      return (TracedTensor) Slices.item(tensor, index);
    } else if (have.size() > 1 && wanted.size() == 1) {
      List<Long> halved = halved(have);
      if (product(halved) == wanted.get(0)) {
        return bridged(bridged(tensor, have, halved, row), halved, wanted, row);
      }
    }
    throw row.notStated(
        "it reads %s, and %s stands before it"
            .formatted(ReadingOptions.text(wanted), ReadingOptions.text(have)));
  }
}
