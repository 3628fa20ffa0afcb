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
  private final Set<String> used = new HashSet<>();
  private final Map<String, String> symbols = new LinkedHashMap<>();
  private final long batch;
  private int next;

  private AtenCode(ExportedGraph graph) {
    this.graph = graph;
    this.modules = new AtenModules(graph);
    this.batch =
        graph.inputs().stream()
            .findFirst()
            .map(graph.values()::get)
            .filter(value -> !value.shape().isEmpty())
            .flatMap(value -> value.shape().get(0).value())
            .orElse(0L);
    this.calls = new AtenCalls(graph, new AtenLayers(graph, modules), batch);
  }

  /**
   * Returns a program's code.
   *
   * @throws UnsaidException if it has a call that is not known here
   */
  static String of(JsonNode program, ExportedGraph graph) {
    return new AtenCode(graph).code(program.path("graph_module").path("graph"));
  }

  private String code(JsonNode written) {
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
    varying.addAll(graph.inputs());
    all.stream().filter(this::varies).forEach(call -> varying.addAll(call.makes()));
    written.path("outputs").forEach(output -> used.addAll(AtenCall.names(output)));
    live(all).forEach(this::line);
    List<String> outputs = new ArrayList<>();
    written
        .path("outputs")
        .forEach(output -> outputs.add(value(output.path("as_tensor").path("name").asText(""))));
    StringBuilder code = new StringBuilder("import torch\nimport torch.nn as nn\n");
    code.append("import torch.nn.functional as F\n\nclass Net(nn.Module):\n");
    code.append(IN).append("def __init__(self):\n");
    code.append(IN).append(IN).append("super().__init__()\n");
    modules.lines().forEach(line -> code.append(IN).append(IN).append(line).append('\n'));
    code.append(IN).append("def forward(self, ").append(String.join(", ", inputs)).append("):\n");
    code.append(IN).append(IN).append("n = ").append(inputs.get(0)).append(".size(0)\n");
    lines.forEach(line -> code.append(IN).append(IN).append(line).append('\n'));
    code.append(IN).append(IN).append("return ").append(String.join(", ", outputs));
    return code.append("\n\nnet = Net()\n").toString();
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

  /** Whether it makes other values of other inputs or weights. */
  private boolean varies(AtenCall call) {
    return !call.isSize()
        && call.reads().stream()
            .anyMatch(
                read ->
                    varying.contains(read)
                        || (graph.states().containsKey(read) && !graph.buffers().contains(read)));
  }

  /** The calls that outputs depend on; constants depend on nothing. */
  private List<AtenCall> live(List<AtenCall> all) {
    List<AtenCall> live = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      AtenCall call = all.get(i);
      if (call.makes().stream().anyMatch(made -> used.contains(made) && !isConstant(made))
          && call.makes().stream().noneMatch(this::isInput)) {
        used.addAll(call.reads());
        live.add(0, call);
      }
    }
    return live;
  }

  /** Whether a value depends on no input and no weight; sizes are made as they are. */
  private boolean isConstant(String name) {
    return graph.values().containsKey(name)
        && !varying.contains(name)
        && (!graph.states().containsKey(name) || graph.buffers().contains(name));
  }

  /**
   * Whether a value stands for an input: places that are counted from tokens are of their shape, and
   * are looked up as those are.
   */
  private boolean isInput(String name) {
    return varying.contains(name) && tokens(name).isPresent();
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
    GraphValue value = graph.values().get(name);
    List<String> extents = new ArrayList<>();
    for (Extent extent : value == null ? List.<Extent>of() : value.shape()) {
      boolean ofBatch = extents.isEmpty() && value.shape().size() > 1 && isBatch(extent);
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
    String said = calls.said(call.name(), AtenText.of(call.node(), this::value));
    lines.add(targets(call) + " = " + said);
  }

  private String targets(AtenCall call) {
    String name = call.name();
    List<String> made = new ArrayList<>();
    for (JsonNode output : call.node().path("outputs")) {
      List<String> list = AtenCall.names(output).stream().map(this::made).toList();
      if (list.isEmpty()) {
        throw new UnsaidException(
            "aten.%s gives what is no tensor".formatted(AtenCalls.plain(name)));
      }
      made.add(
          output.has("as_tensors") ? "(" + String.join(", ", list) + ",)" : list.get(0));
    }
    if (made.isEmpty()) {
      throw new UnsaidException("aten.%s gives nothing".formatted(AtenCalls.plain(name)));
    }
    return name.equals("lstm") && made.size() == 3
        ? "%s, (%s, %s)".formatted(made.get(0), made.get(1), made.get(2))
        : String.join(", ", made);
  }
}
