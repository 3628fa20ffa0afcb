package io.github.layerbook.whatif.edit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.SweepTest;
import io.github.layerbook.whatif.sweep.Variant;
import io.github.layerbook.whatif.sweep.VariantGrid;
import io.github.layerbook.whatif.variation.Variation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How knobs are written, and what they mean in a network. */
class KnobTest {
  private static final Network VGG16 = SweepTest.vgg16();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fc1.out=512,1024|512 1024",
        "fc1.out=512..2048:+512|512 1024 1536 2048",
        "fc1.out = 1..4 |1 2 3 4",
        "conv*.out*=0.25..2:x2|0.25 0.5 1 2",
        "input=128..200:+32|128 160 192",
        "input=128..200:32|128 160 192",
        "conv*.out*=0.25..2|0.25 0.5 0.75 1 1.25 1.5 1.75 2",
        "fc1.out=1K,1..100:x10,1e3|1000 1 10 100",
        "conv1_1.padding=same,1|same 1"
      })
  void valuesAreListsAndRanges(String text, String values) {
    assertEquals(List.of(values.split(" ")), Knob.parse(text).values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fc1.out=|a value is missing",
        "fc1.out=-1|not a whole number",
        "fc1.out=-1..5|not a number of 0 or more",
        "fc1.out=0..10:x1|never ends",
        "fc1.out=0..10:x2|never ends",
        "fc1.out=0..10:+0|never ends",
        "fc1.out=10..1|ends before it starts",
        "fc1.out=1..1e18|1,000,000,000,000,000,000 values",
        "fc1.out=1..2:x1.0000001|digits",
        "fc1.out=1..9:?2|write a range as",
        "fc1.out=0.5|whole number",
        "fc1.out=many|whole number",
        "fc1.out*=0|above 0",
        "fc1.out*=many|above 0",
        "fc1.outt=5|fc1 has no option \"outt\"; it has out, bias; did you mean out?",
        "fcl.out=5|has no layer \"fcl\"; did you mean fc1",
        "cnov*.out=5|has no layer \"cnov*\"",
        "conv1_1=5|say which of its options, such as conv1_1.out",
        "*.bias*=2|is not a size",
        "*.bias=maybe|neither true nor false",
        "fc1.out*=1e18|beyond 64 bits",
        "fc1.out=1..9:y3|neither :+ nor :x",
        "fc1.out:8=60|use 56 or 64",
        "conv1.out=3|conv1 is a block, not a layer: write conv1.*",
        "batch=3|--batch",
        "fc1.out|has no values: write layer.option=values",
        "=5|has no values"
      })
  void nonsenseIsRefusedByAWord(String text, String word) {
    OptionException refused =
        assertThrows(OptionException.class, () -> Sweep.of(VGG16).knob(text).build());
    assertTrue(
        String.valueOf(refused.getMessage()).contains(word), String.valueOf(refused.getMessage()));
  }

  @Test
  void aNumberMeansTheSameBesideValuesOfOtherForms() {
    Sweep sweep = Sweep.of(VGG16).knob("input=64,32x64x3").knob("conv1_1.kernel=3,3x5").build();
    List<String> inputs = new ArrayList<>();
    for (Variant row : sweep.rows(0, sweep.size())) {
      assertTrue(row.isValid(), () -> sweep.problem(row.index()).orElse(""));
      inputs.add(
          sweep.report(row.index()).network().toString().lines().skip(1).findFirst().orElse(""));
    }
    assertEquals(
        2, inputs.stream().filter("input: input 64x64x3"::equals).count(), inputs.toString());
    String text = Variation.of(VGG16).with("fc1.out:8=4088").network().toString();
    assertTrue(text.contains("4088"), text);
  }

  @Test
  void aNumberSetsTheSidesOfAnInputAndLeavesItsChannels() {
    Sweep sweep = Sweep.of(VGG16).knob("input=256,320").knob("conv1_1.kernel=5").build();
    String text = sweep.report(1).network().toString();
    assertTrue(text.contains("input 320x320x3"), text);
    assertTrue(text.contains("conv 5x5-64"), text);
  }

  @Test
  void anAddressMeansTheEndsOfPaths() {
    Network network =
        Network.named("blocks")
            .input(8, 8, 3)
            .block("a", b -> b.add("c", io.github.layerbook.layer.convolution.Convolution.of(1, 4)))
            .block("b", b -> b.add("c", io.github.layerbook.layer.convolution.Convolution.of(1, 4)))
            .build();
    assertEquals(2, new OptionAddress("*.c.out").targets(Blueprint.of(network)).size());
    assertEquals(2, new OptionAddress("*.out").targets(Blueprint.of(network)).size());
    assertEquals(
        List.of(new OptionAddress.Target(1, "out")),
        new OptionAddress("a.c.out").targets(Blueprint.of(network)));
    OptionException ambiguous =
        assertThrows(
            OptionException.class, () -> new OptionAddress("c.out").targets(Blueprint.of(network)));
    assertTrue(String.valueOf(ambiguous.getMessage()).contains("write one of a.c, b.c, or *.c"));
  }

  @Test
  void positionsAreTheInverseOfAnIndex() {
    VariantGrid grid =
        VariantGrid.of(
            List.of(
                Knob.set("a", 1, 2, 3),
                Knob.set("b", 5),
                Knob.scale("c", "1..100"),
                Knob.batch("1..1000")));
    assertEquals(300_000, grid.size());
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000; i++) {
      long index = random.nextLong(grid.size());
      assertEquals(index, grid.index(grid.positions(index)));
    }
    assertArrayEquals(new int[] {0, 0, 0, 1}, grid.positions(1));
    assertThrows(IndexOutOfBoundsException.class, () -> grid.positions(300_000));
  }

  @Test
  void aGridBeyond64BitsIsRefused() {
    List<Knob> knobs = java.util.Collections.nCopies(5, Knob.batch("1..60000"));
    assertThrows(IllegalArgumentException.class, () -> VariantGrid.of(knobs));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 5, 1, 3",
    "0.49, 5, 1, 2",
    "1/3, 64, 1, 21",
    "3/4, 10, 8, 8",
    "1/1000, 64, 8, 8",
    "1.25, 10, 1, 13",
    "1e9, 7, 1, 7000000000",
    "9223372036854775807/9223372036854775807, 4096, 1, 4096"
  })
  void scaledSizesAreRoundedHalfUpToAMultiple(
      String factor, long size, long multiple, long scaled) {
    assertEquals(scaled, Factor.of(factor).orElseThrow().of(size, multiple));
  }
}
