package io.github.layerbook.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.zoo.Zoo;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of any network's memory, whatever it measures. */
class MemoryReportTest {
  private static final Training ADAM = Training.with(Optimizer.ADAM);

  private static MemoryReport training(Network network, long batch, Training how) {
    return MemoryReport.of(Report.of(network, Settings.DEFAULT.batch(batch)), how);
  }

  private static MemoryReport inference(Network network, long batch) {
    return MemoryReport.of(Report.of(network, Settings.DEFAULT.batch(batch)));
  }

  @Test
  void layersThatTheSettingsFreezeAreNotTrained() {
    Network network = Zoo.network("resnet18");
    Set<String> frozen =
        network.nodes().stream()
            .map(node -> node.path())
            .filter(path -> !path.equals("fc"))
            .collect(Collectors.toSet());
    MemoryReport bySettings =
        MemoryReport.of(Report.of(network, Settings.DEFAULT.frozen(frozen)), ADAM);
    MemoryReport byTraining =
        MemoryReport.of(Report.of(network), ADAM.frozen(frozen.toArray(String[]::new)));
    assertEquals(byTraining.total().value(), bySettings.total().value());
    assertTrue(bySettings.total().value() < training(network, 1, ADAM).total().value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alexnet",
        "vgg11",
        "resnet18",
        "resnet50",
        "squeezenet1_1",
        "mobilenet_v2",
        "googlenet"
      })
  void theoryHoldsOfMemory(String name) {
    Network network = Zoo.network(name);
    for (long batch : new long[] {1, 2, 7}) {
      MemoryReport here = training(network, batch, ADAM);
      MemoryReport more = training(network, batch + 1, ADAM);
      assertTrue(here.peak().value() <= more.peak().value());
      assertTrue(here.saved().value() < more.saved().value());
      assertTrue(inference(network, batch).peak().value() <= here.peak().value());
      sumsAgree(here);
      sumsAgree(inference(network, batch));
    }
    MemoryReport plain = training(network, 8, ADAM);
    MemoryReport sqrt = training(network, 8, ADAM.checkpointSqrt(network));
    assertTrue(sqrt.saved().value() < plain.saved().value());
    assertTrue(training(network, 8, ADAM.frozen("*")).peak().value() < plain.peak().value());
  }

  private static void sumsAgree(MemoryReport memory) {
    long[] all = memory.live(List.of(Allocation.Kind.values()));
    long[] sums = new long[all.length];
    for (Allocation.Kind kind : Allocation.Kind.values()) {
      long[] part = memory.live(List.of(kind));
      Arrays.setAll(sums, i -> sums[i] + part[i]);
    }
    assertArrayEquals(all, sums);
    assertEquals(Arrays.stream(all).max().orElseThrow(), memory.peak().value());
    for (int step = 0; step < all.length; step += 17) {
      assertEquals(all[step], memory.at(step).value());
    }
    long weights = memory.parameters().value() + memory.buffers().value();
    assertEquals(weights + memory.peak().value(), memory.total().value());
  }

  @ParameterizedTest
  @CsvSource({
    "SGD, 0, 0, 0",
    "MOMENTUM, 4, 4, 0",
    "NESTEROV, 4, 4, 0",
    "ADAM, 8, 8, 4",
    "ADAMW, 8, 8, 4",
    "RMSPROP, 4, 4, 4",
    "LAMB, 8, 8, 4",
    "LION, 4, 4, 0",
  })
  void statesFollowTheOptimizersDefinition(
      String name, long ofMatrices, long ofVectors, long counter) {
    assertEquals(
        sum(tensor -> tensor.count().value() * (matrix(tensor) ? ofMatrices : ofVectors) + counter),
        state(Optimizer.valueOf(name)));
  }

  @Test
  void statesThatDependOnTheTensorFollowTheirSources() {
    // Bitsandbytes: bytes with a scale for each block of 256 from 4096 parameters on, fp32 below.
    assertEquals(
        sum(
            tensor -> {
              long count = tensor.count().value();
              return count < 4096 ? 8 * count : 2 * count + 8 * ((count + 255) / 256);
            }),
        state(Optimizer.ADAM8BIT));
    assertEquals(
        sum(t -> matrix(t) ? 4 * t.count().value() : 8 * t.count().value() + 4),
        state(Optimizer.MUON));
    Optimizer own =
        Optimizer.named("own")
            .keeping(Optimizer.Amount.of(Tensor.Element.HALF, t -> t.axes().get(0).size()));
    assertEquals(sum(t -> 2 * t.axes().get(0).size().value()), state(own));
  }

  @Test
  void scratchIsWhatTheLargestTensorNeedsInPassing() {
    Network network = Network.named("net").input(6).fullyConnected(5).fullyConnected(3).build();
    assertEquals(0, scratch(network, Optimizer.SGD));
    assertEquals(4 * 2 * 30, scratch(network, Optimizer.ADAM));
    Optimizer own = Optimizer.named("own").scratch(1);
    assertEquals(4 * 30, scratch(network, own));
    // The first bias, while the weight's values are still held.
    assertEquals(4 * (5 + 30), scratch(network, own.holdsPrevious()));
    assertEquals(4 * 30 + 2 * (2 * 30 + 2 * 25), scratch(network, Optimizer.MUON));
  }

  private static long scratch(Network network, Optimizer optimizer) {
    MemoryReport memory = training(network, 1, Training.with(optimizer));
    return memory.at(memory.steps().size() - 1, Allocation.Kind.SCRATCH).value();
  }

