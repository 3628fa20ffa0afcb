package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.exchange.Arrangement.Result;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.HeadNorm;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ONNX's layers of vectors: products with weights, embeddings, attention. */
final class Vectors {
  private Vectors() {}

  static List<EntryBuilder> entries() {
    return List.of(gemm(), product(), embedding(), attention(), grouped());
  }

  /** Of one vector it is a fully connected layer, of a sequence a linear one. */
  private static EntryBuilder gemm() {
    return EntryBuilder.of(
            List.<Class<? extends Layer>>of(FullyConnected.class, Linear.class),
            call -> linear(call, call.flag("transB"), !call.isAbsent("C")),
            Vectors::writeGemm,
            "ai.onnx",
            "Gemm")
        .signature("B C=None alpha=1.0 beta=1.0 transA=0 transB=0 broadcast=0")
        .limit("a product with the transposed input", call -> call.flag("transA"))
        .arranged(Axes::last);
  }

  private static Layer linear(Call call, boolean transposed, boolean bias) {
    List<Long> weight = call.numbers("B", 1);
    if (weight.size() != 2) {
      throw new DialectException(
          "the weights of %s are not a matrix but have extents %s", call.name(), weight);
    }
    Size out = Size.of(weight.get(transposed ? 0 : 1));
    Size in = Size.of(weight.get(transposed ? 1 : 0));
    boolean vector = call.knowsInputs() && call.rank() <= 2;
    if (vector && !in.is(call.input(0).get(call.rank() - 1))) {
      throw new DialectException(
          "%s has weights for %s inputs and is applied to %s", call.name(), in, call.input(0));
    }
    return vector ? new FullyConnected(out, bias) : new Linear(out, bias, in);
  }

  private static Map<String, @Nullable Object> writeGemm(Writing writing) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    long out = WindowArguments.size(writing, "out");
    if (!writing.inputs().isEmpty() && !writing.inputs().get(0).spatial().isEmpty()) {
      throw new NotExpressibleException("Gemm is applied to vectors: flatten before it");
    }
    arguments.put("B", List.of(out, writing.channels(0).value()));
    arguments.put("C", writing.flag("bias") ? List.of(out) : null);
    arguments.put("transB", 1L);
    return arguments;
  }

  /** The product with a learned matrix, over the last axis. */
  private static EntryBuilder product() {
    return EntryBuilder.of(
            List.<Class<? extends Layer>>of(Linear.class),
            call -> linear(call, false, false),
            writing -> {
              if (writing.flag("bias")) {
                throw new NotExpressibleException("MatMul has no bias: add it behind");
              }
              return Map.of(
                  "B", List.of(writing.channels(0).value(), WindowArguments.size(writing, "out")));
            },
            "ai.onnx",
            "MatMul")
        .signature("B")
        .arranged(Axes::last);
  }

  /** Rows of a learned table. */
  private static EntryBuilder embedding() {
    return OnnxOperators.operator(Embedding.class, "Gather")
        .signature("data axis=0")
        .bound(
            List.of("vocabulary", "features"),
            (call, options) -> {
              List<Long> table = call.numbers("data", 1);
              if (table.size() != 2) {
                throw new DialectException(
                    "the table that Gather reads has extents %s, not two", table);
              }
              options.put("vocabulary", Size.of(table.get(0)));
              options.put("features", Size.of(table.get(1)));
            },
            (writing, arguments) ->
                arguments.put(
                    "data",
                    List.of(
                        WindowArguments.size(writing, "vocabulary"),
                        WindowArguments.size(writing, "features"))))
        .arranged(Axes::last);
  }

  /** What exporters write as many nodes, and we read as one group. */
  private static EntryBuilder attention() {
    return EntryBuilder.of(Attention.class, OnnxOperators.GROUPS, "MultiHeadAttention")
        .signature(
            "num_heads:heads kv_num_heads:keyheads=None head_size:headsize=None"
                + " v_head_size:valuesize=None out=None bias=True out_bias:outbias=True"
                + " batch_axis=0")
        .arranged(Vectors::sequences)
        .readOnly();
  }

  /** Attention as language models have it, likewise. */
  private static EntryBuilder grouped() {
    return EntryBuilder.of(
            List.<Class<? extends Layer>>of(GroupedAttention.class),
            Vectors::grouped,
            writing -> Map.of(),
            OnnxOperators.GROUPS,
            "GroupQueryAttention")
        .signature(
            "num_heads kv_num_heads head_size bias_of norm rotary_embedding_dim is_causal names"
                + " sinks batch_axis=0")
        .arranged(Vectors::sequences)
        .readOnly();
  }

  private static Layer grouped(Call call) {
    Size turned = Size.of(call.number("rotary_embedding_dim"));
    return Options.of(Options.make(GroupedAttention.class, Size.of(call.number("num_heads"))))
        .with(GroupedAttention::keyheads, Size.of(call.number("kv_num_heads")))
        .with(GroupedAttention::headsize, Size.of(call.number("head_size")))
        .with(GroupedAttention::bias, constant(ProjectionBias.class, call.text("bias_of")))
        .with(GroupedAttention::norm, constant(HeadNorm.class, call.text("norm")))
        .with(GroupedAttention::rotary, turned.is(0) ? null : turned)
        .with(GroupedAttention::causal, call.flag("is_causal"))
        .with(GroupedAttention::sinks, call.flag("sinks"))
        .with(GroupedAttention::names, call.text("names"))
        .layer();
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  private static Arrangement sequences(Call call) {
    int batch = Math.toIntExact(call.number("batch_axis"));
    List<Operand> operands = new ArrayList<>();
    for (List<Long> extents : call.inputs()) {
      Placement placement = sequence(extents.size(), batch);
      operands.add(new Operand(operands.size(), placement.shape(extents), placement));
    }
    return new Arrangement(
        operands,
        operands.get(0).placement().batch(call.input(0)),
        outputs -> List.of(new Result(0, sequence(call.rank(), batch))),
        false);
  }

  private static Placement sequence(int rank, int batch) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      if (axis != batch) {
        axes.add(axis);
      }
    }
    return Placement.last(axes);
  }
}
