package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program as PyTorch's code, which the reader of that code makes a network of: each call of ATen
 * as the function or method that it came from, each layer's weights as the module that has them.
 *
 * <p>All names in the code are made here, and texts of the file are only taken where they are plain
 * words, so that a file cannot put anything else into it.
 */
final class AtenCode {
  private static final int MOST_CALLS = 20_000;
  private static final String IN = "    ";

  /** What the program as a whole cannot be said by; the reason is one for the reader. */
  static final class UnsaidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsaidException(String reason) {
      super(reason);
    }
  }

  /** Functions of {@code torch.nn.functional} of the same name and arguments. */
  private static final Set<String> FUNCTIONAL =
      Set.of(
          ("relu relu6 gelu silu mish elu selu celu hardswish hardsigmoid hardtanh leaky_relu"
                  + " softplus softsign logsigmoid sigmoid tanh softmax log_softmax max_pool1d"
                  + " max_pool2d max_pool3d avg_pool1d avg_pool2d avg_pool3d adaptive_avg_pool1d"
                  + " adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d"
                  + " adaptive_max_pool2d pad pixel_shuffle pixel_unshuffle"
                  + " scaled_dot_product_attention")
              .split(" ", -1));

  /** Functions of {@code torch} of the same name and arguments. */
  private static final Set<String> TORCH =
      Set.of(
          ("flatten cat stack matmul bmm add mul sub div unsqueeze squeeze transpose permute mean"
                  + " chunk split sqrt rsqrt exp log pow sum abs neg clamp sin cos zeros ones"
                  + " maximum minimum channel_shuffle unbind")
              .split(" ", -1));

  /** Methods of tensors of the same name and arguments. */
  private static final Set<String> METHODS =
      Set.of("view reshape expand unflatten repeat".split(" ", -1));

  private static final Set<String> SAME =
      Set.of(
          ("dropout feature_dropout clone detach alias contiguous to type_as lift_fresh_copy copy"
                  + " _to_copy dropout_")
              .split(" ", -1));

  private static final Map<String, String> SIGNS =
      Map.of("mul", "*", "add", "+", "sub", "-", "floordiv", "//", "truediv", "/");

  private final ExportedGraph graph;
  private final AtenModules modules;
  private final Map<String, String> values = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
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
  }

  /**
   * Returns a program's code.
   *
   * @throws UnsaidException if it has a call that is not known here
   */
  static String of(JsonNode program, ExportedGraph graph) {
    return new AtenCode(graph).code(program.path("graph_module").path("graph"));
  }

  private String code(JsonNode nodes) {
    if (nodes.path("nodes").size() > MOST_CALLS) {
      throw new UnsaidException(
          "it has %s, more than are followed"
              .formatted(Numbers.count(nodes.path("nodes").size(), "call")));
    }
    List<String> inputs = new ArrayList<>();
    graph.inputs().forEach(input -> inputs.add(made(input)));
    if (inputs.isEmpty()) {
      throw new UnsaidException("it is called on no tensor");
    }
    nodes.path("nodes").forEach(this::call);
    List<String> outputs = new ArrayList<>();
    nodes
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

  private String value(String name) {
    String state = graph.states().get(name);
    if (state != null) {
      return modules.parameter(name);
    }
    return Optional.ofNullable(values.get(name))
        .orElseThrow(() -> new UnsaidException("a value is read that no tensor is"));
  }

  private void call(JsonNode node) {
    String operator =
        node.path("target")
            .asText("")
            .replaceFirst("^torch\\.ops\\.", "")
            .replaceFirst("^aten\\.", "");
    String name = operator.replaceFirst("\\..*", "").replaceFirst("(?<=[a-z0-9])_$", "");
    if (name.startsWith("_assert") || name.startsWith("sym_constrain")) {
      return;
    }
    Map<String, JsonNode> arguments = new LinkedHashMap<>();
    node.path("inputs").forEach(each -> arguments.put(each.path("name").asText(""), each));
    String said = said(operator, name, arguments, node);
    String target = targets(node.path("outputs"), name);
    lines.add(target + " = " + said);
  }

  private String said(
      String operator, String name, Map<String, JsonNode> arguments, JsonNode node) {
    if (operator.startsWith("_operator.")) {
      return built(operator.substring("_operator.".length()), node);
    }
    Optional<String> module = modules.call(name, this::written, arguments);
    if (module.isPresent()) {
      return module.get();
    }
    List<JsonNode> all = new ArrayList<>(arguments.values());
    if (SAME.contains(name)) {
      return written(all.get(0).path("arg"));
    } else if (name.equals("embedding")) {
      return "F.embedding(%s, %s)".formatted(text(all, 1), text(all, 0));
    } else if (name.equals("linear") || name.equals("layer_norm") || name.equals("group_norm")) {
      return "F." + name + listed(all);
    } else if (name.equals("sym_size")) {
      return "%s.size(%s)".formatted(text(all, 0), text(all, 1));
    } else if (name.equals("select")) {
      return text(all, 0) + index(number(all, 1), text(all, 2), rank(all));
    } else if (name.equals("slice")) {
      String range =
          (all.size() > 2 ? bound(all, 2) : "") + ":" + (all.size() > 3 ? bound(all, 3) : "");
      String step = all.size() > 4 ? ":" + text(all, 4) : "";
      return text(all, 0) + index(all.size() > 1 ? number(all, 1) : 0, range + step, rank(all));
    } else if (METHODS.contains(name)) {
      boolean shaping = all.size() == 2 && !name.equals("unflatten") && !name.equals("repeat");
      return shaping
          ? "%s.%s(%s)".formatted(text(all, 0), name, ofBatch(all.get(1).path("arg")))
          : "%s.%s%s".formatted(text(all, 0), name, listed(all.subList(1, all.size())));
    } else if (FUNCTIONAL.contains(name)) {
      return "F." + name + listed(all);
    } else if (TORCH.contains(name)) {
      return "torch." + name + listed(all);
    }
    throw new UnsaidException("aten.%s is not followed".formatted(plain(name)));
  }

  private String built(String name, JsonNode node) {
    List<JsonNode> all = new ArrayList<>();
    node.path("inputs").forEach(all::add);
    if (name.equals("getitem") && all.size() == 2) {
      return "%s[%s]".formatted(text(all, 0), text(all, 1));
    } else if (SIGNS.containsKey(name) && all.size() == 2) {
      return "%s %s %s".formatted(text(all, 0), SIGNS.get(name), text(all, 1));
    }
    throw new UnsaidException(plain(name) + " is not followed");
  }

  /** A name of the file as a message can have it. */
  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9_.]", "?");
  }

  private String text(List<JsonNode> all, int place) {
    if (place >= all.size()) {
      throw new UnsaidException("a call has too few arguments");
    }
    return written(all.get(place).path("arg"));
  }

  private long number(List<JsonNode> all, int place) {
    JsonNode number = all.get(place).path("arg").path("as_int");
    if (!number.canConvertToLong() || !number.isIntegralNumber()) {
      throw new UnsaidException("an axis is no number");
    }
    return number.asLong();
  }

  /** The last place of all is written as none. */
  private String bound(List<JsonNode> all, int place) {
    String written = text(all, place);
    return written.equals("None") || written.length() > 18 ? "" : written;
  }

  private int rank(List<JsonNode> all) {
    String name = all.get(0).path("arg").path("as_tensor").path("name").asText("");
    GraphValue value = graph.values().get(name);
    return value == null ? 0 : value.shape().size();
  }

  private static String index(long axis, String inner, int rank) {
    long own = axis < 0 ? axis + rank : axis;
    if (own < 0 || own >= 16) {
      throw new UnsaidException("an axis that no tensor has");
    }
    return "[" + ":, ".repeat((int) own) + inner + "]";
  }

  private String listed(List<JsonNode> all) {
    List<String> written = new ArrayList<>();
    for (JsonNode argument : all) {
      boolean named = argument.path("kind").asInt(1) == 2;
      String name = argument.path("name").asText("");
      boolean idle =
          Set.of("dtype", "layout", "device", "pin_memory", "memory_format").contains(name);
      if (named && !idle) {
        if (!name.matches("[a-z_]{1,40}")) {
          throw new UnsaidException("an argument of no plain name");
        }
        written.add(name + "=" + written(argument.path("arg")));
      } else if (!named) {
        written.add(written(argument.path("arg")));
      }
    }
    return "(" + String.join(", ", written) + ")";
  }

  private String targets(JsonNode outputs, String name) {
    List<String> made = new ArrayList<>();
    for (JsonNode output : outputs) {
      List<String> list = new ArrayList<>();
      output.path("as_tensors").forEach(each -> list.add(made(each.path("name").asText(""))));
      String one = output.path("as_tensor").path("name").asText("");
      String symbol = output.path("as_sym_int").path("as_name").asText("");
      if (!list.isEmpty()) {
        made.add("(" + String.join(", ", list) + ",)");
      } else if (!one.isEmpty() || !symbol.isEmpty()) {
        made.add(made(one.isEmpty() ? symbol : one));
      } else {
        throw new UnsaidException("aten.%s gives what is no tensor".formatted(plain(name)));
      }
    }
    if (made.isEmpty()) {
      throw new UnsaidException("aten.%s gives nothing".formatted(plain(name)));
    }
    boolean states = (name.equals("lstm") || name.equals("gru")) && made.size() > 1;
    return states && made.size() == 3
        ? "%s, (%s, %s)".formatted(made.get(0), made.get(1), made.get(2))
        : String.join(", ", made);
  }

  /** Writes an argument. */
  private String written(JsonNode argument) {
    if (argument.has("as_tensor")) {
      return value(argument.path("as_tensor").path("name").asText(""));
    } else if (argument.has("as_tensors")) {
      List<String> all = new ArrayList<>();
      argument.path("as_tensors").forEach(each -> all.add(value(each.path("name").asText(""))));
      return "[" + String.join(", ", all) + "]";
    } else if (argument.has("as_none")) {
      return "None";
    } else if (argument.path("as_bool").isBoolean()) {
      return argument.path("as_bool").asBoolean() ? "True" : "False";
    } else if (argument.path("as_int").isIntegralNumber()) {
      return argument.path("as_int").bigIntegerValue().toString();
    } else if (argument.path("as_float").isNumber()) {
      return Double.toString(argument.path("as_float").asDouble());
    } else if (argument.path("as_string").isTextual()) {
      String text = argument.path("as_string").asText();
      if (!text.matches("[a-z_]{0,20}")) {
        throw new UnsaidException("a text among the arguments that is no plain word");
      }
      return "'" + text + "'";
    } else if (argument.has("as_sym_int")) {
      return symbol(argument.path("as_sym_int"));
    }
    for (String list : List.of("as_ints", "as_sym_ints", "as_floats", "as_bools")) {
      if (argument.path(list).isArray()) {
        return sizes(argument.path(list));
      }
    }
    throw new UnsaidException("an argument of a kind that is not followed");
  }

  private String symbol(JsonNode size) {
    if (size.path("as_int").isIntegralNumber()) {
      return size.path("as_int").bigIntegerValue().toString();
    }
    return value(size.path("as_name").asText(""));
  }

  private String sizes(JsonNode list) {
    List<String> all = new ArrayList<>();
    for (JsonNode each : list) {
      if (each.isObject()) {
        all.add(symbol(each));
      } else if (each.isBoolean()) {
        all.add(each.asBoolean() ? "True" : "False");
      } else if (each.isIntegralNumber() && each.canConvertToLong()) {
        all.add(Long.toString(each.asLong()));
      } else if (each.isNumber()) {
        all.add(Double.toString(each.asDouble()));
      } else {
        throw new UnsaidException("a list of what are no numbers");
      }
    }
    return "[" + String.join(", ", all) + "]";
  }

  /** Sizes; the first, if it is a multiple of the example's batch, is one of any batch. */
  private String ofBatch(JsonNode argument) {
    JsonNode list = argument.path("as_ints");
    long first = list.path(0).asLong(-1);
    String written = written(argument);
    boolean ofBatch = list.isArray() && batch > 0 && first > 0 && first % batch == 0;
    return ofBatch
        ? "[n * %d%s".formatted(first / batch, written.substring(1 + Long.toString(first).length()))
        : written;
  }
}
