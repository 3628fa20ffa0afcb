package io.github.layerbook.view.document;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A form of file that things are exported in.
 *
 * @param name the word that chooses it: {@code pytorch}
 * @param title what messages call it: {@code PyTorch code}
 * @param endings the endings of files that are of it, without the dot, the usual one first
 * @param writers how it is made of each type that has it, the more particular type first
 */
public record ExportForm(String name, String title, List<String> endings, List<Writer<?>> writers) {
  /** Copies the lists. */
  public ExportForm {
    endings = List.copyOf(endings);
    writers = List.copyOf(writers);
  }

  /**
   * Makes the form of values of a type.
   *
   * @param type the type
   * @param bytes what the file holds
   */
  public record Writer<T>(Class<T> type, Function<T, byte[]> bytes) {
    /** Makes the writer of a text. */
    public static <T> Writer<T> text(Class<T> type, Function<T, String> text) {
      return new Writer<>(type, value -> text.apply(value).getBytes(StandardCharsets.UTF_8));
    }

    private Optional<byte[]> of(Object value) {
      return type.isInstance(value) ? Optional.of(bytes.apply(type.cast(value))) : Optional.empty();
    }
  }

  /** Makes a form; its endings are separated by spaces. */
  public static ExportForm of(String name, String title, String endings, Writer<?>... writers) {
    return new ExportForm(name, title, List.of(endings.split(" ", -1)), List.of(writers));
  }

  /** Returns whether a value has this form. */
  public boolean takes(Object value) {
    return writers.stream().anyMatch(writer -> writer.type().isInstance(value));
  }

  /**
   * Returns what a file of a value in this form holds.
   *
   * @throws ExportException if the value does not have this form
   */
  public byte[] bytes(Object value) {
    return writers.stream()
        .flatMap(writer -> writer.of(value).stream())
        .findFirst()
        .orElseThrow(() -> new ExportException("this cannot be written as " + title));
  }

  /** Returns the ending that files of it usually have, with its dot. */
  public String ending() {
    return "." + endings.get(0);
  }
}
