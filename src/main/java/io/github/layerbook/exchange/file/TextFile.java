package io.github.layerbook.exchange.file;

import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.exchange.pasted.PastedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file whose text is of a form that people paste: code, a configuration, a printed model. */
record TextFile(String text, TextForm form) implements FileForm {
  /** Longer texts are no network's. */
  private static final long LONGEST = 4_000_000;

  /** So many problems are named in an error. */
  private static final int NAMED = 4;

  /** Returns what a file is if it is a text of a form that is known. */
  static Optional<FileForm> of(Path file, byte[] beginning) throws IOException {
    if (FileKind.isBinary(beginning) || Files.size(file) > LONGEST) {
      return Optional.empty();
    }
    Optional<String> text = decoded(Files.readAllBytes(file));
    return text.flatMap(PastedText::form).map(form -> new TextFile(text.orElseThrow(), form));
  }

  private static Optional<String> decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public String title() {
    return form.title();
  }

  @Override
  public boolean recognises(byte[] beginning, String name) {
    return !FileKind.isBinary(beginning);
  }

  @Override
  public ReadNetwork read(Path file, FileOptions options) {
    ReadNetwork read = form.read(text, options.text());
    if (read.network().isEmpty() && read.inventory().isEmpty()) {
      throw UnreadableFileException.of(
          file,
          "is read as %s, but it defines no network; %s"
              .formatted(
                  form.title(),
                  read.problems().stream()
                      .limit(NAMED)
                      .map(String::valueOf)
                      .collect(Collectors.joining("; "))));
    }
    return read;
  }
}
