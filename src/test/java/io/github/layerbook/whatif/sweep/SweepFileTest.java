package io.github.layerbook.whatif.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.report.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of sweeps are complete, or not there under their name. */
class SweepFileTest {
  @TempDir Path folder;

  private static Sweep sweep(int widths) {
    return Sweep.of(SweepTest.vgg16())
        .knob("input=16..64:+16")
        .knob("fc1.out=1.." + widths)
        .measures(Quantity.PARAMETERS, Quantity.BYTES)
        .build();
  }

  @Test
  void aFileHasALinePerVariantInTheGridsOrder() throws IOException {
    Sweep sweep = sweep(6_000);
    Path file = folder.resolve("sweep.csv");
    AtomicLong progress = new AtomicLong();
    assertEquals(24_000, sweep.writeCsv(file, 2, progress::set));
    assertEquals(24_000, progress.get());
    List<String> lines = Files.readAllLines(file);
    assertEquals(24_001, lines.size());
    assertEquals("input,fc1.out,Parameters,Memory,valid", lines.get(0));
    assertEquals("16,1,,,false", lines.get(1));
    for (long index : new long[] {6_000, 12_345, 23_999}) {
      Variant row = sweep.row(index);
      assertEquals(
          SweepFile.line(row, sweep.quantities().size()).strip(), lines.get((int) index + 1));
    }
    assertEquals(List.of(file), files());
  }

  @Test
  void anInterruptLeavesNothingButTheEarlierFile() throws IOException {
    Path file = folder.resolve("sweep.csv");
    Files.writeString(file, "earlier");
    Thread caller = Thread.currentThread();
    long written = sweep(60_000).writeCsv(file, 2, done -> caller.interrupt());
    assertTrue(Thread.interrupted());
    assertTrue(written > 0 && written < 240_000, written + " written");
    assertEquals("earlier", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void aFailureLeavesNothing() throws IOException {
    Path file = folder.resolve("sweep.csv");
    assertThrows(
        IllegalStateException.class,
        () ->
            sweep(60_000)
                .writeCsv(
                    file,
                    2,
                    done -> {
                      if (done > 10_000) {
                        throw new IllegalStateException("stop");
                      }
                    }));
    assertEquals(List.of(), files());
    IOException missing =
        assertThrows(
            IOException.class,
            () -> sweep(5).writeCsv(folder.resolve("no/such.csv"), 1, done -> {}));
    assertTrue(String.valueOf(missing.getMessage()).contains("make it first"));
    assertFalse(Files.exists(folder.resolve("no")));
  }

  @Test
  void aFolderIsNoFileAndIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("results"));
    IOException refused =
        assertThrows(IOException.class, () -> sweep(5).writeCsv(inside, 1, done -> {}));
    assertEquals(
        inside + " is a folder: name a file in it, such as " + inside.resolve("sweep.csv"),
        refused.getMessage());
    assertEquals(List.of(inside), files());
    assertThrows(IOException.class, () -> sweep(5).writeCsv(Path.of("/"), 1, done -> {}));
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
