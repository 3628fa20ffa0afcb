package io.github.layerbook.exchange.caffe;

import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.regex.Pattern;

/**
 * Caffe's network files, {@code deploy.prototxt} and {@code train_val.prototxt}, of the new form
 * with {@code layer} and of the old one with {@code layers}.
 */
public final class Prototxt {
  /** The form. */
  public static final Form FORM =
      Form.single(
          "caffe", "a Caffe prototxt", Integer.MAX_VALUE, Prototxt::recognises, Prototxt::read);

  private static final Pattern LAYER = Pattern.compile("(?m)(?:^|[\\s}])layers?\\s*:?\\s*\\{");
  private static final Pattern FIELD =
      Pattern.compile("\\b(?:bottom|top|type|num_output|kernel_size)\\s*:");

  private Prototxt() {}

  private static boolean recognises(String text) {
    return LAYER.matcher(text).find() && FIELD.matcher(text).find();
  }

  private static ReadNetwork read(String text, ReadingOptions options) {
    return new PrototxtReader(text, options).read();
  }
}
