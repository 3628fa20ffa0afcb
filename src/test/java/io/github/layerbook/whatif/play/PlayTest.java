package io.github.layerbook.whatif.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.zoo.Zoo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayTest {
  private static Play play(String network, List<Knob> knobs, Budget... budgets) {
    return Play.of(Report.of(Zoo.network(network)), knobs, Quantities.USUAL, List.of(budgets));
  }

  private static List<Knob> knobs(String text) {
    return Arrays.stream(text.split(" +")).filter(t -> !t.isEmpty()).map(Knob::parse).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vgg16|fc1.out=512..8192:512|[7]",
        "vgg16|conv*.out*=0.25..2|[3]",
        "vgg16|conv*.out*=0.5,0.9,3|[1]",
        "vgg16|input=32,200,512|[1]",
        "vgg16|conv1_1.padding=valid,1|[1]",
        "vgg16|input=32..64:32 fc2.out=1,4096,9|[1, 1]",
      })
  void slidersStartWhereTheNetworkIs(String network, String knobs, String start) {
    assertEquals(start, play(network, knobs(knobs)).start().toString());
  }

  @Test
  void aBudgetedQuantityIsShown() {
    Budget budget = Budget.of(Quantity.FLOPS, "1G");
    Play play = play("lenet5", knobs("input=28,32"), budget);
    assertTrue(play.sweep().quantities().contains(Quantity.FLOPS));
    assertEquals(budget, play.budget(Quantity.FLOPS).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|A slider needs an option with values",
        "input=32|input has one value, 32: a slider needs two or more",
        "c1.kernel=40..60|No position of the sliders gives a network; at the first, conv1.c1: kernel",
        "c1.padding=1..4 c1.depth=x,y|c1 has no option \"depth\"",
      })
  void whatCannotBePlayedWithIsToldOnce(String knobs, String message) {
    Exception e = assertThrows(OptionException.class, () -> play("lenet5", knobs(knobs)));
    assertTrue(message(e).contains(message), e::getMessage);
  }

  @Test
  void aThousandSlidersAreTooMany() {
    List<Knob> many =
        IntStream.range(0, 1_000).mapToObj(i -> Knob.parse("c" + i + ".out=1..9")).toList();
    Exception e = assertThrows(OptionException.class, () -> play("lenet5", many));
    assertTrue(message(e).startsWith("1,000 sliders are too many"), e::getMessage);
  }

  @Test
  void wordsOfTooManyCombinationsAreToldByName() {
    Exception e =
        assertThrows(
            OptionException.class,
            () ->
                play(
                    "vgg16",
                    knobs(
                        "conv1_1.padding=valid,same conv1_2.padding=valid,same"
                            + " conv2_1.padding=valid,same conv2_2.padding=valid,same"
                            + " conv3_1.padding=valid,same conv3_2.padding=valid,same"
                            + " conv3_3.padding=valid,same")));
    assertTrue(
        message(e).contains("conv3_3.padding need an analysis for each of 128"), e::getMessage);
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
