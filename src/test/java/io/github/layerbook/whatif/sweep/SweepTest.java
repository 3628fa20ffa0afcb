package io.github.layerbook.whatif.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.whatif.edit.Knob;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a sweep finds is what single analyses find. */
public class SweepTest {
  private static final List<Quantity> VALUES = Quantities.standard().ofNetworks();

  static Network vgg(String name, int... repeats) {
    NetworkBuilder builder = Network.named(name).input(224, 224, 3);
    for (int stage = 0; stage < repeats.length; stage++) {
      for (int i = 0; i < repeats[stage]; i++) {
        builder.add(Convolution.preserving(3, Math.min(512, 64L << stage)));
      }
      builder.maxPool(2);
    }
    return builder.fullyConnected(4096).fullyConnected(4096).fullyConnected(1000).build();
  }

  public static Network vgg16() {
    return vgg("vgg16", 2, 2, 3, 3, 3);
  }

  /** Compares every total of random variants with the analysis of that variant alone. */
  private static void assertLikeSingleAnalyses(Sweep sweep, int samples) {
    SplittableRandom random = new SplittableRandom(7);
    int valid = 0;
    for (int i = 0; i < samples; i++) {
      Variant row = sweep.row(random.nextLong(sweep.size()));
      assertEquals(sweep.problem(row.index()).isEmpty(), row.isValid(), () -> problem(sweep, row));
      if (row.isValid()) {
        valid++;
        Report report = sweep.report(row.index());
        List<Number> single =
            sweep.quantities().stream().map(q -> report.total(q).number()).toList();
        assertEquals(single, row.totals(), () -> row.values().toString());
      }
    }
    assertTrue(valid > 0, "no valid variant among the samples");
  }

  private static String problem(Sweep sweep, Variant row) {
    return row.values() + ": " + sweep.problem(row.index());
  }

  @Test
  void aSweepOfVgg16OverManyOptionsAgreesWithSingleAnalyses() {
    Sweep sweep =
        Sweep.of(vgg16())
            .knob("input=32..512:+32")
            .knob("conv1_*.out=16..512:+16")
            .knob("conv3.*.out*=0.25..2:x2")
            .knob("conv5_*.out=8..512:+24")
            .knob("fc1.out=512..8192:+512")
            .batch("1,8,32")
            .measures(Quantities.standard().ofNetworks())
            .build();
    assertEquals(16L * 32 * 4 * 22 * 16 * 3, sweep.size());
    assertLikeSingleAnalyses(sweep, 60);
  }

  @Test
  void anyNumberOfBatchesIsAnalysedAtOnce() {
    Sweep sweep =
        Sweep.of(vgg16())
            .batch("1..65536")
            .knob("fc1.out=512..8192:+512")
            .measures(Quantities.standard().ofNetworks())
            .build();
    assertTrue(sweep.isOneTape());
    assertEquals(List.of("1", "1024"), sweep.values(1));
    assertEquals(List.of("65536", "8192"), sweep.values(sweep.size() - 1));
    assertLikeSingleAnalyses(sweep, 60);
  }

  @Test
  void illegalVariantsAreMarkedAndSayWhy() {
    Network network =
        Network.named("small")
            .input(16, 16, 4)
            .add("a", Convolution.of(3, 8))
            .add("b", Convolution.of(3, 8).groups(2))
            .maxPool(2)
            .fullyConnected(10)
            .build();
    Sweep sweep =
        Sweep.of(network)
            .knob("input=1..20")
            .knob("a.kernel=0..9")
            .knob("a.stride=0..3")
            .knob("a.out=1..16")
            .knob("b.groups=0..4")
            .knob("b.dilation=1..3")
            .knob("fc1.out=0..2")
            .build();
    assertLikeSingleAnalyses(sweep, 400);
    long invalid = sweep.sample(400, 3).stream().filter(row -> !row.isValid()).count();
    assertTrue(invalid > 20 && invalid < 400, invalid + " invalid");
    long kernelTooLarge = sweep.grid().index(3, 9, 1, 1, 1, 0, 1);
    assertFalse(sweep.row(kernelTooLarge).isValid());
    assertTrue(
        sweep.problem(kernelTooLarge).orElseThrow().contains("larger than padded input height"));
  }

  @Test
  void extentsThatTurnOutToBe1AreRepeatedAlongOthersAsInASingleAnalysis() {
    Network network =
        Notation.standard()
            .parse(
                "residual",
                """
                input 16x12x4
                stem: conv 3x3-8 padding=1
                wide: conv 3x3-8 padding=1
                sum: add from stem, wide
                last: conv 1x1-8
                all: multiply from sum, last
                fc 10""")
            .network();
    Sweep sweep =
        Sweep.of(network)
            .knob("wide.out=1..9")
            .knob("wide.stride=1..17")
            .knob("last.out=1,7,8")
            .knob("input=1,4,12")
            .measures(Quantities.standard().ofNetworks())
            .build();
    assertLikeSingleAnalyses(sweep, 600);
  }

