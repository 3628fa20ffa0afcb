package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.analysis.MemoryReport;
import io.github.layerbook.analysis.MemoryStep.Phase;
import io.github.layerbook.analysis.Optimizer;
import io.github.layerbook.analysis.Report;
import io.github.layerbook.analysis.Settings;
import io.github.layerbook.analysis.Training;
import io.github.layerbook.zoo.Zoo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the memory of runs to what PyTorch allocates for torchvision's networks, to the byte. */
class MemoryTruthTest {
  private static final int CASES = 31;

  /**
   * By how many bytes the model differs from PyTorch; where these differences come from has not
   * been traced.
   */
  private static final Map<String, Long> DIFFERENCES =
      new TreeMap<>(
          Map.of(
              "squeezenet1_0 forward", -692220L,
              "densenet121 inference", -3211264L,
              "inception_v3 inference", -5531904L,
              "mnasnet1_0 forward", 2236L,
              "mobilenet_v3_small backward", 14976L,
              "mobilenet_v3_large backward", 24960L));

  @Test
  void everyMeasuredFigureIsReproducedOrItsDifferenceIsStated() throws IOException {
    Map<String, Long> differences = new TreeMap<>();
    List<String[]> cases = cases();
    for (String[] facts : cases) {
      long[] found = found(facts);
      List<String> names = List.of("inference", "saved", "forward", "backward", "step");
      int[] columns = {2, 3, 5, 6, 7};
      for (int i = 0; i < columns.length; i++) {
        long difference = found[i] - Long.parseLong(facts[columns[i]]);
        if (difference != 0) {
          differences.put(facts[0] + " " + names.get(i), difference);
        }
      }
    }
    assertEquals(DIFFERENCES, differences);
    assertEquals(CASES, cases.size());
  }

  private static long[] found(String[] facts) {
    Settings settings = Settings.DEFAULT.batch(Long.parseLong(facts[1]));
    Report report = Report.of(Zoo.network(facts[0]), settings);
    Training training = Training.with(Optimizer.valueOf(facts[4].toUpperCase(Locale.ROOT)));
    MemoryReport memory = MemoryReport.of(report, training);
    return new long[] {
      MemoryReport.of(report).peak().value(),
      memory.saved().value(),
      memory.peak(Phase.FORWARD).value(),
      memory.peak(Phase.BACKWARD).value(),
      memory.peak(Phase.STEP).value()
    };
  }

  private static List<String[]> cases() throws IOException {
    try (InputStream in = MemoryTruthTest.class.getResourceAsStream("/truth/memory.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      List<String[]> cases = new ArrayList<>();
      text.lines().filter(line -> !line.startsWith("#")).forEach(l -> cases.add(l.split(" ")));
      return cases;
    }
  }
}
