package io.github.layerbook.exchange.darknet;

import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.regex.Pattern;

/** Darknet's network files, {@code yolov3.cfg}. */
public final class ConfigFile {
  /** The form. */
  public static final Form FORM =
      Form.single(
          "darknet",
          "a Darknet configuration",
          Integer.MAX_VALUE,
          ConfigFile::recognises,
          ConfigFile::read);

  private static final Pattern SECTION =
      Pattern.compile("(?im)^\\s*\\[(?:net|network|convolutional|connected|shortcut|yolo)]\\s*$");
  private static final Pattern SETTING = Pattern.compile("(?m)^\\s*[a-z_]+\\s*=\\s*[-0-9a-z]");

  private ConfigFile() {}

  private static boolean recognises(String text) {
    return SECTION.matcher(text).find() && SETTING.matcher(text).find();
  }

  private static ReadNetwork read(String text, ReadingOptions options) {
    return new ConfigReader(text, options).read();
  }
}
