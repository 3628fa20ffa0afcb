package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.linear.EinsumDense;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keras's layers of vectors: dense layers, embeddings, dropout. */
final class Vectors {
  private Vectors() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries =
        new ArrayList<>(List.of(dense(), einsum(), embedding(), reversible()));
    entries.add(dropout(Dropout.Kind.VALUES, "Dropout").signature("noise_shape=None seed=None"));
    entries.add(
        dropout(Dropout.Kind.VALUES, "AlphaDropout")
            .signature("noise_shape=None seed=None")
            .readOnly());
    entries.add(dropout(Dropout.Kind.VALUES, "GaussianDropout").signature("seed=None").readOnly());
    for (int axes = 1; axes <= 3; axes++) {
      entries.add(
          dropout(Dropout.Kind.CHANNELS, "SpatialDropout" + axes + "D")
              .signature("data_format=None seed=None")
              .arranged(KerasAxes.spatial(axes)));
    }
    entries.add(identity("Identity"));
    entries.add(identity("GaussianNoise").signature("stddev=None seed=None").readOnly());
    entries.add(identity("ActivityRegularization").signature("l1=None l2=None").readOnly());
    entries.add(identity("Masking").signature("mask_value=0.0").readOnly());
    return entries;
  }

  private static EntryBuilder dense() {
    return Keras.activated(Linear.class, "Dense")
        .signature("units:out activation=None use_bias:bias=True")
        .unsaid("in")
        .naming((tensor, layer) -> Tensors.kernel(tensor))
        .arranged(KerasAxes::channels);
  }

  private static EntryBuilder embedding() {
    return Keras.layer(Embedding.class, "Embedding")
        .signature(
            "input_dim:vocabulary output_dim:features embeddings_initializer=None"
                + " embeddings_regularizer=None embeddings_constraint=None mask_zero=False"
                + " weights=None")
        .naming(Tensors.weight("embeddings"))
        .arranged(KerasAxes::channels);
  }

  /** An embedding, and called the other way round the head that has its weights. */
  private static EntryBuilder reversible() {
    return EntryBuilder.of(
            List.of(Embedding.class, Linear.class),
            call ->
                call.flag("reverse")
                    ? new Linear(call.size("input_dim"), false, null)
                    : new Embedding(call.size("input_dim"), call.size("output_dim")),
            writing -> Map.of(),
            Keras.LAYERS,
            "ReversibleEmbedding")
        .signature(
            "input_dim output_dim tie_weights=True embeddings_initializer=None"
                + " embeddings_regularizer=None embeddings_constraint=None mask_zero=False"
                + " reverse_dtype=None logit_soft_cap=None")
        .option("reverse", false)
        .tolerating(Keras.TOLERATED)
        .limit(
            "a head beside the embedding: write a layer of its own",
            call -> call.flag("reverse") && !call.flag("tie_weights"))
        .arranged(KerasAxes::channels)
        .readOnly();
  }

  /** The kinds differ in what they zero together and by what they replace it: in training alone. */
  private static EntryBuilder dropout(Dropout.Kind kind, String name) {
    return Keras.layer(Dropout.class, name)
        .fixed("kind", kind)
        .signature("rate:p")
        .unsaid("inplace")
        .arranged(KerasAxes::any);
  }

  private static EntryBuilder identity(String name) {
    return Keras.layer(Identity.class, name).arranged(KerasAxes::any);
  }

  /** Keras states the whole output; Layerbook what the input does not say. */
  private static EntryBuilder einsum() {
    return Keras.activated(EinsumDense.class, "EinsumDense")
        .signature("equation output_shape activation=None bias_axes=None")
        .bound(List.of("sizes", "equation", "biasaxes"), Vectors::readEinsum, Vectors::write)
        .naming(Tensors.weight("kernel"))
        .arranged(KerasAxes::channels);
  }

  private static void readEinsum(Call call, Map<String, @Nullable Object> options) {
    String equation = call.text("equation").replace(" ", "");
    if (!equation.matches("[^,]*,.*->.*")) {
      throw new DialectException(equation + " is not an equation: write abc,cd->abd");
    }
    String from = equation.substring(0, equation.indexOf(','));
    String to = equation.substring(equation.indexOf("->") + 2);
    String biased = call.isAbsent("bias_axes") ? "" : call.text("bias_axes");
    List<? extends @Nullable Object> stated = call.elements("output_shape");
    List<Size> sizes = new ArrayList<>();
    for (int i = 1; i <= Math.min(stated.size(), to.length()); i++) {
      String axis = to.substring(to.length() - i, to.length() - i + 1);
      Object extent = stated.get(stated.size() - i);
      if (extent == null && biased.contains(axis)) {
        throw new DialectException(
            "the extent of the bias along %s is not stated in %s", axis, Arguments.literal(stated));
      } else if (!from.contains(axis)) {
        sizes.add(0, Size.of(Call.number("output_shape", extent)));
      }
    }
    options.put("sizes", sizes);
    options.put("equation", equation);
    options.put("biasaxes", biased);
  }

  private static void write(Writing writing, Map<String, @Nullable Object> arguments) {
    String equation = String.valueOf(writing.get("equation"));
    String biased = String.valueOf(writing.get("biasaxes"));
    String from = equation.substring(0, equation.indexOf(','));
    String to = equation.substring(equation.indexOf("->") + 2);
    if (equation.contains("...")) {
      throw new NotExpressibleException("the shape of an output with ... is not stated");
    }
    List<Size> sizes = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(writing.get("sizes"))).forEach(s -> sizes.add((Size) s));
    List<@Nullable Object> shape = new ArrayList<>();
    for (char axis : to.substring(1).toCharArray()) {
      int place = from.indexOf(axis);
      if (place < 0) {
        shape.add(sizes.remove(0).value());
      } else {
        shape.add(biased.indexOf(axis) < 0 ? null : extent(writing, place));
      }
    }
    arguments.put("equation", equation);
    arguments.put("output_shape", shape);
    arguments.put("bias_axes", biased.isEmpty() ? null : biased);
  }

  /** The extent of one of the input's axes, of which the batch is the first. */
  private static long extent(Writing writing, int axis) {
    if (writing.inputs().isEmpty()) {
      throw new NotExpressibleException("the extent along a bias is needed: state the input");
    }
    return writing.inputs().get(0).axes(AxisOrder.HWC).get(axis - 1).size().value();
  }
}
