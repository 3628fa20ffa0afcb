package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.checkpoint.exported.AtenCode.UnsaidException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The calls that {@code nn.MultiheadAttention} is made of, as one call of that module: its inputs
 * are what its projections read, its heads what they are divided into.
 */
final class AtenAttention {
  private static final String OUT = ".out_proj.weight";

  /** Calls that only turn what projections read. */
  private static final Set<String> TURNING =
      Set.of("transpose", "contiguous", "unsqueeze", "clone", "view", "reshape");

  private final ExportedGraph graph;
  private final AtenModules modules;
  private final AtenCall call;
  private final String path;
  private final Map<String, AtenCall> makers = new HashMap<>();

  AtenAttention(ExportedGraph graph, AtenModules modules, AtenCall call) {
    this.graph = graph;
    this.modules = modules;
    this.call = call;
    this.path = GraphNode.of(call.node()).module();
    parts(call).forEach(each -> each.makes().forEach(made -> makers.put(made, each)));
  }

  /** Returns the calls of a program, those of each module of attention together. */
  static List<AtenCall> joined(List<JsonNode> nodes) {
    List<AtenCall> joined = new ArrayList<>();
    List<JsonNode> run = new ArrayList<>();
    String module = "";
    for (JsonNode node : nodes) {
      GraphNode read = GraphNode.of(node);
      boolean part = read.type().equals(AtenCall.ATTENTION);
      if (!run.isEmpty() && !(part && read.module().equals(module))) {
        joined.add(one(run));
        run = new ArrayList<>();
      }
      if (part) {
        module = read.module();
        run.add(node);
      } else {
        joined.add(AtenCall.of(node));
      }
    }
    if (!run.isEmpty()) {
      joined.add(one(run));
    }
    return joined;
  }

  /** What its projections read is read; masks are not. */
  private static AtenCall one(List<JsonNode> run) {
    AtenCall whole = new AtenCall(AtenCall.ATTENTION, List.of(), List.of(), run);
    Set<String> made =
        parts(whole).stream().flatMap(each -> each.makes().stream()).collect(Collectors.toSet());
    List<String> reads =
        parts(whole).stream()
            .filter(each -> each.name().equals("linear") || TURNING.contains(each.name()))
            .flatMap(each -> each.reads().stream().limit(1))
            .filter(read -> !made.contains(read))
            .distinct()
            .toList();
    return new AtenCall(AtenCall.ATTENTION, reads, List.copyOf(made), run);
  }

  private static List<AtenCall> parts(AtenCall whole) {
    return whole.nodes().stream().map(AtenCall::of).filter(each -> !each.isCheck()).toList();
  }

  private Optional<String> state(String end) {
    return graph.states().entrySet().stream()
        .filter(state -> state.getValue().equals(path + end))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private List<Long> shape(String end) {
    return modules.shape(
        state(end).orElseThrow(() -> new UnsaidException("attention without " + end)));
  }

  private boolean isOutward(AtenCall linear) {
    return linear.reads().stream()
        .anyMatch(read -> graph.states().getOrDefault(read, "").equals(path + OUT));
  }

  /** The projections of what it is called on. */
  private List<AtenCall> projections() {
    return parts(call).stream()
        .filter(each -> each.name().equals("linear") && !isOutward(each))
        .toList();
  }

  /** What a projection reads, before it was turned. */
  private String source(AtenCall projection) {
    String read = projection.reads().get(0);
    while (makers.containsKey(read)) {
      AtenCall maker = makers.get(read);
      if (!TURNING.contains(maker.name()) || maker.reads().isEmpty()) {
        throw new UnsaidException("attention of what it makes itself");
      }
      read = maker.reads().get(0);
    }
    return read;
  }

  /** Returns what it is called on: queries, keys and values. */
  private List<String> inputs(List<AtenCall> projections) {
    List<String> sources = projections.stream().map(this::source).toList();
    return switch (sources.size()) {
      case 1 -> List.of(sources.get(0), sources.get(0), sources.get(0));
      case 2 -> List.of(sources.get(0), sources.get(1), sources.get(1));
      case 3 -> sources;
      default -> throw new UnsaidException("attention of other than three projections");
    };
  }

  /** The width of a head is the last extent of what a projection is divided into. */
  private long head() {
    return parts(call).stream()
        .filter(each -> each.name().equals("view"))
        .flatMap(each -> each.makes().stream().findFirst().stream())
        .map(graph.values()::get)
        .flatMap(value -> value.shape().stream().skip(Math.max(0, value.shape().size() - 1L)))
        .flatMap(extent -> extent.value().stream())
        .findFirst()
        .filter(width -> width > 0)
        .orElseThrow(() -> new UnsaidException("attention without heads"));
  }

  /**
   * Returns the line that calls the module.
   *
   * @param used the values that are read after it
   */
  String line(Set<String> used, UnaryOperator<String> value) {
    List<AtenCall> projections = projections();
    List<String> inputs = inputs(projections);
    long width = shape(OUT).get(0);
    boolean first = makers.containsKey(projections.get(0).reads().get(0));
    String constructor =
        "nn.MultiheadAttention(%d, %d, bias=%s, add_bias_kv=%s, kdim=%d, vdim=%d, batch_first=%s)"
            .formatted(
                width,
                width / head(),
                flag(state(".in_proj_bias").isPresent()),
                flag(state(".bias_k").isPresent()),
                state(".k_proj_weight").map(k -> modules.shape(k).get(1)).orElse(width),
                state(".v_proj_weight").map(v -> modules.shape(v).get(1)).orElse(width),
                flag(first));
    Set<String> after = after();
    String weights =
        call.makes().stream()
            .filter(made -> used.contains(made) && !after.contains(made))
            .findFirst()
            .map(value)
            .orElse("");
    String output =
        value.apply(
            call.makes().stream()
                .filter(made -> used.contains(made) && after.contains(made))
                .findFirst()
                .orElseThrow(() -> new UnsaidException("attention that is not read")));
    boolean average = parts(call).stream().anyMatch(each -> each.name().equals("mean"));
    return "%s, %s = %s"
        .formatted(
            output,
            weights.isEmpty() ? "_" : weights,
            modules.calledAt(
                path,
                constructor,
                "%s, %s, %s, need_weights=%s, average_attn_weights=%s"
                    .formatted(
                        value.apply(inputs.get(0)),
                        value.apply(inputs.get(1)),
                        value.apply(inputs.get(2)),
                        flag(!weights.isEmpty()),
                        flag(average))));
  }

  /** What the outward projection gives, however it is turned. */
  private Set<String> after() {
    Set<String> after = new LinkedHashSet<>();
    for (AtenCall each : parts(call)) {
      if ((each.name().equals("linear") && isOutward(each))
          || each.reads().stream().anyMatch(after::contains)) {
        after.addAll(each.makes());
      }
    }
    return after;
  }

  private static String flag(boolean value) {
    return value ? "True" : "False";
  }
}
