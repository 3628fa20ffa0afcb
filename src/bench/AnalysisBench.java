import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.zoo.Zoo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Times how long a network takes from its definition to its totals of parameters and multiply-adds.
 *
 * <p>Run it with {@code mvn -q compile} and {@code java -cp target/classes
 * src/bench/AnalysisBench.java}: the whole zoo warm, the first network in this fresh Java machine
 * before that, then residual networks of 1,000 to 100,000 nodes, built, analysed and printed, whose
 * time per node should stay the same. With names of the zoo's networks only those are timed.
 */
public final class AnalysisBench {
  private static final int[] NODES = {1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000};

  private AnalysisBench() {}

  /** A network's name, its number of nodes and the milliseconds that it took warm. */
  private record Time(String name, int nodes, double milliseconds) {}

  public static void main(String[] arguments) {
    List<String> names = arguments.length == 0 ? Zoo.names() : List.of(arguments);
    print("first, in a fresh Java machine: %s %.1f ms%n%n", names.get(0), first(names.get(0)));
    List<Time> times = zoo(names);
    times.stream()
        .limit(arguments.length == 0 ? 12 : names.size())
        .forEach(t -> print("%-22s %5d nodes %8.3f ms%n", t.name, t.nodes, t.milliseconds));
    print(
        "%d networks, sum %.1f ms, %d above 1 ms%n",
        times.size(),
        times.stream().mapToDouble(Time::milliseconds).sum(),
        times.stream().filter(time -> time.milliseconds > 1).count());
    if (arguments.length == 0) {
      growth();
    }
  }

  private static double first(String name) {
    return milliseconds(() -> analysed(name));
  }

  /** The networks' medians, the slowest first, after all of them have run often. */
  private static List<Time> zoo(List<String> names) {
    for (int i = 0; i < 20_000 / names.size(); i++) {
      names.forEach(AnalysisBench::analysed);
    }
    List<Time> times = new ArrayList<>();
    for (String name : names) {
      int nodes = Zoo.network(name).nodes().size();
      times.add(new Time(name, nodes, median(() -> analysed(name), 101)));
    }
    times.sort(Comparator.comparingDouble(Time::milliseconds).reversed());
    return times;
  }

  private static void growth() {
    print("%n%8s %10s %10s %10s   in microseconds per node%n", "nodes", "build", "totals", "print");
    for (int nodes : NODES) {
      Network network = residual(nodes);
      double build = 1_000 * median(() -> residual(nodes), 9) / nodes;
      double totals = 1_000 * median(() -> totals(network), 9) / nodes;
      double printed = 1_000 * median(network::toString, 9) / nodes;
      String bar = "#".repeat((int) Math.round(20 * (build + totals)));
      print("%8d %10.2f %10.2f %10.2f   %s%n", nodes, build, totals, printed, bar);
    }
  }

  private static Object analysed(String name) {
    return totals(Zoo.network(name));
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

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