  private static long sum(ToLongFunction<Tensor> bytes) {
    return Zoo.network("vgg11").applied().stream()
        .flatMap(applied -> applied.tensors().stream())
        .mapToLong(bytes)
        .sum();
  }

  private static long state(Optimizer optimizer) {
    MemoryReport memory = training(Zoo.network("vgg11"), 1, Training.with(optimizer));
    return memory.at(memory.steps().size() - 1, Allocation.Kind.OPTIMIZER).value();
  }

  private static boolean matrix(Tensor tensor) {
    return tensor.axes().size() > 1;
  }

  /** PyTorch's feature_dropout multiplies by noise of one value for each channel. */
  @ParameterizedTest
  @CsvSource({
    "dropout, 96",
    "dropout2d, 6",
    "Dropout3d p=0.1, 6",
    "spatialdropout2d p=0.1, 6",
    "channeldropout p=0, 0",
    "dropout p=0, 0",
  })
  void dropoutKeepsAFactorForWhatItZeroesTogether(String layer, long factors) {
    String text = "input 4x4x2\nconv 1x1-6\n" + layer;
    Network network = Notation.standard().parse(text).network();
    assertEquals(5 * 4 * (4 * 4 * 2 + factors), training(network, 5, ADAM).saved().value());
  }

  /** PyTorch's swin_t: 28,800 indices in int64, 12 tensors of 49*49*49*49. */
  @Test
  void buffersTakeTheBytesOfTheirElements() {
    for (NumberType type : List.of(NumberType.FP32, NumberType.FP16)) {
      Report swin = Report.of(Zoo.network("swin_t"), Settings.DEFAULT.type(type));
      assertEquals(8 * 28_812, MemoryReport.of(swin).buffers().value());
      Network norm = Network.named("norm").input(8, 8, 5).add(BatchNormalization.of()).build();
      Report normed = Report.of(norm, Settings.DEFAULT.type(type));
      assertEquals(10 * type.bits() / 8 + 8, MemoryReport.of(normed).buffers().value());
    }
  }

  @Test
  void statesSayHowTheyAreMadeUp() {
    Network network = Zoo.network("vgg16");
    MemoryReport memory =
        MemoryReport.of(
            Report.of(network, Settings.DEFAULT.type(NumberType.BF16)),
            Training.with(Optimizer.ADAM).master(true));
    int last = memory.steps().size() - 1;
    assertEquals("(138357544*2)*4 + 32*4", memory.at(last, Allocation.Kind.OPTIMIZER).toString());
    assertEquals("138357544*4", memory.at(last, Allocation.Kind.MASTER).toString());
  }

  @Test
  void zeroDividesWhatThePaperSaysItDivides() {
    // Rajbhandari et al. 2020, figure 1: 7.5 billion parameters, mixed precision with Adam, 64
    // devices: 120, 31.4, 16.6 and 1.9 GB.
    double[] gigabytes = {120, 31.4, 16.6, 1.9};
    for (int stage = 0; stage <= 3; stage++) {
      Sharding sharding = Sharding.zero(stage, 64);
      double parameters = 7.5;
      double sum =
          2 * parameters / sharding.divisor(MemoryFigure.Part.PARAMETERS)
              + 2 * parameters / sharding.divisor(MemoryFigure.Part.GRADIENTS)
              + 8 * parameters / sharding.divisor(MemoryFigure.Part.OPTIMIZER)
              + 4 * parameters / sharding.divisor(MemoryFigure.Part.MASTER);
      assertEquals(gigabytes[stage], sum, 0.06);
    }
  }

  @Test
  void devicesSplitEachFigureAndRoundUp() {
    MemoryReport memory = training(Zoo.network("vgg16"), 1, ADAM);
    Sharding eight = new Sharding(1, 8, 2, 1);
    for (MemoryFigure figure : memory.figures()) {
      long share = eight.share(figure).value();
      long divisor = eight.divisor(figure.part());
      assertTrue(share * divisor >= figure.bytes().value());
      assertTrue((share - 1) * divisor < figure.bytes().value());
    }
    assertThrows(IllegalArgumentException.class, () -> Sharding.zero(4, 8));
    assertThrows(IllegalArgumentException.class, () -> Sharding.zero(1, 0));
  }

  @Test
  void frozenLayersAreNamedAsInChanges() {
    Network network = Zoo.network("resnet18");
    Training one = ADAM.frozen("bn1").in(network);
    assertEquals(List.of("bn1"), one.frozen());
    assertEquals(3, ADAM.frozen("layer1.0.*1").in(network).frozen().size());
    assertEquals(9, ADAM.frozen("*.bn1").in(network).frozen().size() + 1);
    assertEquals(2, ADAM.frozen("fc,bn1").in(network).frozen().size());
    assertEquals(
        List.of(
            "layer1 is a block, not a layer: write layer1.* for its layers",
            "conv2 is the name of 8 layers: write one of layer1.0.conv2, layer1.1.conv2,"
                + " layer2.0.conv2, or *.conv2 for all"),
        List.of(refused(network, "layer1"), refused(network, "conv2")));
  }

  private static String refused(Network network, String names) {
    return String.valueOf(
        assertThrows(OptionException.class, () -> training(network, 1, ADAM.frozen(names)))
            .getMessage());
  }

  @Test
  void aFrozenLayerThatIsNotThereIsNamed() {
    Network network = Zoo.network("vgg11");
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> training(network, 1, ADAM.frozen("cnov1*")));
    assertTrue(String.valueOf(refusal.getMessage()).contains("vgg11 has no layer \"cnov1*\""));
  }
}