  @Test
  void optionsThatAreNoSizesAndSeveralNetworksAreSweptToo() {
    Sweep sweep =
        Sweep.of(vgg("vgg11", 1, 1, 2, 2, 2), vgg16())
            .knob("fc1.out=1024,2048,4096")
            .knob("*.bias=true,false")
            .knob("conv1_1.padding=0,1,same,full")
            .knob("input=64..256:+32")
            .knob(Knob.types(NumberType.FP32, NumberType.INT4))
            .measures(Quantity.PARAMETERS, Quantity.BYTES)
            .build();
    assertEquals(
        List.of("network", "fc1.out", "*.bias", "conv1_1.padding", "input", "dtype"),
        sweep.knobs().stream().map(Knob::name).toList());
    assertEquals(2 * 3 * 2 * 4 * 7 * 2, sweep.size());
    assertEquals(
        List.of("vgg16", "1024", "true", "0", "64", "fp32"), sweep.values(sweep.size() / 2));
    assertLikeSingleAnalyses(sweep, 80);
  }

  @Test
  void paddingBySizeAndFractionsOfWidthsAgreeWithSingleAnalyses() {
    Network network =
        Network.named("fractions")
            .input(33, 21, 3)
            .add("c1", Convolution.of(5, 24).stride(2).padding(Padding.of(Padding.Mode.SAME)))
            .add("c2", Convolution.of(3, 20).padding(1, 2).dilation(2))
            .averagePool(2)
            .add("c3", Convolution.of(1, 7))
            .relu()
            .fullyConnected(9)
            .softmax()
            .build();
    Sweep sweep =
        Sweep.of(network)
            .knob("*.out*=0.1..3:+0.1")
            .knob("c1.stride=1..4")
            .knob("c2.padding=0..3")
            .knob("input*=0.5..2:+0.25")
            .measures(Quantities.standard().ofNetworks())
            .build();
    assertLikeSingleAnalyses(sweep, 150);
  }

  @Test
  void variantsBeyond64BitsAreNotValidAndTheOthersAreExact() {
    Network network = Network.named("wide").input(1).fullyConnected(1).fullyConnected(1).build();
    Sweep sweep =
        Sweep.of(network)
            .knob("fc1.out=1..1e18:x10")
            .knob("fc2.out=1..1e18:x10")
            .measures(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS)
            .build();
    List<Variant> rows = sweep.rows(0, sweep.size());
    assertTrue(rows.stream().anyMatch(Variant::isValid));
    assertTrue(rows.stream().anyMatch(row -> !row.isValid()));
    for (Variant row : rows) {
      assertEquals(sweep.problem(row.index()).isEmpty(), row.isValid(), () -> problem(sweep, row));
      if (row.isValid()) {
        assertEquals(
            sweep.report(row.index()).total(Quantity.PARAMETERS).value(), row.totals().get(0));
      }
    }
  }

  @Test
  void whereTwoKnobsVaryOneOptionTheLaterOneDoes() {
    Sweep sweep =
        Sweep.of(vgg16())
            .knob("*.out*=0.5,1")
            .knob("fc3.out=1000")
            .measures(Quantity.PARAMETERS)
            .build();
    assertEquals(138_357_544, sweep.row(1).total(0));
    assertLikeSingleAnalyses(sweep, 4);
  }

  @Test
  void aDeepNetworkIsSweptWithoutADeepStack() {
    NetworkBuilder builder = Network.named("deep").input(64, 64, 3);
    for (int i = 0; i < 1_500; i++) {
      builder.add(
          "c" + i, i % 2 == 0 ? Convolution.preserving(3, 8) : Convolution.of(3, 8).padding(1));
    }
    Sweep sweep =
        Sweep.of(builder.build())
            .knob("c*.out=1..64")
            .knob("c*.stride=1,2")
            .knob("input=64..256:+32")
            .build();
    assertLikeSingleAnalyses(sweep, 3);
  }

  @Test
  void anyRangeOfIndicesWithAnyThreadsGivesTheSameTotals() {
    Sweep sweep =
        Sweep.of(vgg16())
            .knob("conv*.padding=1,same")
            .knob("input=32..512:+16")
            .knob("conv4_*.out=1..100")
            .knob("fc2.out=1..50")
            .measures(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS)
            .build();
    long from = 12_345;
    long to = sweep.size() - 4_321;
    assertEquals(sum(sweep, from, to, 1), sum(sweep, from, to, 3));
    assertEquals(sum(sweep, from, to, 1), sum(sweep, from, 20_000, 1) + sum(sweep, 20_000, to, 2));
    assertEquals(0, sum(sweep, from, from, 2));
  }

  private static long sum(Sweep sweep, long from, long to, int threads) {
    AtomicLong sum = new AtomicLong();
    long end =
        sweep.run(
            from,
            to,
            threads,
            block -> {
              for (int i = 0; i < block.count(); i++) {
                sum.addAndGet(
                    block.isValid(i) ? block.total(0, i) ^ block.total(1, i) : block.first() + i);
              }
            });
    assertEquals(to, end);
    return sum.get();
  }

