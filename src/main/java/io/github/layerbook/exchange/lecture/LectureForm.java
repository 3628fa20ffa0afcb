package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** The forms of lectures and of plain sentences. */
public enum LectureForm implements TextForm {
  /** {@code [55x55x96] CONV1: 96 11x11 filters at stride 4, pad 0}. */
  VOLUMES("lecture", "a lecture's list of volumes", Volumes::recognises, single(Volumes::read)),
  /** {@code CONV1 (f=5, s=1) (28,28,8) 6,272 608}. */
  ACTIVATIONS(
      "lecture-table",
      "a lecture's table of activations",
      Activations::recognises,
      single(Activations::read)),
  /** {@code [64, 64, 'M', 128, 'M']}. */
  LISTS("layer-list", "a list of filters and poolings", Lists::recognises, Lists::readAll),
  /** {@code 8C5-MP2-16C5-MP3-10N}. */
  STRINGS("layer-string", "a network in one word", Strings::recognises, single(Strings::read)),
  /** {@code INPUT -> [CONV -> RELU]*2 -> POOL}. */
  ARROWS("arrows", "a chain of layers with arrows", Arrows::recognises, single(Arrows::read)),
  /** <em>A convolutional layer with ten 5×5 filters, stride 1, on a 39×39×3 input.</em> */
  SENTENCES("sentences", "sentences about layers", Sentences::recognises, single(Sentences::read));

  private static final int LONGEST = 100_000;

  /** So many letters tell what a text is. */
  private static final int SAMPLE = 12_000;

  private final String word;
  private final String title;

  /** Never changed: a method. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<String> recognises;

  /** Never changed: a method. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiFunction<String, ReadingOptions, List<ReadNetwork>> reader;

  LectureForm(
      String word,
      String title,
      Predicate<String> recognises,
      BiFunction<String, ReadingOptions, List<ReadNetwork>> reader) {
    this.word = word;
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
    return word;
  }
}
