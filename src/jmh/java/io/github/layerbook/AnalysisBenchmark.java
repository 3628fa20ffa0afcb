package io.github.layerbook;

import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What VGG-16 costs to build and to analyse. The bound for {@link #analyse}, warm, is 50 µs; the
 * reference outside is torchinfo on the meta device, about 9 ms.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AnalysisBenchmark {
  private final Network vgg16 = vgg16();

  /** From a network's definition to its parameters, multiply-adds and bytes. */
  @Benchmark
  public long analyse() {
    Report report = Report.of(vgg16);
    return report.total(Quantity.PARAMETERS).value()
        + report.total(Quantity.MULTIPLY_ADDS).value()
        + report.total(Quantity.BYTES).value();
  }

  /** The same, with the network built anew each time. */
  @Benchmark
  public long buildAndAnalyse() {
    Report report = Report.of(vgg16());
    return report.total(Quantity.PARAMETERS).value();
  }

  private static Network vgg16() {
    NetworkBuilder builder = Network.named("vgg16").input(224, 224, 3);
    int[][] stages = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};
    for (int[] stage : stages) {
      for (int i = 0; i < stage[1]; i++) {
        builder.add(Convolution.preserving(3, stage[0]));
      }
      builder.maxPool(2);
    }
    return builder.fullyConnected(4096).fullyConnected(4096).fullyConnected(1000).build();
  }
}
