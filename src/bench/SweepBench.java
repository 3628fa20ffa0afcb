import com.sun.management.OperatingSystemMXBean;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.zoo.Zoo;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Compares a sweep with a loop written by hand for the same grid: four VGG depths, ten input sizes,
 * twelve widths of each of five stages, 9,953,280 variants; parameters and multiply-adds of each.
 *
 * <p>Then what a language model takes while it generates: contexts, batches, formats of weights and
 * types of the cache, 2,097,152 variants, whose formats are analysed one after the other.
 *
 * <p>Run it with {@code mvn -q compile} and {@code java -Xmx1g -cp target/classes
 * src/bench/SweepBench.java [rounds]}. Both sides run in turns, so that another load of the machine
 * hits both; it fails if their checksums differ.
 */
public final class SweepBench {
  private static final int[][] DEPTHS = {
    {1, 1, 2, 2, 2}, {2, 2, 2, 2, 2}, {2, 2, 3, 3, 3}, {2, 2, 4, 4, 4}
  };
  private static final long[] CONNECTED = {4096, 4096, 1000};
  private static final int SIZES = 10;
  private static final int WIDTHS = 12;
  private static final int VARIANTS = 4 * SIZES * WIDTHS * WIDTHS * WIDTHS * WIDTHS * WIDTHS;

  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long[] parameters = new long[VARIANTS];
  private final long[] multiplyAdds = new long[VARIANTS];

  /** A program that fills the arrays from one index to another and returns its checksum. */
  private interface Part {
    long run(int from, int to);
  }

