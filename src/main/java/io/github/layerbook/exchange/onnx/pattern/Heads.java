package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.layer.attention.HeadNorm;
import io.github.layerbook.layer.attention.ProjectionBias;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The four projections of attention, and what attention they make.
 *
 * @param query how the queries are made
 * @param key how the keys are made
 * @param value how the values are made
 * @param out the projection of what comes out
 * @param size features of a head's query
 * @param valueSize features of a head's value
 * @param masked whether some keys may not be seen
 * @param sinks learned numbers that take part in the softmax, if there are any
 * @param nodes the graph
 */
@SuppressWarnings("ReferenceEquality") // An equal operation elsewhere is another one.
record Heads(
    HeadPath query,
    HeadPath key,
    HeadPath value,
    Operation out,
    long size,
    long valueSize,
    boolean masked,
    List<String> sinks,
    Nodes nodes) {
  /** Layers are named so; other names are not taken for those of projections. */
  private static final String PROJECTION = "[A-Za-z_][A-Za-z0-9_]*";

  private long extent(Operation linear, boolean outputs) {
    List<Long> weight = nodes.extents(linear.inputs().get(1));
    boolean turned = linear.number("transB", 0) != 0;
    return weight.get(turned == outputs ? 0 : 1);
  }

  private static boolean hasBias(Operation linear) {
    return linear.input(2).isPresent();
  }

  private Stream<Operation> projections() {
    return Stream.of(query.linear(), key.linear(), value.linear(), out).distinct();
  }

  /** Returns the attention that they are; none if their widths do not fit together. */
  Optional<Operation> attention(List<String> inputs, List<String> outputs) {
    long joined = extent(out, false);
    long heads = size < 1 || valueSize < 1 ? 0 : joined / valueSize;
    long keyHeads = heads < 1 || heads * valueSize != joined ? 0 : keyHeads(heads);
    if (keyHeads < 1 || value.turned() > 0 || value.norm() != null) {
      return Optional.empty();
    }
    boolean plain =
        sinks.isEmpty()
            && query.turned() == 0
            && key.turned() == 0
            && query.norm() == null
            && key.norm() == null;
    Optional<Map<String, Object>> attributes =
        plain && hasEvenBiases()
            ? Optional.of(plain(heads, keyHeads))
            : grouped(heads, keyHeads, inputs.size());
    return attributes.map(
        all -> {
          all.put("num_heads", heads);
          all.put(Recognition.WEIGHTS, weights());
          return new Operation(
              "/" + String.join("/", path().split("\\.", -1)) + "/attention",
              all.containsKey("bias_of") ? "GroupQueryAttention" : "MultiHeadAttention",
              OnnxOperators.GROUPS,
              inputs,
              outputs,
              all,
              Map.of());
        });
  }

  private List<String> weights() {
    Stream<Operation> norms =
        Stream.of(query, key).flatMap(path -> Optional.ofNullable(path.norm()).stream());
    return Stream.concat(
            Stream.concat(projections(), norms).flatMap(each -> each.inputs().stream().skip(1)),
            sinks.stream())
        .distinct()
        .toList();
  }

  /** How many heads keys have; none if a projection is wider or narrower than that. */
  private long keyHeads(long heads) {
    long width = extent(key.linear(), true);
    long of = heads * size;
    boolean ofQueries = key.linear() == query.linear();
    boolean ofValues = key.linear() == value.linear();
    long keyHeads = (width - (ofQueries ? of : 0)) / (size + (ofValues ? valueSize : 0));
    long keys = keyHeads * size + (ofValues ? keyHeads * valueSize : 0) + (ofQueries ? of : 0);
    boolean fits =
        keyHeads > 0
            && heads % keyHeads == 0
            && keys == width
            && (ofQueries || extent(query.linear(), true) == of)
            && (ofValues || extent(value.linear(), true) == keyHeads * valueSize);
    return fits ? keyHeads : 0;
  }

  private boolean hasEvenBiases() {
    boolean bias = hasBias(query.linear());
    return bias == hasBias(key.linear())
        && bias == hasBias(value.linear())
        && (bias || !hasBias(out));
  }

  private Map<String, Object> plain(long heads, long keyHeads) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    long width = extent(query.linear(), false);
    boolean standard =
        heads * size == width
            && size == valueSize
            && keyHeads == heads
            && extent(out, true) == width;
    if (!standard) {
      attributes.put("kv_num_heads", keyHeads);
      attributes.put("head_size", size);
      attributes.put("v_head_size", valueSize);
      attributes.put("out", extent(out, true));
    }
    boolean bias = hasBias(query.linear());
    attributes.put("bias", bias ? 1L : 0L);
    attributes.put("out_bias", hasBias(out) || !bias ? 1L : 0L);
    return attributes;
  }

  /** As language models have it: turned, normalised, with biases here and there. */
  private Optional<Map<String, Object>> grouped(long heads, long keyHeads, int inputs) {
    Optional<ProjectionBias> bias = bias();
    Optional<HeadNorm> norm = norm(heads, keyHeads);
    boolean fused = key.linear() == query.linear() && key.linear() == value.linear();
    boolean fits =
        bias.isPresent()
            && norm.isPresent()
            && query.turned() == key.turned()
            && query.turned() <= size
            && size == valueSize
            && inputs < 3
            && sinks.stream().allMatch(sink -> values(nodes.extents(sink)) == heads)
            && extent(out, true) == extent(query.linear(), false)
            && (fused ? inputs == 1 : projections().count() == 4);
    if (!fits) {
      return Optional.empty();
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("kv_num_heads", keyHeads);
    attributes.put("head_size", size);
    attributes.put("bias_of", word(bias.get()));
    attributes.put("norm", word(norm.get()));
    attributes.put("rotary_embedding_dim", query.turned());
    attributes.put("is_causal", masked ? 1L : 0L);
    attributes.put("names", names(fused));
    attributes.put("sinks", sinks.isEmpty() ? 0L : 1L);
    return Optional.of(attributes);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Optional<ProjectionBias> bias() {
    boolean ofOut = hasBias(out);
    boolean ofQueries = hasBias(query.linear());
    boolean ofKeys = hasBias(key.linear());
    if (ofQueries != hasBias(value.linear()) || (ofKeys && !ofQueries)) {
      return Optional.empty();
    } else if (ofQueries && !ofKeys) {
      return ofOut ? Optional.of(ProjectionBias.NOKEY) : Optional.empty();
    } else if (ofQueries) {
      return Optional.of(ofOut ? ProjectionBias.ALL : ProjectionBias.INPUTS);
    }
    return Optional.of(ofOut ? ProjectionBias.OUTPUT : ProjectionBias.NONE);
  }

  /** The normalisation of queries, if that of keys is the same. */
  private Optional<HeadNorm> norm(long heads, long keyHeads) {
    Optional<HeadNorm> norm = norm(query, heads);
    return norm.filter(each -> norm(key, keyHeads).filter(each::equals).isPresent());
  }

  private Optional<HeadNorm> norm(HeadPath path, long heads) {
    Operation norm = path.norm();
    if (norm == null) {
      return Optional.of(HeadNorm.NONE);
    }
    boolean layer = norm.operator().equals("LayerNormalization");
    long scale = norm.input(1).map(each -> values(nodes.extents(each))).orElse(0L);
    List<Long> extents = nodes.extents(norm.output());
    boolean each = !extents.isEmpty() && extents.get(extents.size() - 1) == size;
    if (each && scale == size) {
      boolean shifted = norm.input(2).isPresent();
      return layer && !shifted
          ? Optional.empty()
          : Optional.of(layer ? HeadNorm.LAYER : HeadNorm.RMS);
    } else if (each && scale == 0 && !layer) {
      return Optional.of(HeadNorm.UNIT);
    }
    return !layer && !each && scale == heads * size ? Optional.of(HeadNorm.ALL) : Optional.empty();
  }

  private static long values(List<Long> extents) {
    return extents.stream().reduce(1L, Math::multiplyExact);
  }

  /** The projections' own names, as the file tells them. */
  private String names(boolean fused) {
    List<String> names =
        projections()
            .map(NodeNames::of)
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .toList();
    boolean own =
        names.stream().allMatch(name -> name.matches(PROJECTION))
            && names.stream().distinct().count() == names.size();
    return own
        ? String.join("+", names)
        : fused ? "qkv_proj+o_proj" : "q_proj+k_proj+v_proj+o_proj";
  }

  /** What the names of all have in common. */
  private String path() {
    List<String> common = null;
    for (Operation each : projections().toList()) {
      List<String> own = new ArrayList<>(List.of(NodeNames.of(each).split("\\.", -1)));
      if (common == null) {
        common = own;
      }
      int same = 0;
      while (same < Math.min(common.size(), own.size()) && common.get(same).equals(own.get(same))) {
        same++;
      }
      common = common.subList(0, same);
    }
    String path = common == null ? "" : String.join(".", common);
    return path.isEmpty() ? "attention" : path;
  }
}
