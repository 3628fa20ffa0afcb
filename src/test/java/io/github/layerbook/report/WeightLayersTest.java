package io.github.layerbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.zoo.Zoo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Depths as the papers name them. */
class WeightLayersTest {
  @ParameterizedTest
  @CsvSource({
    "alexnet, 8",
    "vgg11, 11",
    "vgg16, 16",
    "vgg19_bn, 19",
    "resnet18, 18",
    "resnet50, 50",
    "resnet152, 152",
    "densenet121, 121",
    "googlenet, 22"
  })
  void aNetworkIsAsDeepAsItsPaperSays(String name, long depth) {
    assertEquals(depth, WeightLayers.of(Report.of(Zoo.network(name))));
  }
}
