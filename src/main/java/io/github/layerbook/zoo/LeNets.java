package io.github.layerbook.zoo;

import io.github.layerbook.zoo.ZooEntry.Origin;
import java.util.List;

/** LeNet-5, which read digits on cheques. */
final class LeNets {
  private static final Paper PAPER =
      new Paper(
          "LeCun, Bottou, Bengio and Haffner",
          1998,
          "Gradient-based learning applied to document recognition",
          "Proceedings of the IEEE 86(11)");

  private LeNets() {}

  /**
   * The network as it is taught: figure 2 of the paper, with plain average pooling and every map of
   * the third layer reading all maps of the second.
   *
   * <p>The paper itself gives each pooled map a trained weight and bias (section II.B), connects
   * the third layer by its table I, and ends with radial basis functions: 60,000 trained
   * parameters.
   */
  static List<ZooEntry> entries() {
    return List.of(
        ZooEntry.written(
            "lenet5",
            "LeNet-5",
            "LeNet",
            PAPER,
            Origin.PAPER,
            """
            input 32x32x1
            stage conv1 {
              c1: conv 5x5-6
              tanh1: tanh
              s2: avgpool 2x2
            }
            stage conv2 {
              c3: conv 5x5-16
              tanh2: tanh
              s4: avgpool 2x2
            }
            c5: conv 5x5-120
            tanh3: tanh
            f6: fc 84
            tanh4: tanh
            output: fc 10
            """));
  }
}
