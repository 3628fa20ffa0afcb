package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.MemoryStep.Phase;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Training;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
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
  private static final int CASES = 110;

  /** The most by which the peak of the backward pass may differ. */
  private static final double BACKWARD = 0.0035;

  /**
   * Networks in which a convolution reads what a layer norm gives with its channels last: the
   * gradient of its weights comes with another order of axes and is copied, which needs more for a
   * moment.
   */
  private static final Pattern REORDERED = Pattern.compile("convnext_.*");

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
        boolean reordered = columns[i] == 6 && REORDERED.matcher(facts[0]).matches();
        if (found[i] != measured && !(reordered && close)) {
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

  @Test
  void checkpointsSumsAndFrozenLayersAreReproduced() throws IOException {
    for (String[] facts : rows("training_memory")) {
      MemoryReport memory = trained(facts[0], facts[1]);
      long backward =
          Math.max(memory.peak(Phase.RECOMPUTED).value(), memory.peak(Phase.BACKWARD).value());
      assertEquals(
          List.of(Long.valueOf(facts[2]), Long.valueOf(facts[3]), Long.valueOf(facts[4])),
          List.of(memory.peak(Phase.FORWARD).value(), backward, memory.peak(Phase.STEP).value()),
          String.join(" ", facts));
    }
  }

  private static MemoryReport trained(String name, String how) {
    boolean own = name.equals("blocks");
    Network network = own ? blocks() : Zoo.network(name);
    Training training = Training.with(Optimizer.SGD);
    String value = how.substring(how.indexOf('=') + 1);
    if (how.startsWith("checkpoint")) {
      training = training.checkpointEvery(Integer.parseInt(value), network);
    } else if (how.startsWith("freeze")) {
      training = training.frozen(value.split(",", -1));
    } else {
      training = training.accumulates(how.equals("accumulate"));
    }
    return MemoryReport.of(Report.of(network, Settings.DEFAULT.batch(own ? 4 : 2)), training);
  }

  private static Network blocks() {
    NetworkBuilder net = Network.named("blocks").input(32, 32, 3);
    int[] filters = {8, 8, 16, 16, 24, 24};
    for (int i = 0; i < filters.length; i++) {
      Convolution convolution = Convolution.preserving(3, filters[i]);
      net.block(
          "blocks." + i,
          block ->
              block
                  .add("conv1", convolution)
                  .add("relu1", Activation.relu())
                  .add("conv2", convolution)
                  .add("relu2", Activation.relu()));
    }
    return net.maxPool(2).fullyConnected(10).build();
  }

  private static List<String[]> cases() throws IOException {
    return rows("memory");
  }

  private static List<String[]> rows(String file) throws IOException {
    try (InputStream in = MemoryTruthTest.class.getResourceAsStream("/truth/" + file + ".txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      List<String[]> cases = new ArrayList<>();
      text.lines().filter(line -> !line.startsWith("#")).forEach(l -> cases.add(l.split(" ")));
      return cases;
    }
  }
}
