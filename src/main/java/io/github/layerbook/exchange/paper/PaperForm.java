package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** The forms of papers' tables. */
public enum PaperForm implements TextForm {
  /** Stages in columns, as ResNet's. */
  RESIDUAL("a paper's table of residual stages", ResidualTable::recognises, ResidualTable::readAll),
  /** Dense blocks in columns, as DenseNet's. */
  DENSE("a paper's table of dense blocks", DenseTable::recognises, DenseTable::readAll),
  /** Branches in columns, as GoogLeNet's. */
  INCEPTION(
      "a paper's table of inception modules",
      InceptionTable::recognises,
      single(InceptionTable::read)),
  /** Expansion, channels, repetitions and stride, as MobileNetV2's. */
  BOTTLENECK(
      "a paper's table of bottlenecks", BottleneckTable::recognises, single(BottleneckTable::read)),
  /** A stage a row, as EfficientNet's. */
  EFFICIENT("a paper's table of stages", EfficientTable::recognises, single(EfficientTable::read)),
  /** A network a column, as VGG's. */
  CONFIGURATIONS(
      "a paper's table of configurations",
      ConfigurationTable::recognises,
      ConfigurationTable::readAll),
  /** Expanded channels, squeeze-and-excitation and nonlinearity, as MobileNetV3's. */
  MOBILE("a paper's table of bottlenecks", MobileTable::recognises, single(MobileTable::read)),
  /** Fire modules, as SqueezeNet's. */
  FIRE("a paper's table of fire modules", FireTable::recognises, single(FireTable::read)),
  /** A layer a row, as MobileNet's. */
  LAYERS("a paper's table of layers", LayerTable::recognises, single(LayerTable::read));

  private static final int LONGEST = 100_000;

  /** So many letters tell what a text is. */
  private static final int SAMPLE = 12_000;

  private final String title;

  /** Never changed: a method. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<String> recognises;

  /** Never changed: a method. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiFunction<String, ReadingOptions, List<ReadNetwork>> reader;

  PaperForm(
      String title,
      Predicate<String> recognises,
      BiFunction<String, ReadingOptions, List<ReadNetwork>> reader) {
    this.title = title;
    this.recognises = recognises;
    this.reader = reader;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public boolean recognises(String text) {
    return text.length() <= LONGEST
        && recognises.test(text.substring(0, Math.min(SAMPLE, text.length())));
  }

  private static BiFunction<String, ReadingOptions, List<ReadNetwork>> single(
      BiFunction<String, ReadingOptions, ReadNetwork> reader) {
    return (text, options) -> List.of(reader.apply(text, options));
  }

  @Override
  public ReadNetwork read(String text, ReadingOptions options) {
    return ReadNetwork.first(readAll(text, options));
  }

  @Override
  public List<ReadNetwork> readAll(String text, ReadingOptions options) {
    return text.length() > LONGEST
        ? List.of(
            ReadNetwork.failed(
                List.of(),
                List.of(new Problem(0, "the text has more than %,d letters".formatted(LONGEST)))))
        : reader.apply(text, options);
  }

  @Override
  public String toString() {
    return "paper-" + name().toLowerCase(Locale.ROOT);
  }
}