  @Test
  void anInterruptKeepsWhatIsDone() {
    Sweep sweep =
        Sweep.of(vgg16())
            .knob("conv1_*.out=1..500")
            .knob("conv2_*.out=1..500")
            .knob("fc2.out=1..500")
            .build();
    AtomicLong done = new AtomicLong();
    long end =
        sweep.run(
            0,
            sweep.size(),
            2,
            block -> {
              if (done.addAndGet(block.count()) > 1_000_000 && isCaller()) {
                Thread.currentThread().interrupt();
              }
            });
    assertTrue(Thread.interrupted(), "the thread stays interrupted");
    assertEquals(done.get(), end);
    assertTrue(end > 1_000_000 && end < sweep.size(), end + " variants");
  }

  private static boolean isCaller() {
    return !Thread.currentThread().getName().startsWith("layerbook-sweep");
  }

  @Test
  void aFailureOfAnyThreadReachesTheCaller() {
    Sweep sweep = Sweep.of(vgg16()).knob("fc1.out=1..5000").knob("fc2.out=1..5000").build();
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                sweep.run(
                    0,
                    sweep.size(),
                    2,
                    block -> {
                      if (block.first() > 100_000) {
                        throw new IllegalStateException("full");
                      }
                    }));
    assertEquals("full", thrown.getMessage());
  }

  @Test
  void tooManyVariantsAreRefusedWithAnEstimate() {
    Sweep sweep =
        Sweep.of(vgg16())
            .knob("conv1_1.out=1..10000")
            .knob("conv2_1.out=1..10000")
            .knob("fc1.out=1..10000")
            .build();
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> sweep.run(0, sweep.size(), 2, block -> {}));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("1,000,000,000,000 variants are too many"), message);
    assertTrue(message.contains("they take about"), message);
    assertEquals(100, sweep.sample(100, 5).size());
    assertThrows(IllegalArgumentException.class, () -> sweep.rows(0, sweep.size()));
  }

  @Test
  void moreOfALayerNeverCostsLess() {
    Sweep sweep =
        Sweep.of(vgg16())
            .knob("conv3_2.out=1..600")
            .measures(VALUES.stream().filter(Quantity::isSum).toList())
            .build();
    List<Variant> rows = sweep.rows(0, sweep.size());
    for (int i = 1; i < rows.size(); i++) {
      for (int total = 0; total < sweep.quantities().size(); total++) {
        assertTrue(Variant.by(total).compare(rows.get(i), rows.get(i - 1)) >= 0);
      }
    }
  }

  @Test
  void sweepsOfGeneratedNetworksAgreeWithSingleAnalyses() {
    for (int seed = 0; seed < 25; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Sweep sweep = generated(random);
      for (int i = 0; i < 20; i++) {
        Variant row = sweep.row(random.nextLong(sweep.size()));
        assertEquals(
            sweep.problem(row.index()).isEmpty(), row.isValid(), () -> problem(sweep, row));
        Report report = row.isValid() ? sweep.report(row.index()) : null;
        for (int total = 0; report != null && total < sweep.quantities().size(); total++) {
          assertEquals(
              report.total(sweep.quantities().get(total)).number(),
              row.totals().get(total),
              () -> row.values() + " of " + report.network());
        }
      }
    }
  }

  private static Sweep generated(SplittableRandom random) {
    NetworkBuilder builder =
        Network.named("generated").input(random.nextInt(8, 60), random.nextInt(8, 60), 4);
    int layers = random.nextInt(2, 7);
    for (int i = 0; i < layers; i++) {
      int kernel = random.nextInt(1, 5);
      switch (random.nextInt(4)) {
        case 0 -> builder.add("p" + i, MaxPool.of(2).stride(random.nextInt(1, 3)));
        case 1 ->
            builder.add(
                "c" + i,
                Convolution.of(kernel, 4L * random.nextInt(1, 9))
                    .stride(random.nextInt(1, 3))
                    .padding(random.nextInt(0, 3)));
        case 2 -> builder.add("c" + i, Convolution.preserving(kernel, 8).groups(2));
        default -> builder.add("c" + i, Convolution.of(1, 12));
      }
    }
    Network network = builder.add("c", Convolution.of(1, 6)).fullyConnected(10).build();
    SweepBuilder sweep =
        Sweep.of(network).knob("input=" + random.nextInt(1, 9) + "..70:+7").measures(VALUES);
    String[] knobs = {
      "c*.out=1..40:+3",
      "c*.out*=0.25..2:x2",
      "c*.kernel=1..7:+2",
      "c.groups=1..4",
      "fc1.out=0..9",
      "c*.stride=1..3",
      "c*.dilation=1..3",
      "c*.bias=true,false",
      "c*.padding=0,2,same"
    };
    for (int i = 0; i < 4; i++) {
      String knob = knobs[random.nextInt(knobs.length)];
      if (sweep.build().knobs().stream().noneMatch(k -> knob.startsWith(k.name()))) {
        sweep.knob(knob);
      }
    }
    return sweep.build();
  }
}
