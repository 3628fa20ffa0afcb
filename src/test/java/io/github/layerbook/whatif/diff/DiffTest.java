package io.github.layerbook.whatif.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Row;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffTest {
  private static Network network(long... widths) {
    NetworkBuilder builder = Network.named("n").input(8, 8, 3);
    for (long width : widths) {
      builder.convolution(1, width);
    }
    return builder.build();
  }

  private static String kinds(Diff diff) {
    return diff.changes().stream()
        .map(change -> change.kind().name().substring(0, 1))
        .collect(Collectors.joining());
  }

  @Test
  void aNetworkDoesNotDifferFromItself() {
    Diff diff = Diff.of(network(4, 8), network(4, 8));
    assertTrue(diff.isEmpty());
    assertEquals("KKK", kinds(diff));
    assertEquals(0, diff.growth(Quantity.PARAMETERS));
  }

  @Test
  void aLayerThatIsAddedIsOneChangeAndTheNextOneChangesWithItsInput() {
    Diff diff = Diff.of(network(4, 8), network(4, 5, 8));
    assertEquals("KKAC", kinds(diff));
    assertEquals(4 * 5 + 5, diff.differences().get(0).growth(Quantity.PARAMETERS));
    assertEquals(8 * (5 - 4), diff.differences().get(1).growth(Quantity.PARAMETERS));
    assertEquals(33, diff.growth(Quantity.PARAMETERS));
  }

  @Test
  void aLayerThatIsRemovedIsOneChange() {
    Diff diff = Diff.of(network(4, 4, 4), network(4, 4));
    assertEquals("KKKR", kinds(diff));
    assertEquals(-20, diff.growth(Quantity.PARAMETERS));
  }

  @Test
  void aChangedOptionIsAChangeOfThatLayerAndOfTheNextOnesCosts() {
    Diff diff = Diff.of(network(4, 8), network(6, 8));
    assertEquals("KCC", kinds(diff));
    assertEquals(
        List.of("conv1_1", "conv1_2"), diff.differences().stream().map(Change::name).toList());
  }

  @Test
  void aRenamedLayerIsChangedAndCostsTheSame() {
    Network before = network(4);
    Network after = Network.named("n").input(8, 8, 3).add("stem", Convolution.of(1, 4)).build();
    Diff diff = Diff.of(before, after);
    assertEquals("KC", kinds(diff));
    assertEquals("stem", diff.differences().get(0).name());
    assertEquals(0, diff.growth(Quantity.PARAMETERS));
  }

  @Test
  void everyLayerOfBothStandsOnceAndInOrder() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      Diff diff = Diff.of(network(widths(random)), network(widths(random)));
      assertEquals(
          diff.before().rows(),
          diff.changes().stream().flatMap(change -> change.before().stream()).toList());
      assertEquals(
          diff.after().rows(),
          diff.changes().stream().flatMap(change -> change.after().stream()).toList());
      assertEquals(
          diff.growth(Quantity.PARAMETERS),
          diff.changes().stream().mapToLong(c -> c.growth(Quantity.PARAMETERS)).sum());
    }
  }

  private static long[] widths(Random random) {
    return random.longs(random.nextInt(12) + 1L, 1, 4).toArray();
  }

  @Test
  void layersThatMovedAreRecognizedUnderOtherNames() {
    Diff diff = Diff.of(network(4, 5, 6, 7, 8, 9, 10, 11), network(5, 6, 7, 8, 9, 10, 11, 12));
    assertEquals("KRCCCCCCCA", kinds(diff));
  }

  @Test
  void noAlignmentIsMoreAlike() {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      boolean[] convolutions = new boolean[1 + random.nextInt(7)];
      for (int i = 0; i < convolutions.length; i++) {
        convolutions[i] = random.nextInt(3) > 0;
      }
      Diff diff = Diff.of(chain(random, convolutions), chain(random, convolutions));
      int likeness =
          diff.changes().stream()
              .filter(change -> change.before().isPresent() && change.after().isPresent())
              .mapToInt(change -> likeness(change.before().get(), change.after().get()))
              .sum();
      assertEquals(
          best(diff.before().rows(), diff.after().rows()), likeness, () -> kinds(diff) + diff);
    }
  }

  /** Convolutions of few widths with activations between them, now and then without the last. */
  private static Network chain(Random random, boolean... convolutions) {
    NetworkBuilder builder = Network.named("n").input(8, 8, 3);
    int length = convolutions.length - (random.nextInt(8) == 0 ? 1 : 0);
    for (int i = 0; i < length; i++) {
      if (convolutions[i]) {
        builder.convolution(1, 4L + random.nextInt(3));
      } else {
        builder.relu();
      }
    }
    return builder.build();
  }

  private static int likeness(Row before, Row after) {
    if (before.node().layer().getClass() != after.node().layer().getClass()) {
      return 0;
    }
    return 1
        + (before.node().layer().equals(after.node().layer()) ? 4 : 0)
        + (before.node().path().equals(after.node().path()) ? 3 : 0);
  }

  private static int best(List<Row> before, List<Row> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return 0;
    }
    List<Row> fewerBefore = before.subList(1, before.size());
    List<Row> fewerAfter = after.subList(1, after.size());
    int likeness = likeness(before.get(0), after.get(0));
    int paired = likeness == 0 ? 0 : likeness + best(fewerBefore, fewerAfter);
    return Math.max(paired, Math.max(best(fewerBefore, after), best(before, fewerAfter)));
  }

  @Test
  void longNetworksAreAlignedByNameWithoutTakingLong() {
    long[] many = IntStream.range(0, 3000).mapToLong(i -> i % 7 + 1).toArray();
    long[] others = IntStream.range(0, 3000).mapToLong(i -> i % 5 + 1).toArray();
    Diff diff = Diff.of(network(many), network(others));
    assertEquals(3001, diff.changes().size());
    assertFalse(diff.isEmpty());
  }
}
