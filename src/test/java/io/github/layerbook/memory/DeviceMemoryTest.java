package io.github.layerbook.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.unit.NumberType;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What devices that share a step of training have in memory, against the papers' formulas. */
class DeviceMemoryTest {
  /** PyTorch's layer norms keep mean and deviation of each position in fp32; the papers do not. */
  private static final long STATISTICS = 2 * 2 * 4;

  /** Layers as GPT-3 has them, with dropout. */
  private static Network layers(int number, long s, long h, long a) {
    StringBuilder text = new StringBuilder("input %dx%d\nblock layers {\n".formatted(s, h));
    for (int i = 0; i < number; i++) {
      text.append(
          """
          block %d {
            add {
              ln1: layernorm
              attn: gqa %d bias=all dropout=0.1
              drop1: dropout p=0.1
            }
            add {
              ln2: layernorm
              mlp: feedforward %d
              drop2: dropout p=0.1
            }
          }
          """
              .formatted(i, a, 4 * h));
    }
    return Notation.standard().parse("gpt", text + "}").network();
  }

  private static DeviceMemory memory(
      Network network, long batch, boolean eager, Sharding sharding, Recomputation recomputation) {
    Report report = Report.of(network, Settings.DEFAULT.type(NumberType.BF16).batch(batch));
    Training training = Training.with(Optimizer.ADAM).master(true).eager(eager).onGpu(true);
    return DeviceMemory.of(MemoryReport.of(report, training), sharding, recomputation);
  }

