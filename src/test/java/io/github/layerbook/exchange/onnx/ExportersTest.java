package io.github.layerbook.exchange.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models as exporters of many kinds write them, against the modules that they were. */
class ExportersTest {
  @TempDir static Path folder;

  @BeforeAll
  static void unpack() {
    OnnxFiles.unpacked("exporters.zip", folder);
  }

  @TestFactory
  Stream<DynamicTest> modelsHaveTheParametersAndTheWorkOfTheirModules() {
    return OnnxFiles.truth(folder).stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(), () -> compare(each.getKey(), each.getValue())));
  }

  private static void compare(String file, JsonNode truth) throws IOException {
    ReadNetwork read = Exchange.read(folder.resolve(file));
    assertTrue(read.isWhole(), () -> read.problems().toString());
    Report report = Report.of(read.network().orElseThrow());
    long tied = truth.path("tied").asLong();
    assertEquals(
        truth.get("parameters").asLong() + tied,
        report.total(Quantity.PARAMETERS).value(),
        () -> String.join("\n", read.notes()));
    assertEquals(
        tied > 0,
        read.notes().stream()
            .anyMatch(note -> note.contains("if they are tied, %,d".formatted(tied))),
        () -> String.join("\n", read.notes()));
    if (truth.has("flops")) {
      assertEquals(
          truth.get("flops").asLong(),
          2 * truth.get("batch").asLong() * report.total(Quantity.MULTIPLY_ADDS).value());
    }
  }

  /** What is read in the order of the framework that it was written in. */
  @ParameterizedTest
  @CsvSource({
    "unbatched_legacy.onnx, 32x40x3",
    "unbatchedconv_legacy.onnx, 32x40x3",
    "scan_images.onnx, 16x16x3",
    "scan_batch_open.onnx, 8",
    "keras_cnn_torch.onnx, 28x28x1",
    "keras_rescale_torch.onnx, 32x32x3",
    "keras_gn_torch.onnx, 16x16x8",
    "keras_se_tensorflow.onnx, 32x32x3",
    "keras_unet_tf2onnx.onnx, 32x32x3",
    "keras_conv3d_tensorflow.onnx, 8x16x16x3",
    "keras_gru_tf2onnx.onnx, 12x6",
    "llamakv_legacy.onnx, 1",
  })
  void inputsAreThoseOfTheModel(String file, String input) {
    ReadNetwork read = Exchange.read(folder.resolve(file));
    assertEquals(
        input,
        read.network().orElseThrow().applied().get(0).declaration().outputs().get(0).toString());
    assertTrue(
        read.notes().stream().noneMatch(note -> note.contains("is opaque")),
        () -> String.join("\n", read.notes()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "weightstandard_legacy.onnx | what weights are computed of beside their own values",
        "unbatched_dynamo.onnx | the file has no batch: it is of one example",
        "scan_steps.onnx | its body is shown and counted once, however often it runs, which is 7",
        "keras_gru_tf2onnx.onnx | however often it runs, which is 12 times at the most",
        "mamba_legacy.onnx | taken as computed, not learned, as no module's name tells: ",
        "mamba_legacy.onnx | lm_head has the extents of m.backbone.embeddings.weight",
      })
  void whatIsNotInTheFileIsSaid(String file, String expected) {
    String notes = Exchange.read(folder.resolve(file)).notes().toString();
    assertTrue(notes.contains(expected), notes);
  }

  /** What a person would draw: one attention for each of the two layers, and nothing opaque. */
  @ParameterizedTest
  @CsvSource({
    "llama_dynamo.onnx, gqa 4 keyheads=2 headsize=16 rotary=16",
    "llama_noopt.onnx, gqa 4 keyheads=2 headsize=16 rotary=16",
    "llama_op23.onnx, gqa 4 keyheads=2 headsize=16 rotary=16",
    "llama_dynamo_orta.onnx, gqa 4 keyheads=2 headsize=16 rotary=16",
    "llama_dynamo_w4.onnx, gqa 4 keyheads=2 headsize=16 rotary=16",
    "llama_dynamo_fp16.onnx, gqa 4 keyheads=2 headsize=16 rotary=16",
    "qwen3_dynamo.onnx, gqa 4 keyheads=2 headsize=16 norm=rms rotary=16",
    "phi3_dynamo.onnx, gqa 4 keyheads=2 headsize=16 rotary=16 names=qkv_proj+o_proj",
    "gptneox_dynamo.onnx, "
        + "gqa 4 keyheads=4 headsize=16 bias=all rotary=4 names=query_key_value+dense",
    "modernbert_dynamo.onnx, gqa 4 keyheads=4 headsize=16 rotary=16 names=Wqkv+Wo",
    "whisperenc_dynamo.onnx, "
        + "gqa 4 keyheads=4 headsize=16 bias=nokey causal=false"
        + " names=q_proj+k_proj+v_proj+out_proj",
    "bert_dynamo.onnx, attention 4",
    "vit_dynamo.onnx, attention 4"
  })
  void attentionIsOneLayer(String file, String attention) throws IOException {
    ReadNetwork read = Exchange.read(folder.resolve(file));
    Network network = read.network().orElseThrow();
    List<String> found =
        network.toString().lines().filter(line -> line.matches(".*: (gqa|attention) .*")).toList();
    assertTrue(
        !found.isEmpty() && found.stream().allMatch(line -> line.endsWith(": " + attention)),
        network::toString);
    assertTrue(
        read.notes().stream().noneMatch(note -> note.contains("is opaque")),
        () -> String.join("\n", read.notes()));
  }
}
