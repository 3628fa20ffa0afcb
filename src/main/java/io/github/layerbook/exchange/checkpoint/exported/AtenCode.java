package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program as PyTorch's code, which the reader of that code makes a network of: each call of ATen
 * as the function or method that it came from, each layer's weights as the module that has them.
 *
 * <p>What no output depends on is left out, with it the masks of attention. Values that depend on
 * no input and no parameter, such as places in a sequence, are tensors of their shape. All names in
 * the code are made here, and texts of the file are only taken where they are plain words, so that
 * a file cannot put anything else into it.
 */
final class AtenCode {
  private static final int MOST_CALLS = 20_000;
  private static final String IN = "    ";
  private static final Set<String> WHOLE = Set.of("int32", "int64", "bool");

  /** What the program as a whole cannot be said by; the reason is one for the reader. */
  static final class UnsaidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsaidException(String reason) {
      super(reason);
    }
  }

  private final ExportedGraph graph;
  private final AtenModules modules;
  private final AtenCalls calls;
  private final Map<String, String> values = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final Set<String> varying = new HashSet<>();
  private final Set<String> ofInputs = new HashSet<>();
  private final Set<String> used = new HashSet<>();
  private final Map<String, String> symbols = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();
  private final long batch;
  private int next;

  private AtenCode(ExportedGraph graph, Map<String, String> ties) {
    this.graph = graph;
    this.modules = new AtenModules(graph, ties);
    this.batch =
        graph.inputs().stream()
            .findFirst()
            .map(graph.values()::get)
            .filter(value -> !value.shape().isEmpty())
            .flatMap(value -> value.shape().get(0).value())
            .orElse(0L);
    this.calls = new AtenCalls(graph, new AtenLayers(graph, modules, ""), batch);
  }

  /**
   * Returns a program's code.
   *
   * @throws UnsaidException if it has a call that is not known here
   */
  static AtenCode of(JsonNode program, ExportedGraph graph, Map<String, String> ties) {
    AtenCode code = new AtenCode(graph, ties);
    code.read(program.path("graph_module").path("graph"));
    return code;
  }

  /** Returns the code. */
  String text() {
    return text.toString();
  }

  /** Returns the names in the graph of the parameters that no output depends on. */
  List<String> unused() {
    Set<String> roots = new HashSet<>();
    used.forEach(state -> roots.add(modules.root(graph.states().getOrDefault(state, ""))));
    return graph.states().keySet().stream()
        .filter(state -> !graph.buffers().contains(state) && !used.contains(state))
        .filter(state -> !roots.contains(modules.root(graph.states().get(state))))
        .filter(state -> !modules.isWithin(state))
        .toList();
  }

  private void read(JsonNode written) {
    if (written.path("nodes").size() > MOST_CALLS) {
      throw new UnsaidException(
          "it has %s, more than are followed"
              .formatted(Numbers.count(written.path("nodes").size(), "call")));
    } else if (graph.inputs().isEmpty()) {
      throw new UnsaidException("it is called on no tensor");
    }
    List<JsonNode> nodes = new ArrayList<>();
    written.path("nodes").forEach(nodes::add);
    List<AtenCall> all =
        AtenAttention.joined(nodes).stream().filter(call -> !call.isCheck()).toList();
    List<String> inputs = graph.inputs().stream().map(this::made).toList();
    graph.inputs().forEach(this::symbols);
    ofInputs.addAll(graph.inputs());
    all.forEach(this::spread);
    written.path("outputs").forEach(output -> used.addAll(AtenCall.names(output)));
    live(all).forEach(this::line);
    List<String> outputs = new ArrayList<>();
    written
        .path("outputs")
        .forEach(output -> outputs.add(value(output.path("as_tensor").path("name").asText(""))));
    text.append("import torch\nimport torch.nn as nn\n");
    text.append("import torch.nn.functional as F\n\nclass Net(nn.Module):\n");
    text.append(IN).append("def __init__(self):\n");
    text.append(IN).append(IN).append("super().__init__()\n");
    modules.lines().forEach(line -> text.append(IN).append(IN).append(line).append('\n'));
    text.append(IN).append("def forward(self, ").append(String.join(", ", inputs)).append("):\n");
    text.append(IN).append(IN).append("n = ").append(inputs.get(0)).append(".size(0)\n");
    lines.forEach(line -> text.append(IN).append(IN).append(line).append('\n'));
    text.append(IN).append(IN).append("return ").append(String.join(", ", outputs));
    text.append("\n\nnet = Net()\n");
  }

  private String made(String value) {
    return values.computeIfAbsent(value, any -> "v" + next++);
  }

  /** What the open sizes of an input are called in the code. */
  private void symbols(String input) {
    List<Extent> shape =
        Optional.ofNullable(graph.values().get(input)).map(GraphValue::shape).orElse(List.of());
    for (int axis = 0; axis < shape.size(); axis++) {
      if (shape.get(axis).isSymbol()) {
        symbols.putIfAbsent(shape.get(axis).text(), "%s.size(%d)".formatted(made(input), axis));
      }
    }
  }

  /** Notes what depends on inputs, and on inputs or weights. */
  private void spread(AtenCall call) {
    if (!call.isOfSize() && call.reads().stream().anyMatch(ofInputs::contains)) {
      ofInputs.addAll(call.makes());
    }
    if (!call.isOfSize() && (isOfParameter(call) || call.reads().stream().anyMatch(this::varies))) {
      varying.addAll(call.makes());
    }
  }

  private boolean varies(String name) {
    return varying.contains(name) || ofInputs.contains(name);
  }

  /** Whether it reads a parameter: it is calculated, though no output may depend on it. */
  private boolean isOfParameter(AtenCall call) {
    return call.reads().stream()
        .anyMatch(read -> graph.states().containsKey(read) && !graph.buffers().contains(read));
  }

  /** The calls that outputs depend on or that have weights; constants depend on nothing. */
  private List<AtenCall> live(List<AtenCall> all) {
    List<AtenCall> live = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      AtenCall call = all.get(i);
      boolean isRead =
          call.makes().stream().anyMatch(made -> used.contains(made) && !isConstant(made));
      if ((isRead || isOfParameter(call)) && call.makes().stream().noneMatch(this::isInput)) {
        used.addAll(call.reads());
        live.add(0, call);
      }
    }
    return live;
  }

  /** Whether a value depends on no input and no weight; sizes are made as they are. */
  private boolean isConstant(String name) {
    return graph.values().containsKey(name)
        && !varies(name)
        && (!graph.states().containsKey(name) || graph.buffers().contains(name));
  }

  /**
   * Whether a value stands for an input: places that are counted from tokens are of their shape,
   * and are looked up as those are.
   */
  private boolean isInput(String name) {
    return ofInputs.contains(name) && tokens(name).isPresent();
  }

  private Optional<String> tokens(String name) {
    return Optional.ofNullable(graph.values().get(name))
        .filter(value -> WHOLE.contains(value.type()))
        .flatMap(
            value ->
                graph.inputs().stream()
                    .filter(input -> isLike(value, graph.values().get(input)))
                    .findFirst());
  }

  private static boolean isLike(GraphValue value, @Nullable GraphValue input) {
    return input != null
        && WHOLE.contains(input.type())
        && value.shape().equals(input.shape())
        && !value.shape().isEmpty();
  }

  private String value(String name) {
    if (isConstant(name)) {
      return constant(name);
    } else if (graph.states().containsKey(name)) {
      return modules.parameter(name);
    } else if (!values.containsKey(name) && isInput(name)) {
      return made(tokens(name).orElseThrow());
    }
    return Optional.ofNullable(values.get(name))
        .orElseThrow(() -> new UnsaidException("a value is read that no tensor is"));
  }

  /** A tensor of the shape of a constant, of any batch. */
  private String constant(String name) {
    List<Extent> shape =
        Optional.ofNullable(graph.values().get(name)).map(GraphValue::shape).orElse(List.of());
    List<String> extents = new ArrayList<>();
    for (Extent extent : shape) {
      boolean ofBatch = extents.isEmpty() && shape.size() > 1 && isBatch(extent);
      extents.add(ofBatch ? "1" : written(extent));
    }
    return "torch.zeros([%s])".formatted(String.join(", ", extents));
  }

  private boolean isBatch(Extent extent) {
    return extent.value().filter(size -> size == batch).isPresent();
  }

  private String written(Extent extent) {
    String text = extent.text();
    for (Map.Entry<String, String> symbol : symbols.entrySet()) {
      text = text.replaceAll("\\b" + symbol.getKey() + "\\b", symbol.getValue());
    }
    if (!extent.isPlain()) {
      throw new UnsaidException("a constant of a shape that is computed");
    }
    return text;
  }

  private void line(AtenCall call) {
    if (call.name().equals(AtenCall.ATTENTION)) {
      call.makes().forEach(made -> made(made));
      lines.add(new AtenAttention(graph, modules, call).line(used, this::value));
      return;
    }
    String said =
        calls.said(
            call,
            AtenText.of(call.node(), read -> read(call, read)),
            call.reads().stream().anyMatch(ofInputs::contains));
    lines.add(targets(call) + " = " + said);
  }

  /** Rows that are looked up by fewer places than there are rows are looked up by tokens. */
  private String read(AtenCall call, String name) {
    boolean looked = call.name().equals("embedding") && isConstant(name);
    List<Long> rows = looked ? modules.shape(call.reads().get(0)) : List.of();
    List<Long> places = looked ? modules.shape(name) : List.of();
    boolean few =
        !rows.isEmpty() && !places.isEmpty() && rows.get(0) < places.get(places.size() - 1);
    return few ? tokens(name).map(this::made).orElseGet(() -> value(name)) : value(name);
  }

  private String targets(AtenCall call) {
    String name = call.name();
    List<String> made = new ArrayList<>();
    for (JsonNode output : call.node().path("outputs")) {
      List<String> list = AtenCall.names(output).stream().map(this::made).toList();
      if (list.isEmpty()) {
        throw new UnsaidException(
            "aten.%s gives something that is not a tensor".formatted(AtenCalls.plain(name)));
      }
      made.add(output.has("as_tensors") ? "(" + String.join(", ", list) + ",)" : list.get(0));
    }
    if (made.isEmpty()) {
      throw new UnsaidException("aten.%s gives nothing".formatted(AtenCalls.plain(name)));
    }
    return name.equals("lstm") && made.size() == 3
        ? "%s, (%s, %s)".formatted(made.get(0), made.get(1), made.get(2))
        : String.join(", ", made);
  }
}
