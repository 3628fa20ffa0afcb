package io.github.layerbook.exchange.caffe;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import java.util.regex.Pattern;

/**
 * Caffe's network files, {@code deploy.prototxt} and {@code train_val.prototxt}, of the new form
 * with {@code layer} and of the old one with {@code layers}.
 */
public final class Prototxt implements TextForm {
  private static final Pattern LAYER = Pattern.compile("(?m)(?:^|[\\s}])layers?\\s*:?\\s*\\{");
  private static final Pattern FIELD =
      Pattern.compile("\\b(?:bottom|top|type|num_output|kernel_size)\\s*:");

  @Override
  public String title() {
    return "a Caffe prototxt";
  }

  @Override
  public boolean recognises(String text) {
    return LAYER.matcher(text).find() && FIELD.matcher(text).find();
  }

  @Override
  public ReadNetwork read(String text, ReadingOptions options) {
    return new PrototxtReader(text, options).read();
  }

  @Override
  public String toString() {
    return "caffe";
  }
}
