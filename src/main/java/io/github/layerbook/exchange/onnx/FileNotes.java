package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.ShapeInference;
import io.github.layerbook.exchange.onnx.model.Model;
import io.github.layerbook.exchange.onnx.model.ModelTensor;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.pattern.NodeNames;
import io.github.layerbook.exchange.onnx.plain.PlainGraph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a reader of a file is told beside the network.
 *
 * @param model the file
 * @param plain its graph as it was followed
 * @param shapes what is known of its values
 * @param tracer what became of it
 */
record FileNotes(Model model, PlainGraph.Result plain, ShapeInference shapes, Tracer tracer) {
  private static final int MOST = 20;
  private static final Pattern EXTENT = Pattern.compile("(?<!\\d)\\d{7,18}(?!\\d)");

  /** Returns why an output could not be reached. */
  List<Problem> unfollowed(String output) {
    List<Problem> problems = new ArrayList<>();
    problems.add(new Problem(0, "the output %s could not be followed".formatted(output)));
    causes()
        .forEach(
            (node, reason) -> problems.add(new Problem(0, "node %s: %s".formatted(node, reason))));
    return problems;
  }

  /** What could not be followed, without what only follows from it. */
  private Map<String, String> causes() {
    Map<String, String> causes = new LinkedHashMap<>();
    tracer
        .failures()
        .forEach(
            (node, reason) -> {
              if (causes.size() < MOST && !reason.contains(Tracer.NOT_FOLLOWED)) {
                causes.put(node, readable(reason));
              }
            });
    return causes;
  }

  /** Extents as a reader knows them: the batch is N. */
  private static String readable(String reason) {
    return EXTENT
        .matcher(reason)
        .replaceAll(
            match -> {
              long extent = Long.parseLong(match.group());
              long times = extent / TracedTensor.BATCH;
              return times == 0 || extent % TracedTensor.BATCH != 0
                  ? match.group()
                  : times == 1 ? "N" : times + "*N";
            });
  }

  /** Returns numbers for extents as a command takes them. */
  static String bound(Map<String, Long> open) {
    return String.join(
        ",", open.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList());
  }

  /**
   * Returns all that is to be told.
   *
   * @param open numbers for what the file leaves open
   * @param any whether the first numbers did
   */
  List<String> all(Map<String, Long> open, boolean any) {
    List<String> notes = new ArrayList<>();
    if (!open.isEmpty() && !any) {
      notes.add("not all sizes suit the file: %s does".formatted(bound(open)));
    }
    notes.add(
        "ONNX %s%s, %d nodes"
            .formatted(
                model.opset() > 0 ? "opset " + model.opset() : "without an opset",
                model.producer().isEmpty() ? "" : " by " + model.producer(),
                plain.graph().operations().size()));
    model
        .functions()
        .forEach(
            function ->
                notes.add("the file's own function %s is followed".formatted(function.name())));
    if (!tracer.silent().isEmpty()) {
      notes.add("no layers, and not counted: " + counted(tracer.silent()));
    }
    causes().forEach((node, reason) -> notes.add("node %s is opaque: %s".formatted(node, reason)));
    notes.addAll(tracer.graph().notes());
    quantized().ifPresent(notes::add);
    notes.addAll(plain.notes());
    notes.addAll(shared());
    tied().ifPresent(notes::add);
    computed().ifPresent(notes::add);
    folded().ifPresent(notes::add);
    replaced().ifPresent(notes::add);
    external().ifPresent(notes::add);
    return List.copyOf(new LinkedHashSet<>(notes));
  }

  private static String counted(Map<String, Integer> operators) {
    return String.join(
        ", ",
        operators.entrySet().stream()
            .map(
                each ->
                    each.getValue() == 1 ? each.getKey() : each.getKey() + " × " + each.getValue())
            .toList());
  }

  /** Initializers that several layers use: shared weights, or equal ones that were merged. */
  private List<String> shared() {
    List<String> notes = new ArrayList<>();
    List<String> merged = new ArrayList<>();
    long fewer = 0;
    for (Map.Entry<String, List<String>> use : tracer.uses().entrySet()) {
      Set<String> users = new LinkedHashSet<>(use.getValue());
      long size = shapes.find(use.getKey()).map(Known::size).orElse(0L);
      boolean vector = shapes.find(use.getKey()).map(FileNotes::isVector).orElse(false);
      int times = use.getValue().size();
      if (times > 1 && !vector) {
        notes.add(
            "%d layers share the initializer %s of %,d values (%s)"
                .formatted(times, use.getKey(), size, String.join(", ", first(users))));
      } else if (times > 1) {
        fewer += (times - 1) * size;
        merged.add("%s of %d layers".formatted(use.getKey(), times));
      }
    }
    for (Operation operation : plain.graph().operations()) {
      boolean matrix = shapes.find(operation.output()).filter(k -> !isVector(k)).isPresent();
      boolean shared = matrix && tracer.copies().originals().containsKey(operation.output());
      if (Copies.isCopy(operation, plain.graph()) && !shared) {
        fewer += shapes.find(operation.output()).map(Known::size).orElse(0L);
        merged.add(operation.inputs().get(0) + " as " + operation.output());
      }
    }
    if (!merged.isEmpty()) {
      notes.add(
          "the exporter merged initializers that were equal, so that the file holds %,d values fewer than the layers have: %s"
              .formatted(fewer, String.join(", ", first(new LinkedHashSet<>(merged)))));
    }
    return notes;
  }