  public static void main(String[] arguments) throws InterruptedException {
    int rounds = arguments.length == 0 ? 7 : Integer.parseInt(arguments[0]);
    SweepBench bench = new SweepBench();
    Sweep sweep = sweep(SIZES);
    double analysis = Double.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long start = System.nanoTime();
      sweep = sweep(SIZES);
      sweep.row(0);
      analysis = Math.min(analysis, (System.nanoTime() - start) / 1e6);
    }
    System.out.printf(
        Locale.ROOT, "analysis of the four networks, and a first row: %.2f ms%n", analysis);
    Sweep ready = sweep;
    List<String> names = List.of("loop 1", "sweep 1", "loop 2", "sweep 2", "stream 1", "stream 2");
    List<List<Double>> times = new ArrayList<>();
    List<List<Double>> processor = new ArrayList<>();
    names.forEach(name -> times.add(new ArrayList<>()));
    names.forEach(name -> processor.add(new ArrayList<>()));
    for (int round = -3; round < rounds; round++) {
      long[] sums = new long[names.size()];
      for (int i = 0; i < sums.length; i++) {
        int threads = names.get(i).charAt(names.get(i).length() - 1) - '0';
        long start = System.nanoTime();
        long used = MACHINE.getProcessCpuTime();
        sums[i] =
            switch (names.get(i).split(" ")[0]) {
              case "loop" -> inThreads(threads, bench::loop);
              case "sweep" -> bench.sweep(ready, threads, true);
              default -> bench.sweep(ready, threads, false);
            };
        if (round >= 0) {
          times.get(i).add((System.nanoTime() - start) / (double) VARIANTS);
          processor.get(i).add((MACHINE.getProcessCpuTime() - used) / (double) VARIANTS);
        }
      }
      if (Arrays.stream(sums).anyMatch(sum -> sum != sums[0])) {
        throw new AssertionError("checksums differ: " + Arrays.toString(sums));
      }
    }
    System.out.println("Processor time, of all threads together:");
    report(names, processor);
    System.out.println("Time on the clock, which other programs on the machine lengthen:");
    double[] medians = report(names, times);
    System.out.printf(
        Locale.ROOT,
        "checksums agree; sweep / loop on 1 thread %.2f, on 2 threads %.2f; 2 threads are faster by"
            + " %.2f x (loop), %.2f x (sweep), %.2f x (streamed)%n",
        medians[1] / medians[0],
        medians[3] / medians[2],
        medians[0] / medians[2],
        medians[1] / medians[3],
        medians[4] / medians[5]);
    bench.longer(rounds);
    languageModel(rounds);
  }

  /** Sweeps a new sweep each round, as what its formats need is found once for a sweep. */
  private static void languageModel(int rounds) throws InterruptedException {
    Network llama = Zoo.network("llama3_8b");
    List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>());
    for (int round = -10; round < rounds; round++) {
      Sweep sweep =
          Sweep.of(llama)
              .knob("context=128..131072:+128")
              .batch("1..256")
              .knob(Knob.weights("bf16", "int8", "q4_k_m", "nf4"))
              .knob(Knob.cache(NumberType.BF16, NumberType.FP32))
              .measures(Quantity.CACHE, Quantity.SERVING_MEMORY)
              .build();
      for (int threads = 1; threads <= 2; threads++) {
        long start = System.nanoTime();
        LongAdder cache = new LongAdder();
        sweep.run(
            0,
            sweep.size(),
            threads,
            block -> {
              long sum = 0;
              for (int i = 0; i < block.count(); i++) {
                sum += block.total(0, i);
              }
              cache.add(sum);
            });
        long each = 32L * 2 * 8 * 128;
        long places = 128L * (1024 * 1025 / 2) * (256 * 257 / 2);
        if (cache.sum() != 4 * (2 + 4) * each * places) {
          throw new AssertionError("the cache of all variants is not " + cache.sum());
        }
        if (round >= 0) {
          times.get(threads - 1).add((System.nanoTime() - start) / (double) sweep.size());
        }
      }
    }
    System.out.println("Llama 3 8B, the first run analyses 8 formats and types:");
    report(List.of("formats", "again"), times);
  }

  /** Streams 16 times as many variants: the grid itself is over before a second thread is awake. */
  private void longer(int rounds) {
    Sweep longer = sweep(16 * SIZES);
    List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>());
    for (int round = -3; round < rounds; round++) {
      for (int threads = 1; threads <= 2; threads++) {
        long start = System.nanoTime();
        sweep(longer, threads, false);
        if (round >= 0) {
          times.get(threads - 1).add((System.nanoTime() - start) / (double) longer.size());
        }
      }
    }
    System.out.printf(Locale.ROOT, "Time on the clock, %,d variants:%n", longer.size());
    double[] medians = report(List.of("stream 1", "stream 2"), times);
    System.out.printf(Locale.ROOT, "2 threads are faster by %.2f x%n", medians[0] / medians[1]);
  }

  private static double[] report(List<String> names, List<List<Double>> times) {
    double[] medians = new double[names.size()];
    for (int i = 0; i < medians.length; i++) {
      List<Double> sorted = times.get(i).stream().sorted().toList();
      medians[i] = sorted.get(sorted.size() / 2);
      System.out.printf(
          Locale.ROOT,
          "%-9s %6.2f ns per variant (%.2f to %.2f)%n",
          names.get(i),
          medians[i],
          sorted.get(0),
          sorted.get(sorted.size() - 1));
    }
    return medians;
  }

  private static long inThreads(int threads, Part part) throws InterruptedException {
    AtomicLong sum = new AtomicLong();
    Thread[] workers = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      int from = (int) ((long) VARIANTS * i / threads);
      int to = (int) ((long) VARIANTS * (i + 1) / threads);
      workers[i] = new Thread(() -> sum.addAndGet(part.run(from, to)));
      workers[i].start();
    }
    for (Thread worker : workers) {
      worker.join();
    }
    return sum.get();
  }

  /** The loop by hand: every variant from the first layer on. */
  private long loop(int from, int to) {
    long checksum = 0;
    long[] widths = new long[5];
    for (int variant = from; variant < to; variant++) {
      int rest = variant;
      int[] depth = DEPTHS[rest % 4];
      rest /= 4;
      long side = 32L * (1 + rest % SIZES);
      rest /= SIZES;
      for (int stage = 0; stage < 5; stage++) {
        widths[stage] = 16 + 8L * (rest % WIDTHS) * (stage + 1);
        rest /= WIDTHS;
      }
      long weightsAndBiases = 0;
      long work = 0;
      long channels = 3;
      for (int stage = 0; stage < 5; stage++) {
        long width = widths[stage];
        for (int layer = 0; layer < depth[stage]; layer++) {
          long weights = 9 * channels * width;
          weightsAndBiases += weights + width;
          work += weights * side * side;
          channels = width;
        }
        side /= 2;
      }
      long values = channels * side * side;
      for (long out : CONNECTED) {
        weightsAndBiases += values * out + out;
        work += values * out;
        values = out;
      }
      parameters[variant] = weightsAndBiases;
      multiplyAdds[variant] = work;
      checksum += weightsAndBiases ^ work;
    }
    return checksum;
  }

  private static Sweep sweep(int sizes) {
    Network[] networks = new Network[DEPTHS.length];
    for (int i = 0; i < networks.length; i++) {
      NetworkBuilder builder = Network.named("vgg" + i).input(224, 224, 3);
      for (int layers : DEPTHS[i]) {
        for (int layer = 0; layer < layers; layer++) {
          builder.add(Convolution.preserving(3, 64));
        }
        builder.maxPool(2);
      }
      for (long out : CONNECTED) {
        builder.fullyConnected(out);
      }
      networks[i] = builder.build();
    }
    var sweep = Sweep.of(networks).knob("input=32..%d:+32".formatted(32 * sizes));
    for (int stage = 1; stage <= 5; stage++) {
      sweep.knob(
          "conv%d_*.out=16..%d:+%d".formatted(stage, 16 + 8 * stage * (WIDTHS - 1), 8 * stage));
    }
    return sweep.measures(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS).build();
  }

  /** The same by the library, into the same arrays if it is asked for. */
  private long sweep(Sweep sweep, int threads, boolean kept) {
    LongAdder sum = new LongAdder();
    sweep.run(
        0,
        sweep.size(),
        threads,
        block -> {
          if (kept) {
            block.copy(0, parameters, (int) block.first());
            block.copy(1, multiplyAdds, (int) block.first());
          }
          long checksum = 0;
          for (int i = 0; i < block.count(); i++) {
            checksum += block.total(0, i) ^ block.total(1, i);
          }
          sum.add(checksum);
        });
    return sum.sum();
  }
}
