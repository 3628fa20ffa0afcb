package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.network.Network;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks that no framework ships have the sizes that are published. */
class PaperZooTest {
  /**
   * Parameters. LeNet-5: the count that courses give for its textbook form. AlexNet, GoogLeNet and
   * NiN: Caffe's models. VGG: table 2 of the paper, in millions. U-Net: figure 1, with biases.
   * Pre-activation ResNet-18 and 34: torchvision's ResNet-18 and 34, less two parameters for each
   * of the 896 channels that are normalised once less. ResNet-50 to 152: Keras's V2 networks, less
   * their biases; ResNet-200 has 16 units of 280,064 more in stage 2 than ResNet-152. BERT and
   * GPT-2: the released models. LSTM: 20 and 66 million in the paper, one bias per gate.
   */
  private static final Map<String, Long> PARAMETERS =
      Map.ofEntries(
          Map.entry("lenet5", 61_706L),
          Map.entry("alexnet_original", 60_965_224L),
          Map.entry("zfnet", 62_357_608L),
          Map.entry("nin", 7_595_176L),
          Map.entry("googlenet_original", 6_998_552L),
          Map.entry("googlenet_original_aux", 13_378_280L),
          Map.entry("lstm_medium", 19_775_200L),
          Map.entry("lstm_large", 66_022_000L),
          Map.entry("bert_base", 109_482_240L),
          Map.entry("gpt2", 124_439_808L),
          Map.entry("unet", 31_030_658L),
          Map.entry("vgg_a", 132_863_336L),
          Map.entry("vgg_a_lrn", 132_863_336L),
          Map.entry("vgg_b", 133_047_848L),
          Map.entry("vgg_c", 133_638_952L),
          Map.entry("vgg_d", 138_357_544L),
          Map.entry("vgg_e", 143_667_240L),
          Map.entry("preact_resnet18", 11_687_720L),
          Map.entry("preact_resnet34", 21_795_880L),
          Map.entry("preact_resnet50", 25_549_352L),
          Map.entry("preact_resnet101", 44_541_480L),
          Map.entry("preact_resnet152", 60_185_128L),
          Map.entry("preact_resnet200", 64_666_152L));

  @Test
  void everyNetworkOfAPaperHasItsParameters() {
    for (ZooEntry entry : Zoo.entries()) {
      Long expected = PARAMETERS.get(entry.name());
      if (expected != null) {
        assertEquals(expected, parameters(entry.network()), entry.name());
      }
    }
    assertEquals(
        new TreeSet<>(PARAMETERS.keySet()),
        Zoo.entries().stream()
            .filter(entry -> entry.origin() == Origin.PAPER)
            .map(ZooEntry::name)
            .filter(PARAMETERS::containsKey)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** AlexNet: section 3.5. ZFNet: figure 3. NiN: the authors' model. LeNet-5: figure 2. */
  @ParameterizedTest
  @CsvSource({
    "lenet5, c1, 28x28x6",
    "lenet5, s4, 5x5x16",
    "lenet5, c5, 1x1x120",
    "alexnet_original, conv1, 55x55x96",
    "alexnet_original, conv2, 27x27x256",
    "alexnet_original, conv5, 13x13x256",
    "alexnet_original, pool5, 6x6x256",
    "zfnet, conv1, 110x110x96",
    "zfnet, pool1, 55x55x96",
    "zfnet, conv2, 26x26x256",
    "zfnet, pool2, 13x13x256",
    "zfnet, pool5, 6x6x256",
    "googlenet_original, maxpool4, 7x7x832",
    "googlenet_original_aux, aux2.avgpool, 4x4x528",
    "unet, down5.relu2, 28x28x1024",
    "unet, conv, 388x388x2",
    "nin, pool1, 27x27x96",
    "nin, cccp8, 6x6x1000",
    "preact_resnet18, layer1.0.add, 56x56x64",
    "preact_resnet34, layer4.2.add, 7x7x512",
    "preact_resnet50, layer4.2.add, 7x7x2048"
  })
  void theirLayersHaveThePapersShapes(String name, String layer, String shape) {
    assertEquals(shape, Zoo.network(name).find(layer).orElseThrow().output().toString());
  }

  private static long parameters(Network network) {
    return network.applied().stream().mapToLong(a -> Verdict.elements(a, false)).sum();
  }

  @Test
  void aNetworkOfVggIsTheColumnThatItsNameSays() {
    for (List<String> pair : List.of(List.of("vgg_d", "vgg16"), List.of("vgg_e", "vgg19"))) {
      assertEquals(parameters(Zoo.network(pair.get(0))), parameters(Zoo.network(pair.get(1))));
    }
  }
}
