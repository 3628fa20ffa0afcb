package io.github.layerbook.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.serving.Roofline.Bound;
import io.github.layerbook.serving.Roofline.Phase;
import io.github.layerbook.serving.Roofline.Point;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.zoo.Zoo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RooflineTest {
  /** A table of 1,000 tokens, a layer with a cache, one with experts, and a head. */
  private static final Network MODEL =
      Notation.standard()
          .parse(
              """
              input 512
              embedding 1000 features=64
              gqa 8 keyheads=2
              moe 16 top=2 hidden=128
              lm_head: linear 1000 bias=false
              """)
          .network();

  private static final Report REPORT =
      Report.of(MODEL, Settings.DEFAULT.type(NumberType.FP16).batch(4));

  /** Ten million bytes, a billion of them a second, ten billion operations. */
  private static final Device SMALL =
      new Device("small", "Small", 10_000_000, 1_000_000_000, 10_000_000_000L, 2);

  private static final Roofline ROOFLINE = new Roofline(REPORT, SMALL, 1);

  @Test
  void aTokenReadsARowOfTheTableTheChosenExpertsAndTheWholeHead() {
    long attention = (64 * 64 + 2 * 16 * 64 + 64 * 64) * 2;
    long experts = Report.of(MODEL).row("moe1").orElseThrow().measure(Quantity.ACTIVE).value() * 2;
    assertEquals(64 * 2 + attention + experts + 64 * 1000 * 2, ROOFLINE.weights(1).value());
    assertEquals(3 * 64 * 2, ROOFLINE.weights(4).value() - ROOFLINE.weights(1).value());
  }

  @Test
  void aDecodedTokenReadsTheCacheAndDoesItsShareOfTheWork() {
    long cache = 2 * 2 * 8 * 512 * 2;
    long work = 2 * Report.of(MODEL).total(Quantity.MULTIPLY_ADDS).value();
    Point three = ROOFLINE.at(Phase.DECODE, 3);
    assertEquals(cache, ROOFLINE.cache().value());
    assertEquals(ROOFLINE.weights(3).value() + 3 * cache, three.bytes().value());
    assertEquals(3 * work / 512, three.operations().value());
    assertEquals(3 * work, ROOFLINE.at(Phase.PREFILL, 3).operations().value());
    assertEquals(3 / three.seconds(), three.tokensPerSecond());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 64})
  void theTimeIsThatOfOperationsOrOfBytesWhicheverIsMore(long batch) {
    for (Point point : ROOFLINE.points(List.of(batch))) {
      double computing = point.operations().value() / 1e10;
      double moving = point.bytes().value() / 1e9;
      assertEquals(Math.max(computing, moving), point.seconds());
      assertEquals(computing > moving ? Bound.COMPUTE : Bound.BANDWIDTH, point.bound());
    }
  }

  @Test
  void theLargestBatchFitsAndTheNextDoesNot() {
    long largest = ROOFLINE.largestBatch().orElseThrow();
    assertTrue(ROOFLINE.fits(largest));
    assertFalse(ROOFLINE.fits(largest + 1));
    assertTrue(new Roofline(REPORT, SMALL, 2).fits(largest + 1));
  }

  @Test
  void theTurningBatchIsTheFirstThatOperationsBound() {
    long turning = ROOFLINE.turningBatch().orElseThrow();
    for (long batch = 1; batch <= 2 * turning; batch++) {
      assertEquals(
          batch >= turning ? Bound.COMPUTE : Bound.BANDWIDTH,
          ROOFLINE.at(Phase.DECODE, batch).bound(),
          "batch " + batch);
    }
  }

  @Test
  void aNetworkWithoutACacheIsOnlyRun() {
    Roofline vgg = new Roofline(Report.of(Zoo.network("vgg16")), Devices.all().get(0), 1);
    assertFalse(vgg.generates());
    assertEquals(
        List.of(Phase.PREFILL), vgg.points(List.of(1L)).stream().map(Point::phase).toList());
    assertEquals("forward", vgg.points(List.of(1L)).get(0).title());
    assertEquals("examples", vgg.unit());
    assertTrue(vgg.largestBatch().isEmpty());
    assertEquals(138_357_544 * 4L, vgg.weights(1).value());
  }

  @Test
  void aDeviceDoesMoreOfNarrowerNumbers() {
    Device card = new Device("card", "Card", 1, 1, 1_000, 2);
    assertEquals(500, card.operations(NumberType.FP32));
    assertEquals(1_000, card.operations(NumberType.BF16));
    assertEquals(2_000, card.operations(NumberType.INT4));
    assertThrows(IllegalArgumentException.class, () -> new Device("none", "None", 0, 1, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 4096})
  void anotherContextIsTheNetworkWithAnotherInput(long tokens) {
    Network longer =
        Notation.standard()
            .parse(MODEL.toString().replace("input 512", "input " + tokens))
            .network();
    assertEquals(
        new Roofline(Report.of(longer, REPORT.settings()), SMALL, 1).at(Phase.DECODE, 3).bytes(),
        ROOFLINE.of(tokens).at(Phase.DECODE, 3).bytes());
  }

  @Test
  void aBatchTurnsToTheBandwidthWhereItsCachesGrow() {
    long turning = ROOFLINE.turningContext(64).orElseThrow();
    assertEquals(Bound.COMPUTE, ROOFLINE.of(turning - 1).at(Phase.DECODE, 64).bound());
    assertEquals(Bound.BANDWIDTH, ROOFLINE.of(turning).at(Phase.DECODE, 64).bound());
  }

  /** Counted by going through all that tokens can choose: each takes one of all pairs. */
  @Test
  void expertsThatAreChosenByLotAreMetAsOftenAsCountingThemTells() {
    EvenRouting routing = new EvenRouting(4, 2, 100);
    List<Set<Integer>> pairs = new ArrayList<>();
    for (int a = 0; a < 4; a++) {
      for (int b = a + 1; b < 4; b++) {
        pairs.add(Set.of(a, b));
      }
    }
    double met = 0;
    for (Set<Integer> first : pairs) {
      for (Set<Integer> second : pairs) {
        Set<Integer> both = new HashSet<>(first);
        both.addAll(second);
        met += both.size();
      }
    }
    assertEquals(2, routing.met(1), 1e-12);
    assertEquals(met / 36, routing.met(2), 1e-12);
    assertEquals(100 * (met / 36 - 2), routing.more(2), 1e-9);
  }

  @Test
  void theExpertsOfAllLayersOfOneKindAreReadTogether() {
    Network two =
        Notation.standard()
            .parse("input 8\nembedding 50-16\nmoe 8-32 top=2\nmoe 8 top=2 {\nlinear 16\n}\nmoe 4-8")
            .network();
    assertEquals(
        List.of(
            new EvenRouting(8, 2, (3 * 16 * 32 + 16 * 16 + 16) * 4),
            new EvenRouting(4, 2, 3 * 16 * 8 * 4)),
        EvenRouting.of(Report.of(two)));
  }
}
