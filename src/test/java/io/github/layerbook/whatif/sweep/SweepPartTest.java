package io.github.layerbook.whatif.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.tape.VariantBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of a sweep give its rows wherever they are sent. */
class SweepPartTest {
  /** A layer that only this test knows. */
  @Word(value = "gain", title = "gain")
  record Gain() implements Layer {
    @Override
    public Declaration on(List<Shape> inputs) {
      Shape input = inputs.get(0);
      return Declaration.of(input).with(Tensor.scale("weight", List.of(input.channels())));
    }
  }

  @Test
  void partsThatWereSentGiveTheRowsOfTheSweep() throws Exception {
    Network network =
        Network.named("small")
            .input(16, 16, 4)
            .add("a", Convolution.of(3, 8))
            .add("gain", new Gain())
            .fullyConnected(10)
            .build();
    Sweep sweep =
        Sweep.of(network)
            .knob("input=1..20")
            .knob("a.kernel=0..9")
            .knob("a.bias=true,false")
            .knob("a.out*=0.5..2:+0.5")
            .measures(Quantities.standard().ofNetworks())
            .measure("twice", report -> report.total(Quantity.PARAMETERS).size().times(2))
            .build();
    List<Variant> rows = sweep.rows(0, sweep.size());
    assertTrue(rows.stream().anyMatch(row -> !row.isValid()));
    assertEquals(rows, rows(sweep));
  }

  @Test
  void variantsBeyond64BitsAreNotValidInPartsEither() throws Exception {
    Network network = Network.named("wide").input(1).fullyConnected(1).fullyConnected(1).build();
    Sweep sweep = Sweep.of(network).knob("fc1.out=1..1e18:x10").knob("fc2.out=1..1e18:x10").build();
    List<Variant> rows = sweep.rows(0, sweep.size());
    assertTrue(rows.stream().anyMatch(row -> !row.isValid()));
    assertEquals(rows, rows(sweep));
  }

  @Test
  void manyTopologiesAreCutIntoSeveralPartsInOrder() throws Exception {
    Sweep sweep =
        Sweep.of(SweepTest.vgg("vgg11", 1, 1, 2, 2, 2), SweepTest.vgg16())
            .knob("fc1.out=1024,2048")
            .knob("*.bias=true,false")
            .knob("conv1_1.padding=0,1,same,full")
            .knob("conv2_1.padding=0,1,same,full")
            .knob(Knob.types(NumberType.FP32, NumberType.INT4))
            .build();
    List<SweepPart> parts = sweep.parts();
    assertEquals(2, parts.size());
    assertEquals(0, parts.get(0).from());
    assertEquals(parts.get(0).to(), parts.get(1).from());
    assertEquals(sweep.size(), parts.get(1).to());
    assertThrows(
        IndexOutOfBoundsException.class, () -> parts.get(0).blocks().at(parts.get(1).from()));
    assertEquals(sweep.rows(0, sweep.size()), rows(sweep));
  }

  @Test
  void whatIsSentIsSmallHoweverLargeTheGridIs() throws Exception {
    Sweep sweep =
        Sweep.of(SweepTest.vgg16())
            .knob("conv*.out*=0.001..1:+0.001")
            .knob("fc1.out=1..10000")
            .knob("fc2.out=1..10000")
            .build();
    assertEquals(100_000_000_000L, sweep.size());
    int bytes = written(sweep.parts().get(0)).length;
    assertTrue(bytes < 1_000_000, bytes + " bytes");
  }

  @Test
  void tooManyTopologiesAreRefused() {
    Sweep sweep =
        Sweep.of(SweepTest.vgg16()).batch("1..5000").measures(PeakMemory.INFERENCE).build();
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, sweep::parts);
    assertTrue(
        String.valueOf(refused.getMessage()).contains("5,000 combinations, at most 4,096"),
        refused.getMessage());
  }

  /** All rows, evaluated from parts that were written and read back. */
  private static List<Variant> rows(Sweep sweep) throws Exception {
    List<Variant> rows = new ArrayList<>();
    for (SweepPart each : sweep.parts()) {
      SweepPart part = sent(each);
      BlockEvaluator blocks = part.blocks();
      for (long index = part.from(); index < part.to(); index++) {
        rows.add(row(sweep, part, index, blocks.at(index)));
      }
    }
    return rows;
  }

  private static Variant row(Sweep sweep, SweepPart part, long index, VariantBlock block) {
    List<String> values = new ArrayList<>();
    int[] positions = part.positions(index);
    for (int knob = 0; knob < positions.length; knob++) {
      values.add(sweep.knobs().get(knob).values().get(positions[knob]));
    }
    List<Number> totals = new ArrayList<>();
    int variant = (int) (index - block.first());
    for (int total = 0; block.isValid(variant) && total < sweep.quantities().size(); total++) {
      totals.add(part.number(block, total, variant));
    }
    return new Variant(index, values, totals);
  }

  private static SweepPart sent(SweepPart part) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(written(part)))) {
      return (SweepPart) in.readObject();
    }
  }

  private static byte[] written(SweepPart part) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(part);
    }
    return bytes.toByteArray();
  }
}
