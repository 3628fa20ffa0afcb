package io.github.layerbook.exchange.darknet;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import java.util.regex.Pattern;

/** Darknet's network files, {@code yolov3.cfg}. */
public final class ConfigFile implements TextForm {
  private static final Pattern SECTION =
      Pattern.compile("(?im)^\\s*\\[(?:net|network|convolutional|connected|shortcut|yolo)]\\s*$");
  private static final Pattern SETTING = Pattern.compile("(?m)^\\s*[a-z_]+\\s*=\\s*[-0-9a-z]");

  @Override
  public String title() {
    return "a Darknet configuration";
  }

  @Override
  public boolean recognises(String text) {
    return SECTION.matcher(text).find() && SETTING.matcher(text).find();
  }

  @Override
  public ReadNetwork read(String text, ReadingOptions options) {
    return new ConfigReader(text, options).read();
  }

  @Override
  public String toString() {
    return "darknet";
  }
}
