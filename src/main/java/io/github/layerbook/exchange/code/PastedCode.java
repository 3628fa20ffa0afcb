package io.github.layerbook.exchange.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.keras.code.KerasCode;
import io.github.layerbook.exchange.python.syntax.Problem;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.exchange.pytorch.code.TorchCode;
import io.github.layerbook.exchange.tracing.CodeOptions;
import io.github.layerbook.exchange.tracing.ReadNetwork;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads networks from PyTorch and Keras code as people paste it.
 *
 * <pre>{@code
 * import io.github.layerbook.exchange.code.PastedCode;
 * import io.github.layerbook.exchange.tracing.CodeOptions;
 * String text = "net = nn.Sequential(nn.Linear(784, 10), nn.ReLU())";
 * var read = PastedCode.read(text, CodeOptions.NONE.input(784L));
 * Report.of(read.network().get()).total(Quantity.PARAMETERS).value()   // 7850
 * }</pre>
 */
public final class PastedCode {
  /** Longer texts are no network's. */
  private static final int LONGEST = 400_000;

  /** Words that code of one framework has and that of the other has not. */
  private static final List<String> TORCH =
      List.of(
          "torch",
          "nn.",
          "F.",
          "forward",
          "Conv1d",
          "Conv2d",
          "Conv3d",
          "Linear(",
          "Pool2d",
          "BatchNorm2d",
          "ModuleList",
          "in_channels");

  private static final List<String> KERAS =
      List.of(
          "keras",
          "tf.",
          "tensorflow",
          "Conv1D",
          "Conv2D",
          "Conv3D",
          "Dense(",
          "Pooling",
          "input_shape",
          ".compile(",
          "BatchNormalization",
          "layers.",
          "activation=");

  private static final Pattern CODE =
      Pattern.compile("(?m)^\\s*(>>>|In \\[|class |def |import |from \\w|\\w+ *= *\\w)|\\w\\(");

  private PastedCode() {}

  /** Returns whether a text looks like code that is read here. */
  public static boolean looksLikeCode(String text) {
    return CODE.matcher(text).find() && (count(TORCH, text) > 0 || count(KERAS, text) > 0);
  }

  /** Reads a text. */
  public static ReadNetwork read(String text, CodeOptions options) {
    if (text.length() > LONGEST) {
      return ReadNetwork.failed(
          List.of(),
          List.of(new Problem(0, "the text has more than %,d letters".formatted(LONGEST))));
    }
    PythonReader.Program program = PythonReader.read(text);
    return isKeras(text, options)
        ? KerasCode.read(program, options)
        : TorchCode.read(program, options);
  }

  /** Returns the framework that a text is read as code of. */
  public static Dialect dialect(String text, CodeOptions options) {
    return isKeras(text, options) ? Keras.dialect() : PyTorch.dialect();
  }

  private static boolean isKeras(String text, CodeOptions options) {
    return options.framework().isEmpty()
        ? count(KERAS, text) > count(TORCH, text)
        : options.framework().toLowerCase(Locale.ROOT).contains("keras");
  }

  private static long count(List<String> words, String text) {
    long count = 0;
    for (String word : words) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        count++;
      }
    }
    return count;
  }
}
