package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.exchange.Binding;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Naming;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keras's attention layers. */
final class Attentions {
  private static final Map<String, String> NAMES =
      Map.of("q_proj", "query", "k_proj", "key", "v_proj", "value", "out_proj", "attention_output");

  private Attentions() {}

  static List<EntryBuilder> entries() {
    return List.of(multiHead(), grouped());
  }

  private static EntryBuilder multiHead() {
    return attention(
            Keras.layer(Attention.class, "MultiHeadAttention", "MultiheadAttention")
                .signature(
                    "num_heads:heads key_dim:headsize value_dim:valuesize=None dropout=0.0"
                        + " use_bias:bias=True output_shape:out=None attention_axes=None"
                        + " flash_attention=None")
                .codec("headsize", Codec.orElse(Attentions::headSize))
                .codec(
                    "out",
                    Codec.of(
                        (name, value) -> Size.of(Call.numbers(name, value, 1).get(0)),
                        value -> ((Size) value).value())))
        .unsaid("in", "kdim", "vdim");
  }

  /** Keras asks for values as wide as the queries. */
  private static EntryBuilder grouped() {
    return attention(
            Keras.layer(Attention.class, "GroupQueryAttention", "GroupedQueryAttention")
                .signature(
                    "head_dim:headsize num_query_heads:heads num_key_value_heads:keyheads"
                        + " dropout=0.0 use_bias:bias=True flash_attention=None")
                .codec("headsize", Codec.orElse(Attentions::headSize)))
        .reading(
            List.of("in", "kdim", "vdim"),
            (call, options) ->
                options.put(
                    "vdim",
                    call.knowsInputs() ? Size.of(call.input(0).get(call.rank() - 1)) : null));
  }

  private static EntryBuilder attention(EntryBuilder entry) {
    return entry
        .option("return_attention_scores", false)
        .bound(List.of("weights", "outbias"), weights(), Attentions::writeWeights)
        .arranged(Attentions::inputs)
        .naming(Attentions::named);
  }

  private static Binding.Reader weights() {
    return (call, options) ->
        options.put(
            "weights",
            call.flag("return_attention_scores")
                ? Attention.Weights.HEADS
                : Attention.Weights.NONE);
  }

  private static void writeWeights(
      Writing writing, Map<String, @org.jspecify.annotations.Nullable Object> arguments) {
    if (writing.get("weights") == Attention.Weights.AVERAGE) {
      throw new NotExpressibleException("Keras returns the weights of each head, not their mean");
    } else if (!writing.flag("outbias") && writing.flag("bias")) {
      throw new NotExpressibleException("Keras's attention has all biases or none");
    }
    arguments.put("return_attention_scores", writing.get("weights") == Attention.Weights.HEADS);
  }

  /** The width of a head where none is stated: the queries' among the heads. */
  private static Size headSize(Writing writing) {
    Object stated = writing.get("in");
    Size width = stated instanceof Size size ? size : writing.channels(0);
    return Size.of(width.value() / ((Attention) writing.layer()).heads().value());
  }

  /** Keras's inputs are query, value and key; the key is the value if it is not given. */
  private static Arrangement inputs(Call call) {
    Arrangement plain = Arrangement.channelsLast(call.inputs(), 1);
    int last = call.inputs().size() - 1;
    List<Operand> operands = new ArrayList<>();
    for (int input : new int[] {0, last, Math.min(1, last)}) {
      operands.add(plain.operands().get(input));
    }
    return plain.operands(operands);
  }

  /** Keras has an axis for heads and one for their features, and inputs before outputs. */
  private static Map<String, List<Long>> named(Tensor tensor, Layer layer) {
    Attention attention = (Attention) layer;
    String projection = tensor.name().substring(0, tensor.name().indexOf('.'));
    String name = NAMES.get(projection);
    List<Long> extents = Naming.extents(tensor);
    boolean bias = tensor.kind() == Tensor.Kind.BIAS;
    if (projection.equals("out_proj")) {
      return bias
          ? Map.of(name + "/bias", extents)
          : Map.of(
              name + "/kernel",
              Tensors.join(split(extents.get(1), attention.heads()), List.of(extents.get(0))));
    }
    Size keyheads = attention.keyheads();
    List<Long> heads =
        split(
            extents.get(0),
            projection.equals("q_proj") || keyheads == null ? attention.heads() : keyheads);
    return bias
        ? Map.of(name + "/bias", heads)
        : Map.of(name + "/kernel", Tensors.join(List.of(extents.get(1)), heads));
  }

  private static List<Long> split(long width, Size heads) {
    return List.of(heads.value(), width / heads.value());
  }
}
