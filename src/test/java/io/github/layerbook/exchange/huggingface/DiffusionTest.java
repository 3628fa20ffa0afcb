package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import org.junit.jupiter.api.Test;

/** DiT-XL/2 for images of 256 pixels, against the paper and its authors' code. */
class DiffusionTest {
  private static final String DIT =
      """
      {
        "_class_name": "Transformer2DModel", "_diffusers_version": "0.12.0.dev0",
        "activation_fn": "gelu-approximate", "attention_bias": true, "attention_head_dim": 72,
        "cross_attention_dim": null, "in_channels": 4, "norm_elementwise_affine": false,
        "norm_type": "ada_norm_zero", "num_attention_heads": 16, "num_embeds_ada_norm": 1000,
        "num_layers": 28, "out_channels": 8, "patch_size": 2, "sample_size": 32
      }
      """;

  /** The library embeds time and class in each layer, the authors' code once. */
  private static final long EMBEDDING = 256 * 1152 + 1152 * 1152 + 2 * 1152 + 1001 * 1152;

  private static Network network(String config) {
    ReadNetwork read = HuggingFace.form().read(config, ReadingOptions.NONE);
    assertEquals("[]", read.problems().toString());
    return read.network().orElseThrow();
  }

  @Test
  void parametersAreThoseOfTheAuthorsCode() {
    Report report = Report.of(network(DIT));
    long positions = report.total(Quantity.BUFFERS).value();
    assertEquals(256 * 1152, positions);
    assertEquals(
        675_129_632, report.total(Quantity.PARAMETERS).value() - 27 * EMBEDDING + positions);
  }

  /**
   * Peebles and Xie 2023, table 1: 118.64 Gflops, in which a multiply-add is one and the norms'
   * operations, some 57 times 256 by 1152, are counted too.
   */
  @Test
  void multiplyAddsAreThoseOfThePaper() {
    long all = Report.of(network(DIT)).total(Quantity.MULTIPLY_ADDS).value();
    long once = all - 27L * (256 * 1152 + 1152 * 1152);
    assertEquals(118.64, once / 1e9, 0.02);
  }

  @Test
  void itsNotationIsReadBack() {
    Network network = network(DIT);
    assertEquals(network, Notation.standard().parse(network.toString()).network());
  }

  @Test
  void otherTransformersOfTheLibraryAreRefused() {
    ReadNetwork read =
        HuggingFace.form()
            .read(
                DIT.replace("\"cross_attention_dim\": null", "\"cross_attention_dim\": 768"),
                ReadingOptions.NONE);
    assertTrue(read.problems().toString().contains("cross_attention_dim"));
  }
}
