package io.github.layerbook.exchange.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a file is that holds no model, by its first bytes.
 *
 * @param at where its sign stands
 * @param sign the bytes, each a letter of ISO 8859-1
 * @param name what it is, in words
 */
record FileKind(int at, String sign, String name) {
  /** What stands under the name of a model that was not fetched. */
  private static final List<FileKind> PLACEHOLDERS =
      List.of(
          of(
              "version https://git-lfs",
              "a pointer of Git LFS: fetch the file itself (git lfs pull)"),
          of("<!DOCTYPE", "an HTML page: maybe an error page in the place of the model"),
          of("<!doctype", "an HTML page: maybe an error page in the place of the model"),
          of("<html", "an HTML page: maybe an error page in the place of the model"));

  private static final List<FileKind> KINDS =
      List.of(
          of("\u0089PNG", "a PNG picture"),
          of("\u00ff\u00d8\u00ff", "a JPEG picture"),
          of("GIF8", "a GIF picture"),
          of("BM", "a BMP picture"),
          of("RIFF", "a RIFF file (WebP, WAV or AVI)"),
          of("%PDF", "a PDF document"),
          of("\u00d0\u00cf\u0011\u00e0", "an old Microsoft Office document"),
          of("PK\u0003\u0004", "a zip archive that holds no model's files"),
          of("PK\u0005\u0006", "an empty zip archive"),
          of("\u001f\u008b", "compressed with gzip: unpack it first"),
          of("BZh", "compressed with bzip2: unpack it first"),
          of("\u00fd7zXZ", "compressed with xz: unpack it first"),
          of("(\u00b5/\u00fd", "compressed with zstd: unpack it first"),
          of("7z\u00bc\u00af", "a 7-zip archive"),
          of("Rar!", "a RAR archive"),
          new FileKind(257, "ustar", "a tar archive that holds no model's files"),
          of("\u0089HDF\r\n\u001a\n", "an HDF5 file that holds no model"),
          of("\u0093NUMPY", "one array of NumPy"),
          of("\u007fELF", "a program or library for Linux"),
          of("MZ", "a program or library for Windows"),
          of("\u00ca\u00fe\u00ba\u00be", "a Java class or a program for macOS"),
          of("SQLite format 3", "an SQLite database"),
          of("PAR1", "a Parquet table"),
          new FileKind(4, "TFL3", "a TensorFlow Lite model, which is not read yet"),
          of("ggml", "a model in GGML's format from before GGUF: convert it to GGUF"),
          of("ggjt", "a model in GGML's format from before GGUF: convert it to GGUF"),
          of("<?xml", "an XML file"));

  private static FileKind of(String sign, String name) {
    return new FileKind(0, sign, name);
  }

  /** Returns what stands in the place of a model, in words that follow the file's name. */
  static Optional<String> placeholder(byte[] beginning) {
    return PLACEHOLDERS.stream()
        .filter(kind -> kind.fits(beginning))
        .findFirst()
        .map(kind -> "is " + kind.name);
  }

  /** Returns what a file is, in words that follow its name, and that it is no model. */
  static String of(byte[] beginning) {
    return "is "
        + KINDS.stream()
            .filter(kind -> kind.fits(beginning))
            .map(FileKind::name)
            .findFirst()
            .orElseGet(
                () ->
                    isBinary(beginning) ? "not a model of a form that is known" : text(beginning));
  }

  private static String text(byte[] beginning) {
    String text = new String(beginning, StandardCharsets.UTF_8).strip();
    return text.startsWith("{") || text.startsWith("[")
        ? "JSON, but no model's that is known"
        : "a text of no form that is known";
  }

  private boolean fits(byte[] beginning) {
    return new String(beginning, StandardCharsets.ISO_8859_1).startsWith(sign, at);
  }

  /** Returns whether bytes are no text's. */
  static boolean isBinary(byte[] beginning) {
    for (byte each : beginning) {
      if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t' && each != '\f') {
        return true;
      }
    }
    return false;
  }
}
