package io.github.layerbook.exchange.outline;

import io.github.layerbook.exchange.outline.LayerPhrase.Kind;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.normalization.LocalResponseNormalization;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words by which a phrase tells what kind of layer it speaks of. */
final class Kinds {
  private static final Pattern TRANSPOSED =
      Pattern.compile(
          "\\btransposed?\\b|\\bde-?conv|\\bup-?conv|\\bfractionally|conv\\w*transpose");
  private static final Pattern DEPTHWISE =
      Pattern.compile("\\bdepth-?wise|\\bdw\\b|\\bdwconv|conv dw");
  private static final Pattern SEPARABLE = Pattern.compile("\\bseparable\\b");
  private static final Pattern POOL =
      Pattern.compile("pool|\\bsub-?sampl|\\bdown-?sampling|\\bgap\\b|\\bmp\\b");
  private static final Pattern GLOBAL = Pattern.compile("\\bglobal|\\bgap\\b");
  private static final Pattern AVERAGE =
      Pattern.compile(
          "\\bav(?:era)?ge?\\b|\\bav(?:era)?g[ -_]?pool|\\bmean\\b|\\bgap\\b|globalav|\\bsub-?sampl");
  private static final Pattern CONVOLUTION =
      Pattern.compile("conv(?!ex)|\\bfilters?\\b|\\bkernels?\\b|\\bfeature maps\\b");
  private static final Pattern FULLY_CONNECTED =
      Pattern.compile(
          "\\bfully?[- ]?connected|\\bfc\\d*\\b|\\bfc[-_(]|\\bdense(?:ly)?\\b|\\blinear\\b|\\baffine\\b|\\binner[- _]?product"
              + "|\\bneurons?\\b|\\bhidden (?:layer|units?)|\\boutput layer|\\bperceptron|\\blogits\\b|\\bclassifier|^\\W*(?:\\p{L}+ )?\\d+ (?:\\p{L}+ )?outputs?(?: units?| neurons?| nodes?)?\\W*$|\\b\\d+-?way\\b|\\b\\d+ classes|\\bhidden\\b");
  private static final Pattern SOFTMAX = Pattern.compile("\\bsoft-?max");
  private static final Pattern LOG_SOFTMAX = Pattern.compile("\\blog[- _]?soft-?max");
  private static final Pattern FLATTEN = Pattern.compile("\\bflatten|\\breshape\\b");
  private static final Pattern DROPOUT =
      Pattern.compile("\\bdrop-?out(?:\\D{0,20}?(0?\\.\\d{1,6}|\\d{1,2}\\s*%))?");
  private static final Pattern BATCH_NORM = Pattern.compile("\\bbatch[- _]?norm\\w*|\\bbn\\d*\\b");
  private static final Pattern LAYER_NORM = Pattern.compile("\\blayer[- _]?norm\\w*|\\bln\\b");
  private static final Pattern LOCAL_NORM =
      Pattern.compile(
          "\\blrn\\d*\\b|\\blocal[- ](?:response|contrast)|\\bnorm\\d*\\b|\\bcontrast norm|\\bnormali[sz]ation\\b");

  private static final Map<Pattern, Activation.Kind> ACTIVATIONS = activations();

  private Kinds() {}

  private static Map<Pattern, Activation.Kind> activations() {
    Map<Pattern, Activation.Kind> all = new LinkedHashMap<>();
    all.put(Pattern.compile("\\bleaky[- _]?relu\\b|\\blrelu\\b"), Activation.Kind.LEAKYRELU);
    all.put(Pattern.compile("\\brelu[- ]?6\\b"), Activation.Kind.RELU6);
    all.put(Pattern.compile("\\brelus?\\d*\\b|\\brectif\\w+"), Activation.Kind.RELU);
    all.put(Pattern.compile("\\bhard[- _]?swish\\b|\\bh-swish\\b"), Activation.Kind.HARDSWISH);
    all.put(Pattern.compile("\\bswish\\b|\\bsilu\\b"), Activation.Kind.SILU);
    all.put(Pattern.compile("\\bgelu\\b"), Activation.Kind.GELU);
    all.put(Pattern.compile("\\bselu\\b"), Activation.Kind.SELU);
    all.put(Pattern.compile("\\belu\\b"), Activation.Kind.ELU);
    all.put(Pattern.compile("\\btanh\\b|\\bhyperbolic tangent\\b"), Activation.Kind.TANH);
    all.put(Pattern.compile("\\bsigmoid\\b|\\blogistic\\b"), Activation.Kind.SIGMOID);
    all.put(Pattern.compile("\\bmish\\b"), Activation.Kind.MISH);
    return all;
  }

