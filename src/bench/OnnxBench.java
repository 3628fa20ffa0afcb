import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.onnx.Onnx;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times how long an ONNX file takes from opening to its network's layers and shapes, first in a
 * fresh Java machine and warm, and the most memory that the process held.
 *
 * <p>Run by {@code against_onnx.py}; alone: {@code mvn -q test-compile} and {@code java -Xmx64m -cp
 * target/bench-classes:target/classes:… OnnxBench FILE}, the dependencies on the class path.
 */
public final class OnnxBench {
  private static final int TIMES = 30;

  private OnnxBench() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    long start = System.nanoTime();
    ReadNetwork read = new Onnx().read(file, FileOptions.NONE);
    double first = milliseconds(start);
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      start = System.nanoTime();
      new Onnx().read(file, FileOptions.NONE);
      times.add(milliseconds(start));
    }
    times.sort(null);
    System.out.printf(
        Locale.ROOT,
        "first_ms=%.2f warm_ms=%.3f peak_mb=%d parameters=%d%n",
        first,
        times.get(TIMES / 2),
        peak(),
        Report.of(read.network().orElseThrow()).total(Quantity.PARAMETERS).value());
  }

  private static double milliseconds(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  /** The most memory that the process has held, in MB; 0 where the system does not tell. */
  private static long peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }
}
