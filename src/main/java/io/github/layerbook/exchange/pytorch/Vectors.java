package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.activation.StochasticDepth;
import io.github.layerbook.layer.linear.Bilinear;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.EmbeddingBag;
import io.github.layerbook.layer.linear.Linear;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PyTorch's layers of vectors: linear layers, embeddings, dropout. */
final class Vectors {
  private Vectors() {}

  static List<EntryBuilder> entries() {
    EntryBuilder linear = linear();
    List<EntryBuilder> entries =
        new ArrayList<>(
            List.of(linear, PyTorch.lazy(linear), bilinear(), embedding(), bags(), depth()));
    addDropout(entries, Dropout.Kind.VALUES, "Dropout", "dropout", false);
    addDropout(entries, Dropout.Kind.CHANNELS, "Dropout1d", "dropout1d", true);
    addDropout(entries, Dropout.Kind.CHANNELS, "Dropout2d", "dropout2d", false);
    addDropout(entries, Dropout.Kind.CHANNELS, "Dropout3d", "dropout3d", true);
    addDropout(entries, Dropout.Kind.VALUES, "AlphaDropout", "alpha_dropout", true);
    addDropout(entries, Dropout.Kind.VALUES, "FeatureAlphaDropout", "feature_alpha_dropout", true);
    entries.add(PyTorch.module(Identity.class, "Identity").arranged(TorchAxes::any));
    return entries;
  }

  /** Inside an attention PyTorch prints the same layer under a longer name. */
  private static EntryBuilder linear() {
    return PyTorch.module(Linear.class, "Linear", "NonDynamicallyQuantizableLinear")
        .signature("in_features:in out_features:out bias=True")
        .arranged(TorchAxes::last);
  }

  private static EntryBuilder bilinear() {
    return PyTorch.module(Bilinear.class, "Bilinear")
        .signature("in1_features:in1 in2_features:in2 out_features:out bias=True")
        .codec("in1", Codec.channels(0))
        .codec("in2", Codec.channels(1))
        .arranged(TorchAxes::last);
  }

  private static EntryBuilder embedding() {
    return PyTorch.module(Embedding.class, "Embedding")
        .signature(
            "num_embeddings:vocabulary embedding_dim:features padding_idx=None max_norm=None"
                + " norm_type=2.0 scale_grad_by_freq=False sparse=False _weight=None"
                + " _freeze=False")
        .arranged(TorchAxes::last);
  }

  private static EntryBuilder bags() {
    return PyTorch.module(EmbeddingBag.class, "EmbeddingBag")
        .signature(
            "num_embeddings:vocabulary embedding_dim:features max_norm=None norm_type=2.0"
                + " scale_grad_by_freq=False mode=mean sparse=False _weight=None"
                + " include_last_offset=False padding_idx=None")
        .arranged(Vectors::bags);
  }

  /**
   * Bags are examples, unless a second input tells where they begin, and, if it is so agreed, where
   * the last one ends.
   */
  private static Arrangement bags(Call call) {
    if (call.inputs().size() == 1) {
      if (call.rank() != 2) {
        throw new DialectException("bags without offsets have 2 axes: %s", call.inputs());
      }
      return Arrangement.channelsLast(call.inputs(), 1);
    } else if (call.rank() != 1 || call.input(1).size() != 1) {
      throw new DialectException("words and offsets are lists, not %s", call.inputs());
    }
    Arrangement plain = Arrangement.channelsLast(call.inputs(), 0);
    if (!call.flag("include_last_offset")) {
      return plain;
    }
    Placement list = Placement.channelsLast(0, 1);
    long begins = call.input(1).get(0) - 1;
    return plain.operands(
        List.of(plain.operands().get(0), new Operand(1, list.shape(List.of(begins)), list)));
  }

  /**
   * Adds dropout as a class and as a function. The alpha kinds differ from the plain one by what
   * they put in the place of zeros, in training alone; they are not written. Whole channels are
   * written as Dropout2d, which takes any number of axes.
   */
  private static void addDropout(
      List<EntryBuilder> entries,
      Dropout.Kind kind,
      String name,
      String function,
      boolean readOnly) {
    EntryBuilder builder =
        PyTorch.module(Dropout.class, name)
            .fixed("kind", kind)
            .signature("p=0.5 inplace=False")
            .arranged(TorchAxes::any);
    if (name.equals("Dropout1d")) {
      builder.check(Vectors::checkLines);
    }
    EntryBuilder entry = (readOnly ? builder.readOnly() : builder);
    entries.add(entry);
    entries.add(PyTorch.function(entry, function, "p training inplace"));
  }

  /** Torchvision's and timm's: whole examples are dropped. */
  private static EntryBuilder depth() {
    return EntryBuilder.of(StochasticDepth.class, "torchvision.ops", "StochasticDepth", "DropPath")
        .signature("p=None mode=None")
        .codec("p", orZero())
        .writing("mode", writing -> "row")
        .arranged(TorchAxes::any);
  }

  /** torchvision's probability has no default, and is always written; timm's is 0. */
  private static Codec orZero() {
    return new Codec() {
      @Override
      public @Nullable Object read(String argument, @Nullable Object value) {
        return value == null ? Double.valueOf(0) : DECIMAL.read(argument, value);
      }

      @Override
      public @Nullable Object write(@Nullable Object option, Writing writing) {
        return option;
      }
    };
  }

  private static void checkLines(Call call) {
    if (call.knowsInputs() && (call.rank() < 2 || call.rank() > 3)) {
      throw new DialectException("Dropout1d takes 2 or 3 axes, not %s", call.input(0));
    }
  }
}
