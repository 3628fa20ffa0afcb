package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.MemoryStep.Phase;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Training;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Holds the memory of networks of many kinds, typical ones, drawn ones and one for each layer, to
 * what PyTorch allocates, to the byte.
 */
class MeasuredMemoryTest {
  /**
   * How many figures of cases of a kind differ: recurrent layers' backward passes, and sequences of
   * one step; attention whose output, with the examples not first, is read by layers that copy it
   * in order; a chunk that nobody reads; the gradient of a class token, which with one example is a
   * part of that of all tokens; and the first layer's PReLU, of whose input there is no gradient.
   */
  private static final Map<String, Integer> DIFFERING =
      Map.ofEntries(
          Map.entry("drawn graph", 1),
          Map.entry("drawn sequence", 44),
          Map.entry("drawn sequence with weights", 23),
          Map.entry("one layer: chunk", 1),
          Map.entry("one layer: gru", 27),
          Map.entry("one layer: lstm", 35),
          Map.entry("one layer: rnn", 19),
          Map.entry("typical: bilstm_tagger", 2),
          Map.entry("typical: gru_classifier", 4),
          Map.entry("typical: lstm_classifier", 2),
          Map.entry("typical: rnn_tagger", 1),
          Map.entry("typical: vit", 2));

  @Test
  void measuredBytesAreReproduced() throws IOException {
    Map<String, Integer> differing = new TreeMap<>();
    int cases = 0;
    for (JsonNode measured : ReferenceFile.measured("memory").get("cases")) {
      cases++;
      found(measured)
          .forEach(
              (figure, bytes) -> {
                if (bytes != measured.get(figure).asLong()) {
                  differing.merge(kind(measured), 1, Integer::sum);
                }
              });
    }
    assertEquals(new TreeMap<>(DIFFERING), differing);
    assertTrue(cases > 870, "few cases");
  }

  /** The first word of the layer, or what a number is behind. */
  private static String kind(JsonNode measured) {
    return measured.get("id").asText().replaceAll("(?<=one layer: \\w{1,20}) .*| \\d+$", "");
  }

  private static Map<String, Long> found(JsonNode measured) {
    Network network = Notation.standard().parse(measured.get("network").asText()).network();
    long batch = measured.get("batch").asLong();
    Report report = Report.of(network, Settings.DEFAULT.batch(batch));
    MemoryReport inference = MemoryReport.of(report);
    MemoryReport training = MemoryReport.of(report, Training.with(Optimizer.SGD));
    Map<String, Long> found = new LinkedHashMap<>();
    found.put("input", inference.peak().value() - inference.peakWithoutInput().value());
    found.put("inference", inference.peak().value());
    found.put("saved", training.saved().value());
    found.put("forward", training.peak(Phase.FORWARD).value());
    found.put("backward", training.peak(Phase.BACKWARD).value());
    found.put("step", training.peak(Phase.STEP).value());
    return found;
  }
}
