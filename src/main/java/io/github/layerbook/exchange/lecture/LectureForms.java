package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.TextForm;
import java.util.List;

/** The forms of lectures and of plain sentences. */
public final class LectureForms {
  /** The word for the form of plain sentences, which recognises most. */
  public static final String SENTENCES = "sentences";

  private static final List<TextForm> ALL =
      List.of(
          // [55x55x96] CONV1: 96 11x11 filters at stride 4, pad 0
          Form.singleShort(
              "lecture", "a lecture's list of volumes", Volumes::recognises, Volumes::read),
          // CONV1 (f=5, s=1) (28,28,8) 6,272 608
          Form.singleShort(
              "lecture-table",
              "a lecture's table of activations",
              Activations::recognises,
              Activations::read),
          // [64, 64, 'M', 128, 'M']
          Form.ofShort(
              "layer-list", "a list of filters and poolings", Lists::recognises, Lists::readAll),
          // 8C5-MP2-16C5-MP3-10N
          Form.singleShort(
              "layer-string", "a network in one word", Strings::recognises, Strings::read),
          // INPUT -> [CONV -> RELU]*2 -> POOL
          Form.singleShort(
              "arrows", "a chain of layers with arrows", Arrows::recognises, Arrows::read),
          // A convolutional layer with ten 5×5 filters, stride 1, on a 39×39×3 input.
          Form.singleShort(
              SENTENCES, "sentences about layers", Sentences::recognises, Sentences::read));

  private LectureForms() {}

  /** Returns the forms in the order in which they are tried. */
  public static List<TextForm> all() {
    return ALL;
  }
}
