package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.analysis.MemoryReport;
import io.github.layerbook.analysis.MemoryStep.Phase;
import io.github.layerbook.analysis.Optimizer;
import io.github.layerbook.analysis.Report;
import io.github.layerbook.analysis.Settings;
import io.github.layerbook.analysis.Training;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
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
  /** What differs, with the number of figures of both batches that do. */
  private static final Map<String, Integer> DIFFERING =
      Map.ofEntries(
          Map.entry("bilstm_tagger", 8),
          Map.entry("drawn 035", 1),
          Map.entry("gru_classifier", 8),
          Map.entry("lstm_classifier", 8),
          Map.entry("one layer: chunk one", 1),
          Map.entry("one layer: maximum broadcast", 1),
          Map.entry("one layer: maximum broadcast2", 1),
          Map.entry("one layer: minimum broadcast", 1),
          Map.entry("one layer: minimum broadcast2", 1),
          Map.entry("rnn_tagger", 5),
          Map.entry("siamese", 1),
          Map.entry("vit", 2));

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
                  differing.merge(measured.get("id").asText(), 1, Integer::sum);
                }
              });
    }
    assertEquals(new TreeMap<>(DIFFERING), differing);
    assertTrue(cases > 590, "few cases");
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
