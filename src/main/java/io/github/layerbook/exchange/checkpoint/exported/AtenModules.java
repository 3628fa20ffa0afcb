package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.checkpoint.exported.AtenCode.UnsaidException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The modules that a program's weights stand in, under the names of the model: a convolution's
 * weight and bias are a {@code Conv2d}; what no layer is known to have, a parameter of its own.
 */
final class AtenModules {
  private static final String WEIGHT = ".weight";
  private static final String NONE = "None";

  private final ExportedGraph graph;

  /** How each module is made, by its path. */
  private final Map<String, String> made = new LinkedHashMap<>();

  /** Parameters and buffers of no module, by their paths. */
  private final Map<String, String> loose = new LinkedHashMap<>();

  AtenModules(ExportedGraph graph) {
    this.graph = graph;
  }

  /** Returns a call of the module whose weights a call of ATen reads; empty if it has none. */
  Optional<String> call(
      String name, Function<JsonNode, String> written, Map<String, JsonNode> arguments) {
    Arguments all = new Arguments(written, new ArrayList<>(arguments.values()));
    return switch (name) {
      case "conv1d", "conv2d", "conv3d" -> convolution(name, all);
      case "conv_transpose1d", "conv_transpose2d", "conv_transpose3d" -> transposed(name, all);
      case "linear" -> linear(all);
      case "embedding" ->
          state(all, 0)
              .flatMap(
                  weight ->
                      module(
                          weight,
                          "nn.Embedding(%d, %d)".formatted(extent(weight, 0), extent(weight, 1)),
                          all.text(1)));
      case "batch_norm" -> batchNorm(all);
      case "layer_norm" -> layerNorm(all);
      case "group_norm" -> groupNorm(all);
      case "prelu" ->
          state(all, 1)
              .flatMap(
                  weight ->
                      module(weight, "nn.PReLU(%d)".formatted(extent(weight, 0)), all.text(0)));
      case "lstm", "gru" -> recurrent(name, all);
      default -> Optional.empty();
    };
  }

  /** A call's arguments in order, those with defaults left out at the end. */
  private record Arguments(Function<JsonNode, String> written, List<JsonNode> all) {
    String text(int place) {
      return place < all.size() ? written.apply(all.get(place).path("arg")) : NONE;
    }

    String text(int place, String otherwise) {
      return place < all.size() ? text(place) : otherwise;
    }

    String tensor(int place) {
      return place < all.size()
          ? all.get(place).path("arg").path("as_tensor").path("name").asText("")
          : "";
    }

    boolean flag(int place) {
      return place < all.size() && all.get(place).path("arg").path("as_bool").asBoolean(false);
    }
  }

  /** The name in the graph of a weight; empty where it is none of the model's. */
  private Optional<String> state(Arguments all, int place) {
    return Optional.of(all.tensor(place)).filter(graph.states()::containsKey);
  }

  private String path(String state) {
    return graph.states().getOrDefault(state, "");
  }

  private List<Long> shape(String state) {
    return Optional.ofNullable(graph.values().get(state))
        .flatMap(GraphValue::numbers)
        .orElseThrow(() -> new UnsaidException("a weight has no shape"));
  }

  private long extent(String state, int axis) {
    List<Long> shape = shape(state);
    if (axis >= shape.size()) {
      throw new UnsaidException("a weight has too few axes");
    }
    return shape.get(axis);
  }

  /** The call of a module, which has one way of being made; empty if it is made otherwise. */
  private Optional<String> module(String weight, String constructor, String inputs) {
    String path = path(weight);
    if (!path.endsWith(WEIGHT)) {
      return Optional.empty();
    }
    String module = path.substring(0, path.length() - WEIGHT.length());
    String before = made.putIfAbsent(module, constructor);
    return before == null || before.equals(constructor)
        ? Optional.of("%s(%s)".formatted(expression(module), inputs))
        : Optional.empty();
  }

  private static String flag(boolean value) {
    return value ? "True" : "False";
  }

  private Optional<String> linear(Arguments all) {
    return state(all, 1)
        .flatMap(
            weight ->
                module(
                    weight,
                    "nn.Linear(%d, %d, bias=%s)"
                        .formatted(
                            extent(weight, 1), extent(weight, 0), flag(!all.tensor(2).isEmpty())),
                    all.text(0)));
  }

  private Optional<String> convolution(String name, Arguments all) {
    return state(all, 1)
        .flatMap(
            weight -> {
              String groups = all.text(6, "1");
              long in = Math.multiplyExact(extent(weight, 1), Long.parseLong(groups));
              return module(
                  weight,
                  "nn.Conv%s(%d, %d, %s, stride=%s, padding=%s, dilation=%s, groups=%s, bias=%s)"
                      .formatted(
                          name.substring(4),
                          in,
                          extent(weight, 0),
                          kernel(weight),
                          all.text(3, "1"),
                          all.text(4, "0"),
                          all.text(5, "1"),
                          groups,
                          flag(!all.tensor(2).isEmpty())),
                  all.text(0));
            });
  }

  private Optional<String> transposed(String name, Arguments all) {
    return state(all, 1)
        .flatMap(
            weight -> {
              String groups = all.text(6, "1");
              long out = Math.multiplyExact(extent(weight, 1), Long.parseLong(groups));
              return module(
                  weight,
                  ("nn.ConvTranspose%s(%d, %d, %s, stride=%s, padding=%s, output_padding=%s,"
                          + " groups=%s, bias=%s, dilation=%s)")
                      .formatted(
                          name.substring(14),
                          extent(weight, 0),
                          out,
                          kernel(weight),
                          all.text(3, "1"),
                          all.text(4, "0"),
                          all.text(5, "0"),
                          groups,
                          flag(!all.tensor(2).isEmpty()),
                          all.text(7, "1")),
                  all.text(0));
            });
  }

