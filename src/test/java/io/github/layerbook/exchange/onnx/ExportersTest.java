package io.github.layerbook.exchange.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
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
  static void unpack() throws IOException {
    try (InputStream in = ExportersTest.class.getResourceAsStream("/onnx/exporters.zip");
        ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(in))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.write(folder.resolve(entry.getName()), zip.readAllBytes());
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> modelsHaveTheParametersAndTheWorkOfTheirModules() throws IOException {
    JsonNode truth = new ObjectMapper().readTree(folder.resolve("truth.json").toFile());
    return truth.properties().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(), () -> compare(each.getKey(), each.getValue())));
  }

  private static void compare(String file, JsonNode truth) throws IOException {
    ReadNetwork read = Exchange.read(folder.resolve(file));
    assertTrue(read.isWhole(), () -> read.problems().toString());
    Report report = Report.of(read.network().orElseThrow());
    assertEquals(
        truth.get("parameters").asLong(),
        report.total(Quantity.PARAMETERS).value(),
        () -> String.join("\n", read.notes()));
    if (truth.has("flops")) {
      assertEquals(
          truth.get("flops").asLong(),
          2 * truth.get("batch").asLong() * report.total(Quantity.MULTIPLY_ADDS).value());
    }
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
