package io.github.layerbook.whatif.sweep;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.tape.VariantBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Writes a sweep as a CSV file (RFC 4180, UTF-8) that appears when it is complete. */
final class SweepFile {
  private final Sweep sweep;
  private final Path file;
  private final Path part;

  SweepFile(Sweep sweep, Path file) {
    this.sweep = sweep;
    this.file = file.toAbsolutePath();
    this.part = Path.of(this.file + ".part");
  }

  long write(int threads, LongConsumer progress) throws IOException {
    checkRoom(threads);
    long written;
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        out.write(head().getBytes(StandardCharsets.UTF_8));
        written = write(out, threads, progress);
      }
      if (written == sweep.size()) {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
    return written;
  }

  private long write(OutputStream out, int threads, LongConsumer progress) throws IOException {
    try {
      return sweep
          .runOver(0, sweep.size())
          .run(
              threads,
              block -> new Lines(block.first() + block.count(), lines(block)),
              lines -> {
                try {
                  out.write(lines.text().getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                progress.accept(lines.end());
              });
    } catch (UncheckedIOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Some lines, and the index after them. */
  private record Lines(long end, String text) {}

  private void checkRoom(int threads) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(
          file + " is a folder: name a file in it, such as " + file.resolve("sweep.csv"));
    }
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder + ": make it first");
    }
    Estimate estimate = sweep.estimate(threads);
    long room = Files.getFileStore(folder).getUsableSpace();
    if (estimate.bytes() > room) {
      throw new IllegalArgumentException(
          ("%s variants need a file of about %s bytes, the disk has room for %s: give the"
                  + " knobs fewer values")
              .formatted(
                  Numbers.count(sweep.size()),
                  Numbers.count(estimate.bytes()),
                  Numbers.count(room)));
    }
  }

  private String head() {
    List<String> cells = new ArrayList<>(sweep.knobs().stream().map(Knob::name).toList());
    sweep.quantities().forEach(quantity -> cells.add(quantity.heading()));
    cells.add("valid");
    return cells.stream().map(SweepFile::quoted).collect(Collectors.joining(",")) + "\r\n";
  }

  private String lines(VariantBlock block) {
    List<Variant> rows = new ArrayList<>();
    sweep.addRows(block, rows);
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(line(row, sweep.quantities().size())));
    return text.toString();
  }

  /** A line of a variant; the totals of one that is not valid are empty. */
  static String line(Variant row, int quantities) {
    StringBuilder line = new StringBuilder();
    row.values().forEach(value -> line.append(quoted(value)).append(','));
    row.totals().forEach(total -> line.append(text(total)).append(','));
    line.append(",".repeat(quantities - row.totals().size()));
    return line.append(row.isValid()).append("\r\n").toString();
  }

  /** A number; nothing for what is none. */
  private static String text(Number number) {
    return Double.isNaN(number.doubleValue()) ? "" : number.toString();
  }

  private static String quoted(String cell) {
    return cell.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0)
        ? cell
        : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