  private String kernel(String weight) {
    List<Long> shape = shape(weight);
    return shape.subList(Math.min(2, shape.size()), shape.size()).toString();
  }

  private Optional<String> batchNorm(Arguments all) {
    int rank =
        Optional.ofNullable(graph.values().get(all.tensor(0)))
            .map(value -> value.shape().size())
            .orElse(4);
    String type = "nn.BatchNorm%dd".formatted(Math.max(1, rank - 2));
    return state(all, 1)
        .flatMap(
            weight -> module(weight, "%s(%d)".formatted(type, extent(weight, 0)), all.text(0)));
  }

  private Optional<String> layerNorm(Arguments all) {
    return state(all, 2)
        .flatMap(
            weight ->
                module(
                    weight,
                    "nn.LayerNorm(%s, bias=%s)"
                        .formatted(shape(weight), flag(!all.tensor(3).isEmpty())),
                    all.text(0)));
  }

  private Optional<String> groupNorm(Arguments all) {
    return state(all, 2)
        .flatMap(
            weight ->
                module(
                    weight,
                    "nn.GroupNorm(%s, %d)".formatted(all.text(1), extent(weight, 0)),
                    all.text(0)));
  }

  /** All weights of a stack of recurrent layers, whose first tells its sizes. */
  private Optional<String> recurrent(String name, Arguments all) {
    JsonNode weights =
        all.all().size() > 2 ? all.all().get(2).path("arg").path("as_tensors") : all.all().get(0);
    String first = weights.path(0).path("name").asText("");
    String path = path(first);
    if (!path.endsWith("weight_ih_l0")) {
      return Optional.empty();
    }
    int gates = name.equals("lstm") ? 4 : 3;
    String module = path.substring(0, Math.max(0, path.length() - "weight_ih_l0".length() - 1));
    made.put(
        module,
        "nn.%s(%d, %d, %s, bias=%s, batch_first=%s, bidirectional=%s)"
            .formatted(
                name.toUpperCase(Locale.ROOT),
                extent(first, 1),
                extent(first, 0) / gates,
                all.text(4),
                flag(all.flag(3)),
                flag(all.flag(8)),
                flag(all.flag(7))));
    return Optional.of("%s(%s)".formatted(expression(module), all.text(0)));
  }

  /** Returns a parameter or buffer where it stands; one of no module is made. */
  String parameter(String state) {
    String path = path(state);
    int dot = path.lastIndexOf('.');
    String owner = dot < 0 ? "" : path.substring(0, dot);
    if (!made.containsKey(owner)) {
      boolean buffer = graph.buffers().contains(state);
      String extents = shape(state).toString();
      String value = "torch.zeros(%s)".formatted(extents);
      loose.put(path, buffer ? value : "nn.Parameter(%s)".formatted(value));
    }
    return (owner.isEmpty() ? "self" : expression(owner)) + "." + plain(path.substring(dot + 1));
  }

  private static String plain(String part) {
    if (!part.matches("[A-Za-z_][A-Za-z0-9_]{0,80}")) {
      throw new UnsaidException("a weight's name is no plain word");
    }
    return part;
  }

  private static String expression(String path) {
    String expression = "self";
    for (String part : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      if (!part.matches("[A-Za-z0-9_]{1,80}")) {
        throw new UnsaidException("a module's name is no plain word");
      }
      expression =
          Character.isDigit(part.charAt(0))
              ? "getattr(%s, \"%s\")".formatted(expression, part)
              : expression + "." + part;
    }
    return expression;
  }

  /** Returns the lines that make all modules. */
  List<String> lines() {
    Map<String, String> names = new HashMap<>(Map.of("", "self"));
    List<String> lines = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>(made);
    loose.keySet().forEach(path -> all.putIfAbsent(owner(path), "nn.Module()"));
    all.remove("");
    List<String> outerFirst = new ArrayList<>(all.keySet());
    outerFirst.sort(Comparator.comparingLong(path -> path.chars().filter(c -> c == '.').count()));
    for (String path : outerFirst) {
      parents(path, names, lines);
      String name = "m" + names.size();
      names.put(path, name);
      lines.add(name + " = " + all.get(path));
      added(path, names, lines);
    }
    loose.forEach(
        (path, value) ->
            lines.add(
                "%s.%s = %s"
                    .formatted(
                        names.get(owner(path)),
                        plain(path.substring(path.lastIndexOf('.') + 1)),
                        value)));
    return lines;
  }

  private static String owner(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** Makes the modules that a module stands in. */
  private static void parents(String path, Map<String, String> names, List<String> lines) {
    for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
      String parent = path.substring(0, dot);
      if (!names.containsKey(parent)) {
        String name = "m" + names.size();
        names.put(parent, name);
        lines.add(name + " = nn.Module()");
        added(parent, names, lines);
      }
    }
  }

  private static void added(String path, Map<String, String> names, List<String> lines) {
    lines.add(
        "%s.add_module(\"%s\", %s)"
            .formatted(
                names.get(owner(path)),
                path.substring(path.lastIndexOf('.') + 1),
                names.get(path)));
  }
}
