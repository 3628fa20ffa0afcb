package io.github.layerbook.exchange.pasted;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.keras.code.KerasCode;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.exchange.pytorch.code.TorchCode;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Python code of a framework. */
@SuppressWarnings("ImmutableEnumChecker") // What it holds is never changed.
enum CodeForm implements TextForm {
  PYTORCH(
      PyTorch.dialect().name(),
      Dialect.names(
          "torch timm. nn. F. forward Conv1d Conv2d Conv3d Linear( Pool2d BatchNorm2d ModuleList"
              + " in_channels"),
      TorchCode::read,
      TorchCode::readAll),
  KERAS(
      Keras.dialect().name(),
      Dialect.names(
          "keras tf. tensorflow Conv1D Conv2D Conv3D Dense( Pooling input_shape .compile("
              + " BatchNormalization layers. activation="),
      KerasCode::read,
      KerasCode::readAll);

  /** Longer texts are no network's. */
  private static final int LONGEST = 400_000;

  private static final Pattern CODE =
      Pattern.compile("(?m)^\\s*(>>>|In \\[|class |def |import |from \\w|\\w+ *= *\\w)|\\w\\(");

  /** {@code Linear(3136→20)} is no code, whatever its words, nor are calls with arrows between. */
  private static final Pattern SKETCH =
      Pattern.compile(
          "(?m)^[^#\\n\"']*\\(\\s*\\d+\\s*→|^(?!\\s*(?:async )?def\\b)[^#\\n\"':]*\\)\\s*(?:-+>|=>|→)\\s*[A-Z]\\w*\\(");

  private final String framework;

  /** Words that code of this framework has and that of the other has not; never changed. */
  private final List<String> words;

  private final BiFunction<PythonReader.Program, ReadingOptions, ReadNetwork> reader;
  private final BiFunction<PythonReader.Program, ReadingOptions, List<ReadNetwork>> allReader;

  CodeForm(
      String framework,
      List<String> words,
      BiFunction<PythonReader.Program, ReadingOptions, ReadNetwork> reader,
      BiFunction<PythonReader.Program, ReadingOptions, List<ReadNetwork>> allReader) {
    this.framework = framework;
    this.words = words;
    this.reader = reader;
    this.allReader = allReader;
  }

  /** A text that makes several networks gives each, if it can; else the last. */
  @Override
  public List<ReadNetwork> readAll(String text, ReadingOptions options) {
    return options.call().isEmpty() && text.length() <= LONGEST
        ? guarded(() -> allReader.apply(PythonReader.read(text), options))
        : List.of(read(text, options));
  }

  @Override
  public String title() {
    return framework + " code";
  }

  @Override
  public boolean recognises(String text) {
    return CODE.matcher(text).find()
        && nearest(text) == this
        && count(text) > 0
        && !OtherText.isOtherCode(text)
        && !SKETCH.matcher(text).find();
  }

  @Override
  public ReadNetwork read(String text, ReadingOptions options) {
    return text.length() > LONGEST
        ? ReadNetwork.failed("the text has more than %,d letters".formatted(LONGEST))
        : guarded(() -> List.of(reader.apply(PythonReader.read(text), options))).get(0);
  }

  /** Calls of calls, however the text makes them, end in words. */
  private static List<ReadNetwork> guarded(Supplier<List<ReadNetwork>> reading) {
    try {
      return reading.get();
    } catch (StackOverflowError e) {
      return List.of(ReadNetwork.failed("its calls and expressions are nested too deeply"));
    }
  }

  @Override
  public String fix() {
    return "Fix this, or paste the network's own code only; --call \"Net(10)\" says which network"
        + " it makes, --input 3x32x32 what that reads, in the code's order of axes.";
  }

  @Override
  public String toString() {
    return framework.toLowerCase(Locale.ROOT);
  }

  /** Returns the framework that a text has most words of. */
  private static CodeForm nearest(String text) {
    return KERAS.count(text) > PYTORCH.count(text) ? KERAS : PYTORCH;
  }

  private long count(String text) {
    long count = 0;
    for (String word : words) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        count++;
      }
    }
    return count;
  }
}
