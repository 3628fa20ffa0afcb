package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.exchange.Arrangement.Result;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.TransformerLayer;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PyTorch's attention and transformer layers. */
final class Attentions {
  private Attentions() {}

  static List<EntryBuilder> entries() {
    return List.of(
        attention(),
        layer(TransformerLayer.Kind.ENCODER, "TransformerEncoderLayer"),
        layer(TransformerLayer.Kind.DECODER, "TransformerDecoderLayer"));
  }

  private static EntryBuilder attention() {
    return PyTorch.module(Attention.class, "MultiheadAttention")
        .signature(
            "embed_dim:in num_heads:heads dropout=0.0 bias=True add_bias_kv:addedbias=False"
                + " add_zero_attn:zeroattention=False kdim=None vdim=None batch_first=False")
        .fixed("outbias", true)
        .bound(
            List.of("kdim", "vdim"),
            (call, options) -> {
              options.put("kdim", stated(call, "kdim"));
              options.put("vdim", stated(call, "vdim"));
            },
            (writing, arguments) -> {
              arguments.put("kdim", other(writing, "kdim", 1));
              arguments.put("vdim", other(writing, "vdim", 2));
            })
        .option("need_weights", true)
        .option("average_attn_weights", true)
        .bound(List.of("weights"), Attentions::readWeights, Attentions::write)
        .arranged(Attentions::sequences);
  }

  private static Size stated(Call call, String argument) {
    return call.size(call.isAbsent(argument) ? "embed_dim" : argument);
  }

  /** The width of keys or values, unless it is that of the queries. */
  private static @Nullable Object other(Writing writing, String option, int input) {
    Object width = writing.get(option);
    Object queries = writing.get("in");
    if (width == null && queries == null && writing.inputs().size() > input) {
      width = writing.channels(input);
      queries = writing.channels(0);
    }
    return width == null || width.equals(queries) ? null : Codec.SIZE.write(width, writing);
  }

  private static void readWeights(Call call, Map<String, @Nullable Object> options) {
    options.put(
        "weights",
        !call.flag("need_weights")
            ? Attention.Weights.NONE
            : call.flag("average_attn_weights")
                ? Attention.Weights.AVERAGE
                : Attention.Weights.HEADS);
  }

  private static void write(Writing writing, Map<String, @Nullable Object> arguments) {
    arguments.put("batch_first", true);
    arguments.put("need_weights", writing.get("weights") != Attention.Weights.NONE);
    arguments.put("average_attn_weights", writing.get("weights") != Attention.Weights.HEADS);
  }

  private static EntryBuilder layer(TransformerLayer.Kind kind, String name) {
    return PyTorch.module(TransformerLayer.class, name)
        .fixed("kind", kind)
        .signature(
            "d_model:in nhead:heads dim_feedforward:feedforward=2048 dropout=0.1 activation=relu"
                + " layer_norm_eps=1e-5 batch_first=False norm_first=False bias=True")
        .writing("batch_first", writing -> true)
        .limit(
            "an output without values, which Layerbook refuses",
            call -> call.number("dim_feedforward") == 0)
        .arranged(Attentions::sequences);
  }

  /** Sequences stand second, unless the batch is first; weights always have it first. */
  private static Arrangement sequences(Call call) {
    if (call.inputs().stream().anyMatch(shape -> shape.size() != 3)) {
      return Arrangement.channelsLast(call.inputs(), 0);
    }
    boolean first = call.flag("batch_first");
    Placement sequence = Recurrents.batched(2, first);
    List<Long> batch = sequence.batch(call.input(0));
    List<Operand> operands = new ArrayList<>();
    for (List<Long> shape : call.inputs()) {
      if (!sequence.batch(shape).equals(batch)) {
        throw new DialectException("the inputs' batches differ: %s", call.inputs());
      }
      operands.add(new Operand(operands.size(), sequence.shape(shape), sequence));
    }
    return new Arrangement(
        operands,
        batch,
        outputs -> {
          List<Result> results = new ArrayList<>();
          for (int i = 0; i < outputs.size(); i++) {
            int rank = outputs.get(i).axes().size();
            results.add(new Result(i, Recurrents.batched(rank, first || i > 0)));
          }
          return results;
        },
        false);
  }
}
