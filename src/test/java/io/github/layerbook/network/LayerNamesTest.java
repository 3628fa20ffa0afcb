package io.github.layerbook.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.layerbook.layer.form.OptionException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerNamesTest {
  private static final Network NETWORK =
      Network.named("net")
          .input(8, 8, 4)
          .block("a", a -> a.convolution(1, 4).relu().block("b", b -> b.convolution(1, 4)))
          .stage("s", s -> s.add("last", new io.github.layerbook.layer.activation.Softmax()))
          .fullyConnected(3)
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fc1 | fc1",
        "b_1 | a.b.b_1",
        "a.b.b_1 | a.b.b_1",
        "*_1 | a.a_1 a.b.b_1",
        "a.* | a.a_1 a.relu1 a.b.b_1",
        "s.* | s.last",
        "fc1, input | input fc1",
        "a.*,-*_1 | a.relu1",
        "-fc1 | input a.a_1 a.relu1 a.b.b_1 s.last",
        "-a.*,-s.* | input fc1",
        "fc1,-fc1 |''",
      })
  void namesMeanLayers(String names, String paths) {
    List<String> found =
        NETWORK.names().of(names).stream().map(i -> NETWORK.nodes().get(i).path()).toList();
    assertEquals(paths, String.join(" ", found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.b | a.b is a block, not a layer: write a.b.* for its layers",
        "b | b is a block, not a layer: write b.* for its layers",
        "s | s is a block, not a layer: write s.* for its layers",
        "-fc9 | net has no layer \"fc9\"; did you mean fc1?",
      })
  void whatMeansNoLayerIsNamedWithTheMend(String names, String problem) {
    OptionException e = assertThrows(OptionException.class, () -> NETWORK.names().of(names));
    assertEquals(problem, e.getMessage());
  }

  @Test
  void aBlockHoldsItsBlocksLayersAndAPathIsFoundByItsEnd() {
    assertEquals(List.of(1, 2, 3), NETWORK.names().block("a"));
    assertEquals(List.of(4), NETWORK.names().block("s"));
    assertEquals(List.of(), NETWORK.names().block("a_"));
    assertEquals(Optional.of(2), NETWORK.names().find("relu1"));
    assertEquals(Optional.empty(), NETWORK.names().find("_1"));
  }
}
