package io.github.layerbook.exchange.keras.file;

import io.github.layerbook.exchange.container.JsonText;
import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.unit.Numbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A configuration as a file of its own: what {@code model.to_json()} gives. */
public final class KerasJson implements FileForm {
  /** Larger configurations has no model, in bytes. */
  static final int LONGEST = 32 << 20;

  @Override
  public String title() {
    return "a Keras configuration";
  }

  @Override
  public boolean recognises(byte[] beginning, String name) {
    String text = new String(beginning, StandardCharsets.UTF_8);
    return KerasConfig.isLike(text)
        && Stream.of("\"layers\"", "\"module\"", "keras").anyMatch(text::contains);
  }

  @Override
  public ReadNetwork read(Path file, FileOptions options) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw UnreadableFileException.of(
          file, "is larger than any configuration, %s".formatted(Numbers.bytes(LONGEST)));
    }
    return new KerasConfig(file, "", JsonText.tree(Files.readAllBytes(file), file, ""))
        .read(options, false);
  }
}
