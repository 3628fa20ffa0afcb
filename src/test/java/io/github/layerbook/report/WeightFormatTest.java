package io.github.layerbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.unit.BlockFormat;
import io.github.layerbook.unit.BlockFormats;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightFormatTest {
  /** Llama 3.1 8B: 32 layers of 4,096 features, 8 heads of keys, 14,336 hidden features. */
  private static final Network LLAMA =
      Notation.standard()
          .parse(
              """
              input 8
              embed_tokens: embedding 128256 features=4096
              block layers.0 x32 {
                residual {
                  input_norm: rmsnorm
                  add {
                    q_proj: linear 4096 bias=false
                  } and {
                    k_proj: linear 1024 bias=false
                    v_proj: linear 1024 bias=false
                    o_proj: linear 4096 bias=false
                  }
                }
              }
              norm: rmsnorm
              lm_head: linear 128256 bias=false
              """)
          .network();

  @ParameterizedTest
  @CsvSource({
    "fp32, 553430176",
    "bf16, 276715088",
    "int8, 138357544",
    "fp8, 138357544",
    "int4, 69178772"
  })
  void anyNumberTypeStoresEveryTensorAlike(String format, long bytes) {
    assertEquals(bytes, size(Zoo.network("vgg16"), format));
  }

  @Test
  void withoutAFormatParametersAreStoredInTheNetworksType() {
    Report report = Report.of(Zoo.network("vgg16"), Settings.DEFAULT.type(NumberType.FP16));
    assertEquals(276_715_088, report.total(Quantity.WEIGHT_MEMORY).value());
  }

  /** Block sizes of ggml; vectors stay in fp32, and Q4_K_M keeps some matrices in Q6_K. */
  @Test
  void aMixtureStoresTheHeadAndHalfOfTheSensitiveProjectionsMoreExactly() {
    long norms = 33 * 4096L * 4;
    long values = 16 * 1024 * 1024L;
    long head = 128_256 * 4096L;
    long others = 128_256 * 4096L + 32 * (4096 * 4096L + 2 * 4096 * 1024L);
    assertEquals(
        norms + (head + values) / 256 * 210 + (others + values) / 256 * 144, size(LLAMA, "q4_k_m"));
  }

  @Test
  void formatsOfLayersLeaveEmbeddingsAndTheHeadAsTheyAre() {
    WeightStorage nf4 =
        WeightFormat.find("nf4").orElseThrow().of(LLAMA, BlockFormat.of(NumberType.BF16));
    assertEquals("bf16", of(nf4, "embed_tokens"));
    assertEquals("bf16", of(nf4, "lm_head"));
    assertEquals("nf4", of(nf4, "layers.7.o_proj"));
    assertEquals("bf16", of(nf4, "layers.7.input_norm"));
  }

  @ParameterizedTest
  @CsvSource({
    "q8_0, 8.5",
    "q6_k, 6.5625",
    "q4_k, 4.5",
    "q4_0, 4.5",
    "nf4, 4.5",
    "nf4_double, 4.127",
    "mxfp4, 4.25",
    "nvfp4, 4.5",
    "int4_g128, 4.156"
  })
  void aBlockTakesThePublishedBitsForEachValue(String name, double bits) {
    assertEquals(bits, BlockFormats.of(name).bitsPerValue(), 0.0005);
  }

  @Test
  void theDerivationSaysHowManyBlocksThereAre() {
    Network net = Network.named("net").input(512).fullyConnected(256).fullyConnected(10).build();
    Report report = report(net, "q4_k");
    String derivation = report.row("fc1").orElseThrow().measure(Quantity.WEIGHT_MEMORY).toString();
    assertTrue(derivation.contains("ceil(131072/256)*144"), derivation);
  }

  private static String of(WeightStorage storage, String layer) {
    var node = LLAMA.find(layer).orElseThrow();
    return storage.of(node.node(), node.tensors().get(0)).name();
  }

  private static long size(Network network, String format) {
    return report(network, format).total(Quantity.WEIGHT_MEMORY).value();
  }

  private static Report report(Network network, String format) {
    return Report.of(network, Settings.DEFAULT.weights(WeightFormat.find(format).orElseThrow()));
  }
}
