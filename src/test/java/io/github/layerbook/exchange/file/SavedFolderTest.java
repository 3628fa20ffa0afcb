package io.github.layerbook.exchange.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.inventory.match.NamedTensor;
import io.github.layerbook.inventory.match.TensorMatch;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedFolderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"heron_gpt, 19116, 40", "wren_llama, 11640, 20"})
  void aCheckoutIsTheNetworkOfItsConfigurationCountedAgainstItsWeights(
      String name, long parameters, int tensors) throws IOException {
    Path checkout = ModelFiles.unpack("safetensors", folder).folder().resolve(name);
    ReadNetwork read = Exchange.read(checkout);
    Report report = Report.of(read.network().orElseThrow());
    assertEquals(parameters, report.total(Quantity.PARAMETERS).value());
    assertEquals(parameters, read.inventory().orElseThrow().parameters());
    String counted = "%,d parameters in %d tensors, as many as".formatted(parameters, tensors);
    assertTrue(read.notes().stream().anyMatch(note -> note.contains(counted)), read::toString);
    TensorMatch match =
        TensorMatch.of(
            NamedTensor.of(read.network().orElseThrow()),
            NamedTensor.of(read.inventory().orElseThrow()));
    assertTrue(match.missing().isEmpty() && match.unexpected().isEmpty(), match::toString);
    assertTrue(match.differing().isEmpty(), match::toString);
  }

  @Test
  void aCheckoutWhoseConfigurationTellsNoNetworkIsTheListOfItsTensors() throws IOException {
    Path checkout = ModelFiles.unpack("safetensors", folder).folder().resolve("heron_gpt");
    Files.writeString(checkout.resolve("config.json"), "{\"model_type\": \"heron\"}");
    ReadNetwork read = Exchange.read(checkout);
    assertTrue(read.network().isEmpty());
    assertEquals(19116, read.inventory().orElseThrow().parameters());
    assertTrue(read.problems().toString().contains("config.json"), read::toString);
  }

  @Test
  void weightsThatAreFewerThanTheNetworksAreToldOf() throws IOException {
    Path checkout = ModelFiles.unpack("safetensors", folder).folder().resolve("wren_llama");
    Path config = checkout.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replaceAll("\"num_hidden_layers\": *2", "\"num_hidden_layers\": 3"));
    String notes = Exchange.read(checkout).notes().toString();
    assertTrue(notes.contains("fewer than the network: %match shows which"), notes);
  }

  @Test
  void theOnlyModelOfAFolderIsRead() throws IOException {
    Path creek = ModelFiles.unpack("safetensors", folder).folder().resolve("creek.safetensors");
    Path other = Files.createDirectory(folder.resolve("one"));
    Files.copy(creek, other.resolve("weights.safetensors"));
    Files.writeString(other.resolve("README.md"), "A creek.");
    assertEquals(
        Exchange.read(creek).inventory().orElseThrow().parameters(),
        Exchange.read(other).inventory().orElseThrow().parameters());
    Files.copy(creek, other.resolve("again.safetensors"));
    assertEquals(
        "one: is a folder that holds 2 models: name one of them, again.safetensors,"
            + " weights.safetensors",
        refusal(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "saved_model.pb | a SavedModel of TensorFlow, which is not read: save it as .keras",
        "model_index.json | a pipeline of several models: name one of its folders",
        ".metadata | a distributed checkpoint of PyTorch",
        "adapter_config.json | an adapter (LoRA)",
        "notes.txt | no model: name a file",
      })
  void aFolderOfAnotherKindIsNamedForWhatItIs(String file, String expected) throws IOException {
    Files.writeString(folder.resolve(file), "x");
    String refusal = refusal(folder);
    assertTrue(refusal.contains("is a folder that holds " + expected), refusal);
  }

  @ParameterizedTest
  @CsvSource({"model.safetensors", "model.gguf", "model.onnx", "model.h5", "model.keras", "m.pt"})
  void whatStandsInThePlaceOfAModelThatWasNotFetchedIsToldOf(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n");
    assertEquals(
        name + ": is a pointer of Git LFS: fetch the file itself (git lfs pull)", refusal(file));
  }

  private static String refusal(Path file) {
    return String.valueOf(
        assertThrows(UnreadableFileException.class, () -> Exchange.read(file)).getMessage());
  }
}
