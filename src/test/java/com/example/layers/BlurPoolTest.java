package com.example.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Training;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.whatif.sweep.Sweep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's own strided, padded layer is exactly as the built-in one that does the same. */
class BlurPoolTest {
  private static final Notation NOTATION =
      Notation.standard().with(Vocabulary.builtIn().with(BlurPool.class));

  private static Network own(String options) {
    return network("blurpool " + options);
  }

  private static Network builtIn(String options) {
    String stated = options.contains("stride") ? options : options + " stride=2";
    String padded = stated.contains("padding") ? stated : stated + " padding=same";
    return network("depthwise " + padded + " bias=false");
  }

  private static Network network(String layer) {
    return NOTATION
        .parse(
            "net", "input 33x32x6\nconv 3x3-8 padding=1\npooled: " + layer + "\nconv 2x2-4\nrelu")
        .network();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3x3",
        "2x4 stride=1x3",
        "3x3 stride=1 padding=preserve",
        "5x5 padding=2x1",
        "4x4 padding=valid",
        "3x2 stride=1 padding=full"
      })
  void itsShapeParametersWorkFieldAndMemoryAreABuiltInLayers(String options) {
    Report own = Report.of(own(options), Settings.DEFAULT.batch(2));
    Report builtIn = Report.of(builtIn(options), Settings.DEFAULT.batch(2));
    for (String layer : List.of("pooled", "relu1")) {
      assertEquals(
          builtIn.network().find(layer).orElseThrow().outputs(),
          own.network().find(layer).orElseThrow().outputs());
      assertEquals(fields(builtIn.network(), layer), fields(own.network(), layer));
    }
    for (Quantity each : List.of(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS)) {
      assertEquals(
          builtIn.row("pooled").orElseThrow().measure(each).value(),
          own.row("pooled").orElseThrow().measure(each).value());
    }
    Training adam = Training.with(Optimizer.ADAM);
    assertEquals(MemoryReport.of(builtIn).peak().value(), MemoryReport.of(own).peak().value());
    assertEquals(
        MemoryReport.of(builtIn, adam).total().value(), MemoryReport.of(own, adam).total().value());
  }

  private static List<?> fields(Network network, String layer) {
    return ReceptiveFields.of(network).find(layer).orElseThrow().axes();
  }

  @Test
  void itsDerivationIsWrittenInTheFieldsOrder() {
    assertEquals(
        "(2*3)*8 = 48",
        Report.of(own("2x3")).row("pooled").orElseThrow().measure(Quantity.PARAMETERS).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "40x3 padding=0",
        "3x3 stride=2 padding=preserve",
        "3x3 stride=0",
        "3x3x3",
        "3x3 stride=2x2x2",
        "3x3 padding=causal",
        "0x3 padding=0"
      })
  void itIsRefusedInABuiltInLayersWords(String options) {
    String expected = message(() -> builtIn(options), "depthwise");
    assertEquals(expected, message(() -> own(options), "blurpool"));
  }

  private static String message(Runnable parsed, String word) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, parsed::run).getMessage());
    String line = message.lines().findFirst().orElseThrow();
    return line.replace(word, "layer");
  }

  @Test
  void itsOptionsAreSweptWithWhatTheyRequire() {
    Sweep own = sweep(own("3x3 padding=1"));
    Sweep builtIn = sweep(builtIn("3x3 padding=1"));
    int valid = 0;
    for (long i = 0; i < own.size(); i++) {
      assertEquals(builtIn.row(i).totals(), own.row(i).totals());
      assertEquals(builtIn.problem(i), own.problem(i));
      valid += own.problem(i).isEmpty() ? 1 : 0;
    }
    assertTrue(valid > 0 && valid < own.size(), valid + " of " + own.size());
  }

  private static Sweep sweep(Network network) {
    return Sweep.of(network)
        .knob("pooled.kernel=1..40:+13")
        .knob("pooled.stride=0..3")
        .knob("pooled.padding=0..2")
        .measures(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS)
        .build();
  }
}
