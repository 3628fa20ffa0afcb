package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keras's attention layers. */
final class KerasAttention {
  private static final Map<String, String> NAMES =
      Map.of("q_proj", "query", "k_proj", "key", "v_proj", "value", "out_proj", "attention_output");

  private KerasAttention() {}

  static Map<String, Mapping> mappings() {
    return Map.of(
        "Attention",
        KerasAttention::unprojected,
        "AdditiveAttention",
        KerasAttention::unprojected,
        "MultiHeadAttention",
        c -> trial(c, multiHead(c)),
        "GroupQueryAttention",
        c -> trial(c, groupQuery(c)));
  }

  private static Trial unprojected(Case c) {
    throw new NotExpressible(NotExpressible.Reason.NO_PROJECTIONS);
  }

  private static Attention multiHead(Case c) {
    JsonNode out = c.argument("output_shape");
    return attention(
        c,
        c.size("num_heads", 0),
        null,
        c.size("key_dim"),
        c.size("value_dim"),
        out != null && out.isArray() ? Size.of(out.get(0).asLong()) : c.size("output_shape"),
        null);
  }

  /** Keras asks for values as wide as the queries. */
  private static Attention groupQuery(Case c) {
    List<Long> query = c.input(0);
    return attention(
        c,
        c.size("num_query_heads", 0),
        c.size("num_key_value_heads"),
        c.size("head_dim"),
        null,
        null,
        Size.of(query.get(query.size() - 1)));
  }

  private static Attention attention(
      Case c,
      Size heads,
      @Nullable Size keyheads,
      @Nullable Size headsize,
      @Nullable Size valuesize,
      @Nullable Size out,
      @Nullable Size vdim) {
    boolean scores = c.json().path("call").path("return_attention_scores").asBoolean(false);
    Attention.Weights weights = scores ? Attention.Weights.HEADS : Attention.Weights.NONE;
    return new Attention(
        heads,
        keyheads,
        headsize,
        valuesize,
        out,
        c.flag("use_bias", true),
        true,
        false,
        false,
        null,
        false,
        weights,
        null,
        null,
        vdim);
  }

  /** Keras's inputs are query, value and key; the key is the value if it is not given. */
  private static Trial trial(Case c, Attention layer) {
    List<List<Long>> examples =
        c.inputs().stream().map(shape -> shape.subList(1, shape.size())).toList();
    List<Long> value = examples.get(Math.min(1, examples.size() - 1));
    List<Long> key = examples.get(examples.size() - 1);
    return Trial.keras(c, layer)
        .on(c.input(0).get(0), List.of(examples.get(0), key, value))
        .naming(tensor -> named(tensor, layer));
  }

  /** Keras has an axis for heads and one for their features, and inputs before outputs. */
  private static Map<String, List<Long>> named(Tensor tensor, Attention layer) {
    int dot = tensor.name().indexOf('.');
    String projection = tensor.name().substring(0, dot);
    String name = NAMES.get(projection);
    List<Long> extents = Trial.extents(tensor);
    boolean bias = tensor.kind() == Tensor.Kind.BIAS;
    if (projection.equals("out_proj")) {
      return bias
          ? Map.of(name + "/bias", extents)
          : Map.of(
              name + "/kernel",
              Trial.join(split(extents.get(1), layer.heads()), List.of(extents.get(0))));
    }
    Size keyheads = layer.keyheads();
    List<Long> heads =
        split(
            extents.get(0),
            projection.equals("q_proj") || keyheads == null ? layer.heads() : keyheads);
    return bias
        ? Map.of(name + "/bias", heads)
        : Map.of(name + "/kernel", Trial.join(List.of(extents.get(1)), heads));
  }

  private static List<Long> split(long width, Size heads) {
    return List.of(heads.value(), width / heads.value());
  }
}
