package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** The forms of lectures and of plain sentences. */
public enum LectureForm implements TextForm {
  /** {@code [55x55x96] CONV1: 96 11x11 filters at stride 4, pad 0}. */
  VOLUMES("a lecture's list of volumes", Volumes::recognises, Volumes::read),
  /** {@code CONV1 (f=5, s=1) (28,28,8) 6,272 608}. */
  ACTIVATIONS("a lecture's table of activations", Activations::recognises, Activations::read),
  /** {@code INPUT -> [CONV -> RELU]*2 -> POOL}. */
  ARROWS("a chain of layers with arrows", Arrows::recognises, Arrows::read),
  /** <em>A convolutional layer with ten 5×5 filters, stride 1, on a 39×39×3 input.</em> */
  SENTENCES("sentences about layers", Sentences::recognises, Sentences::read);

  private static final int LONGEST = 100_000;

  private final String title;
  private final Predicate<String> recognises;
  private final BiFunction<String, ReadingOptions, ReadNetwork> reader;

  LectureForm(
      String title,
      Predicate<String> recognises,
      BiFunction<String, ReadingOptions, ReadNetwork> reader) {
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
    return text.length() <= LONGEST && recognises.test(text);
  }

  @Override
  public ReadNetwork read(String text, ReadingOptions options) {
    return text.length() > LONGEST
        ? ReadNetwork.failed(
            List.of(),
            List.of(new Problem(0, "the text has more than %,d letters".formatted(LONGEST))))
        : reader.apply(text, options);
  }

  @Override
  public String toString() {
    return "lecture-" + name().toLowerCase(Locale.ROOT);
  }
}
