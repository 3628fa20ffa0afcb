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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the memory of runs to what PyTorch allocates for torchvision's networks, to the byte. */
class MemoryTruthTest {
  private static final int CASES = 98;

  /** The most by which the peak of the backward pass may differ. */
  private static final double BACKWARD = 0.0035;

  /**
   * Networks with layers that are several steps in one, whose inner gradients are not followed, so
   * that the peak of the backward pass differs: attention, squeeze and excitation, and a scale and
   * a mask over whole branches.
   */
  private static final Pattern COMPOSED =
      Pattern.compile("mobilenet_v3_.*|efficientnet_.*|vit_.*|convnext_.*|regnet_y_.*");

  @Test
  void measuredBytesAreReproduced() throws IOException {
    Map<String, Long> differences = new TreeMap<>();
    List<String[]> cases = cases();
    for (String[] facts : cases) {
      long[] found = found(facts);
      List<String> names = List.of("inference", "saved", "forward", "backward", "step");
      int[] columns = {2, 3, 5, 6, 7};
      for (int i = 0; i < columns.length; i++) {
        long measured = Long.parseLong(facts[columns[i]]);
        boolean close = Math.abs(found[i] - measured) <= BACKWARD * measured;
        boolean composed = columns[i] == 6 && COMPOSED.matcher(facts[0]).matches();
        if (found[i] != measured && !(composed && close)) {
          differences.put(String.join(" ", facts) + " " + names.get(i), found[i] - measured);
        }
      }
    }
    assertEquals(Map.of(), differences);
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
