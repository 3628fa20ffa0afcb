import io.github.layerbook.analysis.Quantity;
import io.github.layerbook.analysis.Report;
import io.github.layerbook.layer.BatchNormalization;
import io.github.layerbook.layer.Convolution;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.zoo.Zoo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Times how long a network takes from its definition to its totals of parameters and multiply-adds.
 *
 * <p>Run it with {@code mvn -q compile} and {@code java -cp target/classes
 * src/bench/AnalysisBench.java}: first the networks that are named (by default VGG-16, ResNet-50 and
 * ResNet-152), the first in this fresh Java machine and then the median of 200 warm runs; then
 * residual networks of 1,000 to 100,000 nodes, built, analysed and printed, whose time per node
 * should stay the same.
 */
public final class AnalysisBench {
  private static final int[] NODES = {1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000};

  private AnalysisBench() {}

  public static void main(String[] names) {
    List<String> zoo =
        names.length == 0 ? List.of("vgg16", "resnet50", "resnet152") : List.of(names);
    for (String name : zoo) {
      Supplier<Object> analysis = () -> totals(Zoo.find(name).orElseThrow().network());
      double first = milliseconds(analysis);
      median(analysis, 2_000);
      System.out.printf(
          Locale.ROOT, "%-20s first %8.2f ms   warm %7.3f ms%n", name, first, median(analysis, 200));
    }
    System.out.printf("%n%8s %12s %12s %12s   in microseconds per node%n",
        "nodes", "build", "totals", "print");
    for (int nodes : NODES) {
      Network network = residual(nodes);
      System.out.printf(
          Locale.ROOT,
          "%8d %12.2f %12.2f %12.2f%n",
          nodes,
          1_000 * median(() -> residual(nodes), 9) / nodes,
          1_000 * median(() -> totals(network), 9) / nodes,
          1_000 * median(network::toString, 9) / nodes);
    }
  }

  private static Object totals(Network network) {
    Report report = Report.of(network);
    return report.total(Quantity.PARAMETERS).value() + report.total(Quantity.MULTIPLY_ADDS).value();
  }

  /** Residual blocks of five layers. */
  private static Network residual(int nodes) {
    NetworkBuilder builder = Network.named("deep").input(8, 8, 16);
    return builder
        .repeat(
            "b1",
            nodes / 5,
            block ->
                block
                    .residual(
                        body ->
                            body.add(Convolution.of(3, 16).padding(1))
                                .add(BatchNormalization.of())
                                .relu())
                    .relu())
        .build();
  }

  private static double median(Supplier<Object> work, int times) {
    double[] taken = new double[times];
    for (int i = 0; i < times; i++) {
      taken[i] = milliseconds(work);
    }
    Arrays.sort(taken);
    return taken[times / 2];
  }

  private static double milliseconds(Supplier<Object> work) {
    long start = System.nanoTime();
    Object result = work.get();
    long end = System.nanoTime();
    if (result == null) {
      throw new AssertionError("nothing was computed");
    }
    return (end - start) / 1e6;
  }
}
