package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.zoo.Paper;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import java.util.List;

/**
 * AlexNet, its later form for several machines, and the network that was made by looking into it.
 */
public final class AlexNets implements ZooFamily {
  private static final Paper ALEXNET = Paper.of("krizhevsky2012");
  private static final Paper ONE_WEIRD_TRICK = Paper.of("krizhevsky2014");
  private static final Paper ZFNET = Paper.of("zeiler2013");

  private static final String CLASSIFIER =
      """
      block classifier {
        fc6: fc 4096
        relu6: relu
        drop6: dropout p=0.5
        fc7: fc 4096
        relu7: relu
        drop7: dropout p=0.5
        fc8: fc 1000
        softmax: softmax
      }
      """;

  /**
   * Section 3.5 and figure 2 of the 2012 paper. Layers 2, 4 and 5 are in two groups, one per GPU.
   * The stated input of 224 pixels does not give the stated 55; 227 does.
   */
  private static final String ORIGINAL =
      """
      input 227x227x3
      block features {
        conv1: conv 11x11-96 stride=4
        relu1: relu
        norm1: lrn
        pool1: maxpool 3x3 stride=2
        conv2: conv 5x5-256 padding=2 groups=2
        relu2: relu
        norm2: lrn
        pool2: maxpool 3x3 stride=2
        conv3: conv 3x3-384 padding=1
        relu3: relu
        conv4: conv 3x3-384 padding=1 groups=2
        relu4: relu
        conv5: conv 3x3-256 padding=1 groups=2
        relu5: relu
        pool5: maxpool 3x3 stride=2
      }
      """
          + CLASSIFIER;

  /** Footnote 1 of the 2014 paper: one column, 64 and 192 filters in front. */
  private static final String ONE_COLUMN =
      """
      input 224x224x3
      block features {
        conv1: conv 11x11-64 stride=4 padding=2
        relu1: relu
        pool1: maxpool 3x3 stride=2
        conv2: conv 5x5-192 padding=2
        relu2: relu
        pool2: maxpool 3x3 stride=2
        conv3: conv 3x3-384 padding=1
        relu3: relu
        conv4: conv 3x3-256 padding=1
        relu4: relu
        conv5: conv 3x3-256 padding=1
        relu5: relu
        pool5: maxpool 3x3 stride=2
      }
      avgpool: adaptiveavgpool 6x6
      flatten: flatten
      block classifier {
        drop6: dropout p=0.5
        fc6: fc 4096
        relu6: relu
        drop7: dropout p=0.5
        fc7: fc 4096
        relu7: relu
        fc8: fc 1000
      }
      """;

  /** Figure 3: a first layer of 7×7 and stride 2, so that fewer of its filters are dead. */
  private static final String LOOKED_INTO =
      """
      input 224x224x3
      block features {
        conv1: conv 7x7-96 stride=2 padding=1
        relu1: relu
        pool1: maxpool 3x3 stride=2 ceil=true
        norm1: lrn
        conv2: conv 5x5-256 stride=2
        relu2: relu
        pool2: maxpool 3x3 stride=2 ceil=true
        norm2: lrn
        conv3: conv 3x3-384 padding=1
        relu3: relu
        conv4: conv 3x3-384 padding=1
        relu4: relu
        conv5: conv 3x3-256 padding=1
        relu5: relu
        pool5: maxpool 3x3 stride=2
      }
      """
          + CLASSIFIER;

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("alexnet_original", "AlexNet, in two groups", ALEXNET, Origin.PAPER, ORIGINAL),
        entry("zfnet", "ZFNet", ZFNET, Origin.PAPER, LOOKED_INTO),
        entry("alexnet", "AlexNet, one column", ONE_WEIRD_TRICK, Origin.TORCHVISION, ONE_COLUMN));
  }

  private static ZooEntry entry(
      String name, String title, Paper paper, Origin origin, String text) {
    return new Published("AlexNet", paper, origin).written(name, title, text);
  }
}
