package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import java.util.List;

/** LeNet-5, which read digits on cheques. */
public final class LeNets implements ZooFamily {
  private static final Published PUBLISHED = Published.of("LeNet", "lecun1998", Origin.PAPER);

  /**
   * The network as it is taught: figure 2 of the paper, with plain average pooling and every map of
   * the third layer reading all maps of the second.
   *
   * <p>The paper itself gives each pooled map a trained weight and bias (section II.B), connects
   * the third layer by its table I, and ends with radial basis functions: 60,000 trained
   * parameters.
   */
  @Override
  public List<ZooEntry> entries() {
    return List.of(
        PUBLISHED.written(
            "lenet5",
            "LeNet-5",
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
