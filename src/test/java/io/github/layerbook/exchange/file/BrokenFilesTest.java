package io.github.layerbook.exchange.file;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.github.layerbook.exchange.form.UnreadableFileException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are broken at random are read or refused in words, whatever stands in them.
 *
 * <p>{@code -Dlayerbook.broken=1000000} breaks as many, with other seeds from {@code
 * -Dlayerbook.broken.seed} on, and holds each to two seconds of the thread's time, too.
 */
class BrokenFilesTest {
  private static final int EXECUTIONS = Integer.getInteger("layerbook.broken", 2_000);
  private static final boolean ON_DEMAND = System.getProperty("layerbook.broken") != null;
  private static final long SEED = Long.getLong("layerbook.broken.seed", 1);
  private static final int LARGEST = 1 << 20;
  private static final long MOST_ALLOCATED = 256L << 20;
  private static final long MOST_NANOSECONDS = 2_000_000_000L;

  @TempDir static Path folder;

  @SuppressWarnings("ArrayRecordComponent") // a file, compared by nobody
  private record Original(String name, byte[] bytes) {}

  @Test
  void brokenFilesAreReadOrRefused() throws IOException {
    List<Original> originals = originals();
    List<byte[]> contents = originals.stream().map(Original::bytes).toList();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int refused = 0;
    for (int i = 0; i < EXECUTIONS; i++) {
      long seed = SEED + i;
      Random random = new Random(seed);
      Original original = originals.get(random.nextInt(originals.size()));
      byte[] broken = new Mutator(random, contents).mutated(original.bytes());
      if (broken.length < LARGEST) {
        Path file = folder.resolve(original.name());
        Files.write(file, broken);
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long begun = threads.getCurrentThreadCpuTime();
        refused += isRefused(file, seed) ? 1 : 0;
        long took = threads.getCurrentThreadCpuTime() - begun;
        long more = threads.getCurrentThreadAllocatedBytes() - allocated;
        assertTrue(
            more < MOST_ALLOCATED,
            () -> "seed %d, %s: %,d bytes allocated".formatted(seed, file.getFileName(), more));
        assertTrue(
            !ON_DEMAND || took < MOST_NANOSECONDS,
            () -> "seed %d, %s: %,d ms".formatted(seed, file.getFileName(), took / 1_000_000));
        Files.delete(file);
      }
    }
    System.out.printf("broken files: %,d of %,d refused%n", refused, EXECUTIONS);
    assertTrue(refused > EXECUTIONS / 5 && refused < EXECUTIONS, "some are refused, not all");
  }

  private static boolean isRefused(Path file, long seed) {
    try {
      Exchange.read(file);
      return false;
    } catch (UnreadableFileException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith(String.valueOf(file.getFileName())), message);
      assertTrue(message.length() < 2_000, () -> "seed " + seed + ": " + message);
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      StackTraceElement[] frames = e.getStackTrace();
      return fail(
          "seed %d, %s: %s at %s"
              .formatted(
                  seed,
                  file.getFileName(),
                  e,
                  List.of(frames).subList(0, Math.min(6, frames.length))),
          e);
    }
  }

  private static List<Original> originals() throws IOException {
    List<Original> originals = new ArrayList<>();
    for (String name :
        List.of(
            "keras",
            "keras2",
            "keras-bad",
            "safetensors",
            "torch",
            "gguf",
            "pt2",
            "match",
            "more")) {
      Path unpacked = ModelFiles.unpack(name, folder.resolve(name)).folder();
      try (Stream<Path> files = Files.walk(unpacked)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String own = Objects.requireNonNull(file.getFileName()).toString();
          if (Files.size(file) < 130_000 && !own.equals("expected.json") && !own.endsWith(".py")) {
            originals.add(new Original(own, Files.readAllBytes(file)));
          }
        }
      }
    }
    return originals;
  }
}
