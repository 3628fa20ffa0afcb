package io.github.layerbook.exchange.keras.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.file.ModelFiles;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of Keras whose inputs leave extents open, as {@code Input((None, None, 3))} does. */
class OpenSizesOfKerasTest {
  private static final List<Long> SIZES = List.of(1L, 2L, 7L, 12L, 28L, 32L, 33L, 100L);

  @TempDir static Path folder;

  /** Writes a model with its shapes open, apart from their last axes, where they have others. */
  private static Optional<Path> opened(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode json = mapper.readTree(file.toFile());
    boolean open = false;
    for (String recorded : List.of("batch_shape", "shape", "input_shape")) {
      for (JsonNode shape : json.findValues(recorded)) {
        for (int axis = 1; axis < shape.size() - 1; axis++) {
          ((ArrayNode) shape).setNull(axis);
          open = true;
        }
      }
    }
    Path to = folder.resolve("open_" + file.getFileName());
    return open ? Optional.of(Files.write(to, mapper.writeValueAsBytes(json))) : Optional.empty();
  }

  private static Optional<Network> anew(Path file, String dim, long size) {
    try {
      ReadNetwork read = Exchange.read(file, FileOptions.NONE.dims(Map.of(dim, size)));
      return read.isWhole() ? read.network() : Optional.empty();
    } catch (UnreadableFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<Network> changed(Network network, String dim, long size) {
    try {
      return Optional.of(network.withDim(dim, size));
    } catch (NetworkException e) {
      return Optional.empty();
    }
  }

  @Test
  void withAnotherSizeAModelIsWhatItsFileIsWithIt() throws IOException {
    ModelFiles.unpack("keras", folder);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(file -> file.toString().endsWith(".json") && !file.endsWith("expected.json"))
              .sorted()
              .toList();
    }
    int compared = 0;
    List<String> open = new ArrayList<>();
    for (Path file : files) {
      Optional<Path> opened = opened(file);
      Optional<Network> network = opened.flatMap(OpenSizesOfKerasTest::network);
      if (network.isPresent()) {
        open.addAll(network.get().dims().sizes().keySet());
        for (String dim : network.get().dims().sizes().keySet()) {
          for (long size : SIZES) {
            Optional<Network> expected = anew(opened.orElseThrow(), dim, size);
            assertEquals(
                expected, changed(network.get(), dim, size), () -> file + " " + dim + "=" + size);
            compared += expected.isPresent() ? 1 : 0;
          }
        }
      }
    }
    assertTrue(compared > 50, compared + " of " + open);
  }

  private static Optional<Network> network(Path file) {
    try {
      return Exchange.read(file).network();
    } catch (UnreadableFileException e) {
      return Optional.empty();
    }
  }

  @Test
  void modelsTellWhichSizesTheyLeaveOpen() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sides.json"),
            """
            {"class_name": "Sequential", "config": {"name": "sides", "layers": [
            {"class_name": "InputLayer", "module": "keras.layers", "config": {"name": "image", "batch_shape": [null, null, null, 3]}},
            {"class_name": "Conv2D", "module": "keras.layers", "config": {"name": "conv", "trainable": true, "filters": 8, "kernel_size": [3, 3]}}]}}
            """);
    ReadNetwork read = Exchange.read(file, FileOptions.NONE.input(64L, 32L, 3L));
    assertEquals(
        "image_1 and image_2 are open, taken as 64 and 32: set them with --dim image_1=…, or sweep them",
        read.notes().get(0));
    assertEquals(
        "98x30x8",
        read.network().orElseThrow().withDim("image_1", 100).applied().get(1).output().toString());
    UnreadableFileException refusal =
        assertThrows(
            UnreadableFileException.class,
            () -> Exchange.read(file, FileOptions.NONE.dims(Map.of("height", 3L))));
    assertEquals(
        "sides.json: no extent is called height: open are image_1, image_2", refusal.getMessage());
  }
}
