package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.layerbook.exchange.checkpoint.exported.AtenCode.UnsaidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The arguments of one call of ATen as text of Python.
 *
 * <p>Texts of the file are only taken where they are plain words or numbers.
 *
 * @param all the arguments in order, those with defaults left out at the end
 * @param value how a tensor or a size of a name is written
 */
record AtenText(List<JsonNode> all, UnaryOperator<String> value) {
  private static final String NONE = "None";

  /** Arguments that say nothing of shapes. */
  private static final Set<String> IDLE =
      Set.of("dtype", "layout", "device", "pin_memory", "memory_format");

  private static final List<String> LISTS =
      List.of("as_ints", "as_sym_ints", "as_floats", "as_bools");

  /** Longer numbers are the end of what has no end. */
  private static final int LONGEST_BOUND = 18;

  private static final int MOST_AXES = 16;

  static AtenText of(JsonNode node, UnaryOperator<String> value) {
    List<JsonNode> all = new ArrayList<>();
    node.path("inputs").forEach(all::add);
    return new AtenText(all, value);
  }

  int size() {
    return all.size();
  }

  /** Returns an argument that must be there. */
  String text(int place) {
    if (place >= all.size()) {
      throw new UnsaidException("a call has too few arguments");
    }
    return written(json(place));
  }

  String text(int place, String otherwise) {
    return place < all.size() ? text(place) : otherwise;
  }

  JsonNode json(int place) {
    return place < all.size() ? all.get(place).path("arg") : MissingNode.getInstance();
  }

  /** Returns the name in the graph of an argument that is a tensor; empty for what is none. */
  String tensor(int place) {
    return json(place).path("as_tensor").path("name").asText("");
  }

  boolean has(int place) {
    return !tensor(place).isEmpty();
  }

  boolean flag(int place) {
    return json(place).path("as_bool").asBoolean(false);
  }

  long number(int place) {
    JsonNode number = json(place).path("as_int");
    if (!number.canConvertToLong() || !number.isIntegralNumber()) {
      throw new UnsaidException("an axis is not a number");
    }
    return number.asLong();
  }

  /** Returns an end of a range; that of the last place of all is not written. */
  String bound(int place) {
    String written = text(place, NONE);
    return written.equals(NONE) || written.length() > LONGEST_BOUND ? "" : written;
  }

  /** Returns what selects places of an axis, {@code [:, :, 3]}. */
  static String index(long axis, String inner, int rank) {
    long own = axis < 0 ? axis + rank : axis;
    if (own < 0 || own >= MOST_AXES) {
      throw new UnsaidException("an axis that no tensor has");
    }
    return "[" + ":, ".repeat((int) own) + inner + "]";
  }

  /** Returns the arguments from one on in parentheses. */
  String listed(int from) {
    List<String> written = new ArrayList<>();
    for (JsonNode argument : all.subList(Math.min(from, all.size()), all.size())) {
      boolean named = argument.path("kind").asInt(1) == 2;
      String name = argument.path("name").asText("");
      if (named && !IDLE.contains(name)) {
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

  /**
   * Returns sizes; the first, if it is a multiple of the example's batch, as one of any batch,
   * which is called {@code n}.
   */
  String ofBatch(int place, long batch) {
    String written = text(place);
    JsonNode argument = json(place);
    JsonNode head = argument.path("as_ints").path(0);
    long first = argument.path("as_sym_ints").path(0).path("as_int").asLong(head.asLong(-1));
    boolean ofBatch = written.startsWith("[") && batch > 0 && first > 0 && first % batch == 0;
    return ofBatch
        ? "[n * %d%s".formatted(first / batch, written.substring(1 + Long.toString(first).length()))
        : written;
  }

  private String written(JsonNode argument) {
    if (argument.has("as_tensor")) {
      return value.apply(argument.path("as_tensor").path("name").asText(""));
    } else if (argument.has("as_tensors") || argument.has("as_optional_tensors")) {
      List<String> tensors = new ArrayList<>();
      argument.path("as_tensors").forEach(each -> tensors.add(named(each)));
      argument.path("as_optional_tensors").forEach(each -> tensors.add(optional(each)));
      return "[" + String.join(", ", tensors) + "]";
    } else if (argument.has("as_none")) {
      return NONE;
    } else if (argument.path("as_bool").isBoolean()) {
      return flag(argument.path("as_bool"));
    } else if (argument.path("as_int").isIntegralNumber()) {
      return argument.path("as_int").bigIntegerValue().toString();
    } else if (argument.path("as_float").isNumber()) {
      return Double.toString(argument.path("as_float").asDouble());
    } else if (argument.path("as_string").isTextual()) {
      String text = argument.path("as_string").asText();
      if (!text.matches("[a-z_]{0,20}")) {
        throw new UnsaidException("a text among the arguments that is not a plain word");
      }
      return "'" + text + "'";
    } else if (argument.has("as_sym_int")) {
      return symbol(argument.path("as_sym_int"));
    }
    return LISTS.stream()
        .map(argument::path)
        .filter(JsonNode::isArray)
        .findFirst()
        .map(this::sizes)
        .orElseThrow(() -> new UnsaidException("an argument of a kind that is not followed"));
  }

  private String named(JsonNode tensor) {
    return value.apply(tensor.path("name").asText(""));
  }

  private String optional(JsonNode tensor) {
    return tensor.has("as_tensor") ? named(tensor.path("as_tensor")) : ":";
  }

  static String flag(JsonNode value) {
    return value.asBoolean() ? "True" : "False";
  }

  private String symbol(JsonNode size) {
    return size.path("as_int").isIntegralNumber()
        ? size.path("as_int").bigIntegerValue().toString()
        : value.apply(size.path("as_name").asText(""));
  }

  private String sizes(JsonNode list) {
    List<String> sizes = new ArrayList<>();
    for (JsonNode each : list) {
      if (each.isObject()) {
        sizes.add(symbol(each));
      } else if (each.isBoolean()) {
        sizes.add(flag(each));
      } else if (each.isIntegralNumber() && each.canConvertToLong()) {
        sizes.add(Long.toString(each.asLong()));
      } else if (each.isNumber()) {
        sizes.add(Double.toString(each.asDouble()));
      } else {
        throw new UnsaidException("a list of things that are not numbers");
      }
    }
    return "[" + String.join(", ", sizes) + "]";
  }
}
