package io.github.layerbook.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Training;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notation.NotationException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Mixtures whose experts are layers in braces. */
class ExpertLayersTest {
  private static Network read(String text) {
    return Notation.standard().parse(text).network();
  }

  /** A mixture of the usual experts, and the same with the experts written out. */
  private static Stream<List<String>> mixtures() {
    Random random = new Random(15);
    return IntStream.range(0, 20)
        .mapToObj(
            i -> {
              int experts = 1 + random.nextInt(9);
              int top = 1 + random.nextInt(experts);
              int hidden = 1 + random.nextInt(40);
              boolean bias = random.nextBoolean();
              String input =
                  "input %dx%d\n".formatted(1 + random.nextInt(30), 1 + random.nextInt(50));
              String more =
                  random.nextBoolean() ? " shared=%d sharedgate=true".formatted(hidden) : "";
              return List.of(
                  input + "moe %d-%d top=%d bias=%s%s".formatted(experts, hidden, top, bias, more),
                  input
                      + "moe %d top=%d%s {\n".formatted(experts, top, more)
                      + "feedforward %d activation=silu gated=true bias=%s".formatted(hidden, bias)
                      + " names=gate_up_proj+down_proj\n}");
            });
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void expertsInBracesTakeWhatTheUsualOnesTake(List<String> texts) {
    Report usual = Report.of(read(texts.get(0)));
    Report written = Report.of(read(texts.get(1)));
    for (Quantity quantity :
        List.of(
            Quantity.PARAMETERS,
            Quantity.BIASES,
            Quantity.ACTIVE,
            Quantity.TRAINABLE,
            Quantity.MULTIPLY_ADDS,
            Quantity.FLOPS,
            Quantity.WEIGHT_MEMORY)) {
      assertEquals(
          usual.total(quantity).value(), written.total(quantity).value(), quantity.toString());
    }
    assertEquals(saved(usual), saved(written), texts.get(1));
  }

  private static long saved(Report report) {
    return MemoryReport.of(report, Training.with(Optimizer.SGD)).saved().value();
  }

  @ParameterizedTest
  @CsvSource({
    // E*(in*out + out) for each layer, and the router's E*in; a token takes k of them
    "moe 8 top=2 { linear 64; gelu; linear 32 }, 33792, 8640, 135168",
    "moe 4 top=1 of experts { add { linear 9; relu; linear 32 }; rmsnorm }, 2724, 777, 11264",
    "moe 3 top=3 routing=corrected { rmsnorm; linear 5 bias=false }, 672, 672, 9216",
  })
  void anExpertIsAnyLayersThatSeeOnePosition(
      String mixture, long parameters, long active, long multiplyAdds) {
    Network network =
        read(
            "input 16x32\n" + mixture.replace(";", "\n").replace("}", "\n}\n").replace("{", "{\n"));
    Report report = Report.of(network);
    assertEquals(parameters, report.total(Quantity.PARAMETERS).value());
    assertEquals(active, report.total(Quantity.ACTIVE).value());
    assertEquals(multiplyAdds, report.total(Quantity.MULTIPLY_ADDS).value());
    assertEquals(network, read(network.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "lstm 32, an expert sees one position at a time",
    "gqa 2, an expert sees one position at a time",
    "fc 32, an expert sees one position at a time",
    "conv1d3-32, an expert sees one position at a time",
    "moe 4 top=1 { linear 32 }, an expert has no experts of its own",
    "add from linear1 and input, an expert reads what its mixture reads",
  })
  void whatSeesMoreIsRefused(String layer, String message) {
    String text =
        layer.startsWith("add")
            ? "input: input 16x32\nstart: linear 32\nmoe 4 {\nlinear1: linear 32\nadd from linear1, input\n}"
            : "input 16x32\nmoe 8 top=2 {\n"
                + layer.replace("{", "{\n").replace("}", "\n}")
                + "\n}\n";
    NotationException refused = assertThrows(NotationException.class, () -> read(text));
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "moe 8, layers in braces",
    "moe 8-3 { linear 32 }, leave out",
    "moe 8 top=9 { linear 32 }, 9 is larger"
  })
  void aMixtureHasExpertsOfOneKind(String mixture, String message) {
    String text = "input 16x32\n" + mixture.replace("{", "{\n").replace("}", "\n}");
    NotationException refused = assertThrows(NotationException.class, () -> read(text));
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
  }
}