  /**
   * The last matrix, if it has no module's name and the extents of an embedding's table, the other
   * way round: the exporter may have turned one matrix of both.
   */
  private Optional<String> tied() {
    Map<List<Long>, String> tables = new HashMap<>();
    for (Operation operation : plain.graph().operations()) {
      ModelTensor table = plain.graph().initializers().get(operation.input(0).orElse(""));
      if (operation.operator().equals("Gather") && table != null && table.isReal()) {
        tables.put(table.extents(), table.name());
      }
    }
    String last = "";
    for (String weight : tracer.uses().keySet()) {
      boolean matrix = shapes.find(weight).filter(known -> known.rank() == 2).isPresent();
      last = matrix ? weight : last;
    }
    List<Long> turned = new ArrayList<>(shapes.find(last).map(Known::extents).orElse(List.of()));
    Collections.reverse(turned);
    String table = tables.get(turned);
    return table == null || !NodeNames.isMadeUp(last)
        ? Optional.empty()
        : Optional.of(
            "%s has the extents of %s the other way round: if they are tied, %,d parameters too many are counted"
                .formatted(
                    tracer.uses().getOrDefault(last, List.of(last)).get(0),
                    table,
                    turned.get(0) * turned.get(1)));
  }

  /** Constants that nothing tells to be learned. */
  private Optional<String> computed() {
    Set<String> all = new LinkedHashSet<>();
    tracer
        .computed()
        .forEach(
            name ->
                shapes
                    .find(name)
                    .ifPresent(known -> all.add("%s of %,d values".formatted(name, known.size()))));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "taken as computed, not learned, as no module's name tells: "
                + String.join(", ", first(all)));
  }

  private static boolean isVector(Known known) {
    return known.extents().stream().filter(extent -> extent != 1).count() <= 1;
  }

  private static List<String> first(Set<String> all) {
    List<String> shown = new ArrayList<>(all.stream().limit(4).toList());
    if (shown.size() < all.size()) {
      shown.add("…");
    }
    return shown;
  }

  /** What turns small whole numbers into weights. */
  private Optional<String> quantized() {
    long values =
        plain.scales().stream()
            .flatMap(name -> shapes.find(name).stream())
            .mapToLong(Known::size)
            .reduce(0, Math::addExact);
    return plain.scales().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the file is quantised: %s of scales and zero points in %s are no parameters"
                .formatted(
                    Numbers.count(values, "value"),
                    Numbers.count(plain.scales().size(), "tensor")));
  }

  /** Weights of convolutions that have no name of a module's: the exporter computed them. */
  private Optional<String> folded() {
    long folded = plain.graph().operations().stream().filter(FileNotes::isFolded).count();
    return folded == 0
        ? Optional.empty()
        : Optional.of(
            "the exporter folded batch norms into %d convolutions: parameters and work are the file's, which the model's own exceed"
                .formatted(folded));
  }

  /**
   * Filters without the name that their bias has: the exporter computed them, and of what is gone.
   */
  private Optional<String> replaced() {
    long replaced =
        plain.graph().operations().stream()
            .filter(each -> each.operator().equals("Conv") && !isFolded(each))
            .filter(each -> each.input(2).filter(FileNotes::isNamed).isPresent())
            .filter(each -> each.input(1).filter(filters -> !isNamed(filters)).isPresent())
            .filter(each -> plain.graph().initializers().containsKey(each.inputs().get(1)))
            .count();
    return replaced == 0
        ? Optional.empty()
        : Optional.of(
            "the exporter computed the filters of %s: what it computed them of, such as gains, is not in the file"
                .formatted(Numbers.count(replaced, "convolution")));
  }

  private static boolean isNamed(String name) {
    return name.contains(".") && !name.contains("/") && !NodeNames.isMadeUp(name);
  }

  private static boolean isFolded(Operation operation) {
    String filters = operation.input(1).orElse("");
    String bias = operation.input(2).orElse("");
    return operation.operator().equals("Conv")
        && (bias.endsWith(".weight_bias")
            || bias.startsWith("onnx::")
            || filters.contains("/merged_input:"));
  }

  private Optional<String> external() {
    Set<String> files = new LinkedHashSet<>();
    plain.graph().initializers().values().stream()
        .map(ModelTensor::location)
        .filter(location -> !location.isEmpty())
        .forEach(files::add);
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "weights stand in %s, which is not opened".formatted(String.join(", ", first(files))));
  }
}