  private static long saved(
      int layers, String sizes, long tensor, boolean sequence, boolean eager, String again) {
    String[] each = sizes.split("x", -1);
    Network network =
        layers(layers, Long.parseLong(each[0]), Long.parseLong(each[2]), Long.parseLong(each[3]));
    Sharding sharding = new Sharding(0, 1, tensor, 1, 1, sequence);
    return memory(network, Long.parseLong(each[1]), eager, sharding, Recomputation.valueOf(again))
        .savedPerDevice()
        .value();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2048x1x12288x96, 1",
    "1, 2048x1x12288x96, 8",
    "2, 2048x4x12288x96, 8",
    "1, 512x3x1024x16, 4",
    "3, 128x2x768x12, 2",
    "1, 48x1x96x3, 3"
  })
  void whatALayerSavesIsWhatKorthikantiAndOthersCount(int layers, String sizes, long t) {
    long s = number(sizes, 0);
    long b = number(sizes, 1);
    long h = number(sizes, 2);
    long a = number(sizes, 3);
    long sbh = s * b * h;
    long pairs = 5 * a * s * s * b;
    long statistics = STATISTICS * s * b;
    assertEquals(
        layers * (34 * sbh + pairs + statistics), saved(layers, sizes, 1, false, true, "NONE"));
    assertEquals(
        layers * (10 * sbh + 24 * sbh / t + pairs / t + statistics),
        saved(layers, sizes, t, false, true, "NONE"));
    assertEquals(
        layers * (34 * sbh + pairs + statistics) / t, saved(layers, sizes, t, true, true, "NONE"));
    assertEquals(
        layers * (10 * sbh + 24 * sbh / t + statistics),
        saved(layers, sizes, t, false, true, "SELECTIVE"));
    assertEquals(
        layers * (34 * sbh + statistics) / t, saved(layers, sizes, t, true, true, "SELECTIVE"));
    assertEquals(2L * layers * sbh, saved(layers, sizes, t, false, true, "FULL"));
  }

  @ParameterizedTest
  @CsvSource({"1, 2048x1x12288x96", "2, 512x3x1024x16"})
  void inOneKernelAttentionKeepsNoScores(int layers, String sizes) {
    long s = number(sizes, 0);
    long b = number(sizes, 1);
    long a = number(sizes, 3);
    // Scaled queries are inside the kernel; its logarithms of sums are one for each query and head.
    assertEquals(
        layers * (34 * s * b * number(sizes, 2) + STATISTICS * s * b + 2 * a * s * b),
        saved(layers, sizes, 1, false, false, "NONE"));
  }

  private static long number(String sizes, int place) {
    return Long.parseLong(sizes.split("x", -1)[place]);
  }

  @Test
  void zeroDividesSixteenBytesOfEachParameter() {
    Network network = layers(2, 16, 64, 4);
    long parameters = 2 * (12 * 64 * 64 + 13 * 64);
    long[] expected = {
      16 * parameters,
      4 * parameters + 12 * parameters / 8,
      2 * parameters + 14 * parameters / 8,
      16 * parameters / 8
    };
    for (int stage = 0; stage <= 3; stage++) {
      Map<String, Long> shares =
          memory(network, 1, true, Sharding.zero(stage, 8), Recomputation.NONE).figures().stream()
              .filter(figure -> !figure.title().startsWith("saved"))
              .collect(Collectors.toMap(DeviceFigure::title, figure -> figure.share().value()));
      long sum = shares.values().stream().mapToLong(Long::longValue).sum();
      // Adam counts the steps of each of 24 tensors in four bytes.
      long counters = 2 * 16 * 4;
      assertEquals(
          expected[stage] + (stage == 0 ? counters : counters / 8), sum, shares.toString());
    }
  }

  @Test
  void expertsAreDividedAmongDevicesThatHaveABatchEach() {
    Network network =
        Notation.standard().parse("mixture", "input 16x64\nmoe 8-128 top=2\nlinear 64").network();
    Sharding sharding = new Sharding(0, 4, 1, 1, 4, false);
    Map<String, Long> shares =
        memory(network, 1, true, sharding, Recomputation.NONE).figures().stream()
            .collect(Collectors.toMap(DeviceFigure::title, figure -> figure.share().value()));
    long experts = 8 * 3 * 64 * 128;
    long others = 64 * 8 + 64 * 64 + 64;
    assertEquals(2 * experts / 4, shares.get("parameters of experts"));
    assertEquals(2 * others, shares.get("parameters without experts"));
    assertThrows(IllegalArgumentException.class, () -> new Sharding(0, 4, 1, 1, 3, false));
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, true"})
  void hiddenFeaturesOfExpertsAreDividedAndRoutersAreNot(boolean bias, boolean transposed) {
    String text = "input 16x64\nmoe 8-128 top=2 bias=%s transposed=%s".formatted(bias, transposed);
    Network network = Notation.standard().parse("mixture", text).network();
    Map<String, Long> whole =
        memory(network, 1, false, new Sharding(0, 1, 4, 1), Recomputation.NONE).figures().stream()
            .collect(Collectors.toMap(DeviceFigure::title, figure -> figure.whole().value()));
    // Opened for two of the experts, activated, and multiplied.
    assertEquals(2 * 16 * 2 * (256 + 128 + 128), whole.get("saved in heads and hidden features"));
  }

  @Test
  void whatIsComputedAgainIsThereForOneLayerAtATime() {
    DeviceMemory full =
        memory(layers(3, 128, 64, 4), 1, true, Sharding.zero(0, 1), Recomputation.FULL);
    long again =
        full.figures().stream()
            .filter(figure -> figure.title().startsWith("computed again by layer"))
            .mapToLong(figure -> figure.share().value())
            .sum();
    long layer = 34 * 128 * 64 + 5 * 4 * 128 * 128 + STATISTICS * 128;
    // What the layer reads is kept; the rest of it is computed again.
    assertEquals(layer - 2 * 128 * 64, again);
  }

  @Test
  void latentVectorsAndRoutersStayWhole() {
    String text = "input 16x64\nmla 4 querylatent=24 latent=16 headsize=8 rotary=4 valuesize=8";
    Network network = Notation.standard().parse("latent", text).network();
    Map<String, Long> whole =
        memory(network, 1, false, new Sharding(0, 1, 4, 1), Recomputation.NONE).figures().stream()
            .collect(Collectors.toMap(DeviceFigure::title, figure -> figure.whole().value()));
    // The input; both latent vectors, their quotients and norms; two roots for each position.
    long latent = 16 * 64 + 16 * (24 + 24 + 24) + 16 * (20 + 16 + 16) + 2 * 16;
    assertEquals(2 * latent, whole.get("saved whole"));
    // Queries and keys with 12 features for each of 4 heads, what values are a part of and sums
    // with 16 and 8, and a logarithm for each query and head.
    long heads = 16 * 4 * (12 + 12 + 16 + 8 + 1);
    assertEquals(2 * heads, whole.get("saved in heads and hidden features"));
  }

  @Test
  void aNetworkWithoutNumberedBlocksIsNotComputedAgain() {
    Network network = Notation.standard().parse("plain", "input 16x64\nlinear 64").network();
    assertThrows(
        IllegalArgumentException.class,
        () -> memory(network, 1, false, Sharding.zero(0, 1), Recomputation.FULL));
  }
}