  private static boolean has(Pattern pattern, String text) {
    return pattern.matcher(text).find();
  }

  /** Returns the kind of a layer with sizes; empty if the text speaks of none. */
  static Optional<Kind> of(String text) {
    if (has(POOL, text)) {
      boolean average = has(AVERAGE, text);
      boolean global = has(GLOBAL, text);
      return Optional.of(
          global
              ? average || !text.contains("max") ? Kind.GLOBAL_AVERAGE : Kind.GLOBAL_MAX
              : average ? Kind.AVERAGE_POOL : Kind.MAX_POOL);
    } else if (has(TRANSPOSED, text)) {
      return Optional.of(Kind.TRANSPOSED);
    } else if (has(SEPARABLE, text)) {
      return Optional.of(Kind.SEPARABLE);
    } else if (has(DEPTHWISE, text)) {
      return Optional.of(Kind.DEPTHWISE);
    } else if (has(FULLY_CONNECTED, text) && !text.contains("conv")) {
      return Optional.of(Kind.FULLY_CONNECTED);
    }
    return has(CONVOLUTION, text) ? Optional.of(Kind.CONVOLUTION) : Optional.empty();
  }

  /** Returns whether a text that says no number of outputs speaks of a softmax alone. */
  static boolean isSoftmax(String text) {
    return has(SOFTMAX, text) && !text.matches("(?s).*\\b(?:fc|dense|linear|connected)\\b.*");
  }

  /** Returns the layer without sizes that a text speaks of. */
  static Optional<Layer> plain(String text) {
    List<Layer> all = all(text);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  /** Returns what a text says to follow a layer with sizes. */
  static List<Layer> after(String text, Kind kind) {
    List<Layer> all = new ArrayList<>(all(text));
    all.removeIf(
        layer ->
            layer instanceof Flatten
                || (layer instanceof LocalResponseNormalization && !text.contains("lrn")));
    if (kind.isPool()) {
      all.removeIf(layer -> layer instanceof BatchNormalization);
    }
    return all;
  }

  private static List<Layer> all(String text) {
    List<Layer> all = new ArrayList<>();
    if (has(FLATTEN, text)) {
      all.add(new Flatten());
    }
    if (has(BATCH_NORM, text)) {
      all.add(BatchNormalization.of());
    } else if (has(LAYER_NORM, text)) {
      all.add(LayerNormalization.of());
    } else if (has(LOCAL_NORM, text)) {
      all.add(new LocalResponseNormalization(Size.of(5)));
    }
    for (Map.Entry<Pattern, Activation.Kind> activation : ACTIVATIONS.entrySet()) {
      if (has(activation.getKey(), text)) {
        all.add(Activation.of(activation.getValue()));
        break;
      }
    }
    if (has(SOFTMAX, text)) {
      all.add(new Softmax(has(LOG_SOFTMAX, text) ? Softmax.Kind.LOG : Softmax.Kind.SOFTMAX));
    }
    Matcher dropout = DROPOUT.matcher(text);
    if (dropout.find()) {
      all.add(new Dropout(probability(dropout.group(1))));
    }
    return all;
  }

  private static double probability(@org.jspecify.annotations.Nullable String written) {
    if (written == null) {
      return 0.5;
    }
    return written.endsWith("%")
        ? Double.parseDouble(written.replace("%", "").strip()) / 100
        : Double.parseDouble(written);
  }
}
