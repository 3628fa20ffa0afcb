package io.github.layerbook.exchange.checkpoint.exported;

import io.github.layerbook.exchange.checkpoint.exported.AtenCode.UnsaidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls of ATen as what they were in PyTorch's code.
 *
 * @param graph the program
 * @param layers those that read a module's weights
 * @param batch the batch of the example that the program was made with; 0 if it has none
 */
record AtenCalls(ExportedGraph graph, AtenLayers layers, long batch) {
  /** Functions of {@code torch.nn.functional} of the same name and arguments. */
  private static final Set<String> FUNCTIONAL =
      words(
          "relu relu6 gelu silu mish elu selu celu hardswish hardsigmoid hardtanh leaky_relu"
              + " softplus softsign logsigmoid sigmoid tanh softmax log_softmax max_pool1d"
              + " max_pool2d max_pool3d avg_pool1d avg_pool2d avg_pool3d adaptive_avg_pool1d"
              + " adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d"
              + " adaptive_max_pool2d pad pixel_shuffle pixel_unshuffle linear layer_norm"
              + " group_norm");

  /** Functions of {@code torch} of the same name and arguments. */
  private static final Set<String> TORCH =
      words(
          "flatten cat stack matmul bmm add mul sub div unsqueeze squeeze transpose permute mean"
              + " chunk split sqrt rsqrt exp log pow sum abs neg clamp sin cos zeros ones"
              + " maximum minimum max swapaxes channel_shuffle unbind roll");

  /** Methods of tensors of the same name and arguments. */
  private static final Set<String> METHODS = words("view reshape expand unflatten repeat");

  private static final Set<String> SAME =
      words(
          "dropout feature_dropout clone detach alias contiguous to type_as lift_fresh_copy copy"
              + " _to_copy masked_fill clamp_min expand_as");

  /** Resizing by each way of finding values between others. */
  private static final Map<String, String> RESIZING =
      Map.of(
          "upsample_nearest1d", "nearest",
          "upsample_nearest2d", "nearest",
          "upsample_nearest3d", "nearest",
          "upsample_linear1d", "linear",
          "upsample_bilinear2d", "bilinear",
          "upsample_bicubic2d", "bicubic",
          "upsample_trilinear3d", "trilinear");

  private static final Map<String, String> SIGNS =
      Map.of("mul", "*", "add", "+", "sub", "-", "floordiv", "//", "truediv", "/");

  private static final String OPERATOR = "_operator.";

  private static Set<String> words(String words) {
    return Set.of(words.split(" ", -1));
  }

  /**
   * Returns a call as an expression.
   *
   * @param isOfInputs whether it depends on what the program is called on
   * @throws UnsaidException if it is not known here
   */
  String said(AtenCall call, AtenText all, boolean isOfInputs) {
    String name = call.name();
    if (name.startsWith(OPERATOR)) {
      return built(name.substring(OPERATOR.length()), all);
    }
    Optional<String> module = layers.call(call, all);
    if (module.isPresent()) {
      return module.get();
    } else if (SAME.contains(name)) {
      return all.text(0);
    }
    String repeats = name.equals("expand") ? repeats(call, all) : "";
    if (!repeats.isEmpty()) {
      return "%s.repeat(%s)".formatted(all.text(0), repeats);
    } else if (METHODS.contains(name)) {
      boolean shaping = all.size() == 2 && !name.equals("unflatten") && !name.equals("repeat");
      return "%s.%s%s"
          .formatted(
              all.text(0),
              name,
              shaping
                  ? "(" + all.ofBatch(1, name.equals("expand") || isOfInputs ? batch : 0) + ")"
                  : all.listed(1));
    } else if (name.equals("pad") && all.text(1).matches("[\\[0, \\]]*")) {
      return all.text(0);
    } else if (FUNCTIONAL.contains(name)) {
      return "F." + name + all.listed(0);
    } else if (TORCH.contains(name)) {
      return "torch." + name + all.listed(0);
    } else if (RESIZING.containsKey(name)) {
      return resized(RESIZING.get(name), all);
    }
    return switch (name) {
      case "linalg_vector_norm" -> "torch.norm" + all.listed(0);
      case "reshape_as", "view_as" ->
          "%s.view(%s)".formatted(all.text(0), all.text(1) + ".shape");
      case "einsum" -> "torch.einsum('%s', %s)".formatted(equation(all), all.text(1));
      case "index" -> all.text(0) + all.text(1).replace("None", ":");
      case "embedding" -> "F.embedding(%s, %s)".formatted(all.text(1), all.text(0));
      case "scaled_dot_product_attention" ->
          "F.%s(%s, %s, %s)".formatted(name, all.text(0), ofHeads(all, 1), ofHeads(all, 2));
      case "sym_size" -> "%s.size(%s)".formatted(all.text(0), all.text(1));
      case "select" -> all.text(0) + AtenText.index(all.number(1), all.text(2), rank(all));
      case "split_with_sizes" -> "torch.split" + all.listed(0);
      case "slice" ->
          all.text(0)
              + AtenText.index(
                  all.size() > 1 ? all.number(1) : 0,
                  all.bound(2) + ":" + all.bound(3) + (all.size() > 4 ? ":" + all.text(4) : ""),
                  rank(all));
      default -> throw new UnsaidException("aten.%s is not followed".formatted(plain(name)));
    };
  }

