package io.github.layerbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Unit;
import io.github.layerbook.zoo.Zoo;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry of quantities, and what holds for every quantity in it. */
class QuantitiesTest {
  private static final Quantities ALL = PeakMemory.quantities();
  private static final Quantity DEEPEST =
      Quantity.of("Deepest", Unit.COUNT, row -> row.size(Quantity.PARAMETERS))
          .total(Quantity.Total.MAXIMUM);

  /** A network of random layers, with blocks now and then. */
  private static Network generated(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NetworkBuilder builder = Network.named("n" + seed).input(32, 32, random.nextInt(1, 5));
    for (int i = random.nextInt(2, 9); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> builder.convolution(3, random.nextInt(1, 20)).relu();
        case 1 -> builder.block("b" + i, b -> b.convolution(1, 5).relu());
        case 2 -> builder.relu();
        default -> builder.convolution(1, 4);
      }
    }
    return builder.fullyConnected(random.nextInt(1, 12)).build();
  }

  private static Report report(long seed) {
    return Report.of(generated(seed), Settings.DEFAULT.batch(1 + seed % 3));
  }

  @Test
  void everyWordStandsForOneQuantity() {
    Set<String> words = new HashSet<>();
    for (Quantity quantity : ALL.all()) {
      assertEquals(Quantity.word(quantity.heading()), quantity.word());
      for (String word : quantity.words()) {
        assertTrue(words.add(word), word);
        assertSame(quantity, ALL.of(word));
        assertSame(quantity, ALL.of(word.toUpperCase(Locale.ROOT).replace('-', ' ')));
      }
      assertFalse(quantity.meaning().isBlank(), quantity.heading());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "params, Parameters",
    "MACs, Multiply-adds",
    "mult-adds, Multiply-adds",
    "FLOPs, FLOPs",
    "memory, Memory",
    "training memory, Training memory",
    "training-memory, Training memory",
    "arithmetic intensity, Intensity"
  })
  void peoplesWordsAreKnown(String word, String heading) {
    assertEquals(heading, ALL.of(word).heading());
  }

  @Test
  void anUnknownWordSuggestsTheNearestOrListsAll() {
    assertTrue(message(() -> ALL.of("trafic")).contains("Did you mean traffic?"));
    assertTrue(message(() -> ALL.of("xyz")).contains("parameters, buffers, multiply-adds"));
    assertTrue(message(() -> ALL.listed("macs,mult-adds")).contains("named twice"));
  }

  @Test
  void totalsAreTheFoldOfRows() {
    for (long seed = 0; seed < 60; seed++) {
      Report report = report(seed);
      for (Quantity quantity : ALL.ofLayers()) {
        if (quantity.isSum()) {
          long sum = report.rows().stream().mapToLong(row -> row.measure(quantity).value()).sum();
          assertEquals(sum, report.total(quantity).value(), quantity + " of " + report.network());
          long groups = report.groups().stream().mapToLong(g -> g.total(quantity).value()).sum();
          assertEquals(sum, groups, quantity + " of " + report.network());
        }
      }
      assertEquals(
          report.rows().stream().mapToLong(row -> row.measure(DEEPEST).value()).max().orElse(0),
          report.total(DEEPEST).value());
      assertEquals(
          (double) report.total(Quantity.FLOPS).value() / report.total(Quantity.TRAFFIC).value(),
          report.total(Quantity.INTENSITY).number());
    }
  }

  @Test
  void everyDerivationOfALayerCalculatesItsNumber() {
    Report report = report(3);
    for (Row row : report.rows()) {
      for (Quantity quantity : ALL.ofLayers()) {
        Measure measure = row.measure(quantity);
        assertTrue(
            measure.toString().endsWith(String.valueOf(measure.number())),
            quantity + " of " + row.name());
      }
    }
  }

  @Test
  void theMaximumOfLayersSaysOfWhich() {
    Measure most = Report.of(Zoo.network("lenet5")).total(DEEPEST);
    assertEquals("max(max(max(max(156, 2416), 48120), 10164), 850) = 48120", most.toString());
  }

  @Test
  void aSumDividedByANumberStillAddsUp() {
    Quantity tenths = Quantity.of("Energy", Unit.of("pJ"), row -> row.size(Quantity.MULTIPLY_ADDS));
    Quantity energy = tenths.dividedBy(10);
    assertTrue(energy.isSum());
    assertFalse(DEEPEST.dividedBy(10).isSum(), "a maximum is no sum");
    assertFalse(Quantity.INTENSITY.dividedBy(10).isSum(), "nor is a quotient");
    assertFalse(
        Quantity.ratio("Use", "MACs per parameter", tenths, Quantity.PARAMETERS).isSum(),
        "nor two");
    Report report = Report.of(Zoo.network("lenet5"));
    assertEquals(41_652.0, report.total(energy).number());
    assertEquals(
        41_652.0,
        report.rows().stream().mapToDouble(r -> r.measure(energy).number().doubleValue()).sum());
    assertTrue(message(() -> energy.dividedBy(0)).contains("use 1 or more"));
  }

  @Test
  void whatDoesNotTotalHasNoTotal() {
    Quantity single =
        Quantity.of("Height", Unit.COUNT, row -> row.output().spatial().get(0).size())
            .total(Quantity.Total.NONE);
    assertFalse(single.hasTotal());
    Report report = Report.of(Network.named("n").input(32, 32, 1).relu().build());
    assertEquals(32, report.rows().get(0).measure(single).value());
    assertTrue(message(() -> report.total(single)).contains("has no total"));
  }

  @Test
  void whatNetworksHaveNoLayerHas() {
    Report report = Report.of(Zoo.network("lenet5"));
    assertTrue(report.total(PeakMemory.INFERENCE).value() > 0);
    assertTrue(
        message(() -> report.rows().get(1).measure(PeakMemory.TRAINING))
            .contains("training memory is of whole networks"));
  }

  @Test
  void aQuantityTakesThePlaceOfThatWithItsHeadingAndNoOthersWord() {
    Quantity energy = Quantity.of("Energy", Unit.of("pJ"), row -> Size.of(1));
    Quantity better = Quantity.of("Energy", Unit.of("pJ"), row -> Size.of(2)).words("joules");
    Quantities with = ALL.with(energy).with(better);
    assertEquals(ALL.all().size() + 1, with.all().size());
    assertSame(better, with.of("joules"));
    assertSame(better, with.of("energy"));
    assertTrue(ALL.find("energy").isEmpty(), "the registry itself does not change");
    String refusal = message(() -> ALL.with(energy.words("macs")));
    assertTrue(refusal.contains("the word macs stands for multiply-adds already"), refusal);
  }

  @Test
  void aNameThatCannotHeadAColumnIsRefused() {
    for (String name : List.of("", " ", "1st", "a<b>", "a,b", "--x")) {
      assertThrows(
          IllegalArgumentException.class, () -> Quantity.of(name, Unit.COUNT, row -> Size.of(1)));
    }
  }

  @Test
  void aFunctionThatFailsNamesTheQuantityAndTheLayer() {
    Quantity broken =
        Quantity.of("Broken", Unit.COUNT, row -> row.declaration().tensors().get(0).count());
    Report report = Report.of(Zoo.network("lenet5"));
    String refusal = message(() -> report.total(broken));
    assertTrue(refusal.startsWith("broken of input cannot be found: "), refusal);
  }

  @Test
  void aUsersFunctionIsAskedForEachLayerEvenIfLayersAreAlike() {
    Quantity named = Quantity.of("Letters", Unit.COUNT, row -> Size.of(row.node().name().length()));
    Network net =
        Network.named("n")
            .input(4)
            .add("a", Activation.relu())
            .add("bcd", Activation.relu())
            .build();
    assertEquals(5 + 1 + 3, Report.of(net).total(named).value());
  }

  private static String message(Executable refused) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, refused).getMessage());
  }
}
