package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import java.util.List;

/** Network in network: small networks of 1×1 convolutions behind each convolution. */
public final class NetworksInNetworks implements ZooFamily {
  private static final Published PUBLISHED = Published.of("NiN", "lin2013", Origin.PAPER);

  /** The authors' model for ImageNet, as they published it for Caffe. */
  @Override
  public List<ZooEntry> entries() {
    return List.of(
        PUBLISHED.written(
            "nin",
            "Network in network",
            """
            input 224x224x3
            block mlpconv1 {
              conv1: conv 11x11-96 stride=4
              relu1: relu
              cccp1: conv 1x1-96
              relu2: relu
              cccp2: conv 1x1-96
              relu3: relu
              pool1: maxpool 3x3 stride=2 ceil=true
            }
            block mlpconv2 {
              conv2: conv 5x5-256 padding=2
              relu1: relu
              cccp3: conv 1x1-256
              relu2: relu
              cccp4: conv 1x1-256
              relu3: relu
              pool2: maxpool 3x3 stride=2 ceil=true
            }
            block mlpconv3 {
              conv3: conv 3x3-384 padding=1
              relu1: relu
              cccp5: conv 1x1-384
              relu2: relu
              cccp6: conv 1x1-384
              relu3: relu
              pool3: maxpool 3x3 stride=2 ceil=true
              drop: dropout p=0.5
            }
            block mlpconv4 {
              conv4: conv 3x3-1024 padding=1
              relu1: relu
              cccp7: conv 1x1-1024
              relu2: relu
              cccp8: conv 1x1-1000
              relu3: relu
            }
            pool4: globalavgpool
            softmax: softmax
            """));
  }
}