  /** Keys or values that all heads of the queries share, repeated for each. */
  private String ofHeads(AtenText all, int place) {
    List<Extent> queries = shape(all.tensor(0));
    List<Extent> own = shape(all.tensor(place));
    boolean shared =
        own.size() == 4 && queries.size() == 4 && own.get(1).text().equals("1");
    long heads = shared ? queries.get(1).value().orElse(1L) : 1;
    return heads > 1
        ? "%s.repeat(1, %d, 1, 1)".formatted(all.text(place), heads)
        : all.text(place);
  }

  private static String equation(AtenText all) {
    String equation = all.json(0).path("as_string").asText("");
    if (!equation.matches("[A-Za-z ,.>-]{1,200}")) {
      throw new UnsaidException("an equation of other signs than letters");
    }
    return equation;
  }

  /**
   * How often values are repeated along each axis but the batch's; empty where none is, as of
   * weights that only fit what they are combined with.
   */
  private String repeats(AtenCall call, AtenText all) {
    List<Extent> from = shape(all.tensor(0));
    List<Extent> to = shape(call.makes().get(0));
    if (from.size() != to.size() || graph.states().containsKey(all.tensor(0))) {
      return "";
    }
    List<String> times = new ArrayList<>();
    for (int axis = 0; axis < from.size(); axis++) {
      boolean grows = axis > 0 && from.get(axis).text().equals("1");
      times.add(grows ? to.get(axis).text() : "1");
    }
    boolean known = times.stream().allMatch(time -> time.matches("[0-9]{1,9}"));
    return !known || times.stream().allMatch("1"::equals) ? "" : String.join(", ", times);
  }

  private List<Extent> shape(String name) {
    return Optional.ofNullable(graph.values().get(name)).map(GraphValue::shape).orElse(List.of());
  }

  private static String resized(String mode, AtenText all) {
    boolean sized = !all.text(1, "None").equals("None");
    String by = sized ? "size=" + all.text(1) : "scale_factor=" + all.text(all.size() - 1);
    return "F.interpolate(%s, %s, mode='%s')".formatted(all.text(0), by, mode);
  }

  private static String built(String name, AtenText all) {
    if (name.equals("getitem") && all.size() == 2) {
      return "%s[%s]".formatted(all.text(0), all.text(1));
    } else if (SIGNS.containsKey(name) && all.size() == 2) {
      return "%s %s %s".formatted(all.text(0), SIGNS.get(name), all.text(1));
    }
    throw new UnsaidException(plain(name) + " is not followed");
  }

  /** A name of the file as a message can have it. */
  static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9_.]", "?");
  }

  private int rank(AtenText all) {
    return shape(all.tensor(0)).size();
  }
}
