package io.github.layerbook.exchange.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever has been done to a file, it is read, or refused with a reason, within bounds.
 *
 * <p>{@code -Dlayerbook.mutations=1000000} does it as often as that, and holds each file to two
 * seconds of the thread's time; {@code -Dlayerbook.mutations.keep=DIRECTORY} keeps what fails.
 */
class MutatedOnnxTest {
  private static final int TIMES = Integer.getInteger("layerbook.mutations", 1500);
  private static final long SEED = Long.getLong("layerbook.mutations.seed", 14);
  private static final boolean ON_DEMAND = System.getProperty("layerbook.mutations") != null;
  private static final long MOST_NANOSECONDS = 2_000_000_000L;
  private static final int LARGEST = 12 << 10;
  private static final long MOST_ALLOCATED = 256L << 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path directory;

  @Test
  @Timeout(7200)
  void mutatedFilesAreReadOrRefused() throws IOException {
    List<byte[]> originals =
        Stream.of("files.zip", "exporters.zip")
            .flatMap(archive -> OnnxFiles.entries(archive).entrySet().stream())
            .filter(file -> file.getKey().endsWith(".onnx"))
            .map(Map.Entry::getValue)
            .filter(file -> file.length <= LARGEST)
            .toList();
    Mutations mutations = new Mutations(SEED, originals);
    long slowest = 0;
    for (int i = 0; i < TIMES; i++) {
      byte[] changed = mutations.of(originals.get(i % originals.size()));
      Path file = OnnxFiles.write(directory, "changed.onnx", changed);
      long start = threads.getCurrentThreadCpuTime();
      try {
        check(file, i % 5 == 0);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        throw new AssertionError("mutation %d, kept as %s".formatted(i, kept(changed, i)), e);
      }
      slowest = Math.max(slowest, threads.getCurrentThreadCpuTime() - start);
    }
    if (ON_DEMAND) {
      System.out.printf("%,d files, the slowest in %,d ms%n", TIMES, slowest / 1_000_000);
      assertTrue(slowest < MOST_NANOSECONDS, "a file took longer than two seconds");
    }
  }

  private static String kept(byte[] changed, int number) throws IOException {
    String keep = System.getProperty("layerbook.mutations.keep", "");
    return keep.isEmpty()
        ? "nothing"
        : Files.write(Path.of(keep, "mutation-" + number + ".onnx"), changed).toString();
  }

  private void check(Path file, boolean raw) throws IOException {
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      ReadNetwork read =
          new Onnx().read(file, new FileOptions(List.of(), Map.of(), raw, "changed"));
      assertTrue(
          read.network().isPresent() || read.inventory().isPresent() || !read.problems().isEmpty());
      for (Problem problem : read.problems()) {
        checkWords(problem.message());
      }
      read.notes().forEach(MutatedOnnxTest::checkWords);
    } catch (UnreadableFileException e) {
      checkWords(String.valueOf(e.getMessage()));
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < MOST_ALLOCATED, () -> "%,d bytes were allocated".formatted(allocated));
  }

  private static void checkWords(String message) {
    assertFalse(
        message.isBlank()
            || message.contains("Exception")
            || message.contains("io.github")
            || message.contains("1000003")
            || message.contains("null"),
        message);
  }
}
