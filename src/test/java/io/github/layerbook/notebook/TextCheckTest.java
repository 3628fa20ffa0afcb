package io.github.layerbook.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Settings;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pasted text of a network beside one of the notebook's. */
class TextCheckTest {
  private static final String SMALL =
      """
      input 32x32x3
      conv 3x3-16 padding=1
      batchnorm
      relu
      maxpool 2x2
      conv 3x3-32 padding=1
      batchnorm
      relu
      maxpool 2x2
      flatten
      fc 128
      relu
      fc 10""";

  private static final String TORCHINFO =
      """
      ==========================================================================================
      Layer (type:depth-idx)                   Output Shape              Param #
      ==========================================================================================
      Sequential                               [16, 10]                  --
      ├─Conv2d: 1-1                            [16, 16, 32, 32]          448
      ├─BatchNorm2d: 1-2                       [16, 16, 32, 32]          32
      ├─ReLU: 1-3                              [16, 16, 32, 32]          --
      ├─MaxPool2d: 1-4                         [16, 16, 16, 16]          --
      ├─Conv2d: 1-5                            [16, 32, 16, 16]          4,640
      ├─BatchNorm2d: 1-6                       [16, 32, 16, 16]          64
      ├─ReLU: 1-7                              [16, 32, 16, 16]          --
      ├─MaxPool2d: 1-8                         [16, 32, 8, 8]            --
      ├─Flatten: 1-9                           [16, 2048]                --
      ├─Linear: 1-10                           [16, 128]                 262,272
      ├─ReLU: 1-11                             [16, 128]                 --
      ├─Linear: 1-12                           [16, 10]                  1,290
      ==========================================================================================
      Total params: 268,746
      Trainable params: 268,746
      Non-trainable params: 0
      Total mult-adds (Units.MEGABYTES): 30.56
      ==========================================================================================
      Input size (MB): 0.20
      Forward/backward pass size (MB): 6.31
      Params size (MB): 1.07
      Estimated Total Size (MB): 7.58
      ==========================================================================================
      """;

  private static final String TORCHSUMMARY =
      """
      ----------------------------------------------------------------
              Layer (type)               Output Shape         Param #
      ================================================================
                  Conv2d-1           [-1, 16, 32, 32]             448
             BatchNorm2d-2           [-1, 16, 32, 32]              32
                    ReLU-3           [-1, 16, 32, 32]               0
               MaxPool2d-4           [-1, 16, 16, 16]               0
                  Conv2d-5           [-1, 32, 16, 16]           4,640
             BatchNorm2d-6           [-1, 32, 16, 16]              64
                    ReLU-7           [-1, 32, 16, 16]               0
               MaxPool2d-8             [-1, 32, 8, 8]               0
                 Flatten-9                 [-1, 2048]               0
                Linear-10                  [-1, 128]         262,272
                  ReLU-11                  [-1, 128]               0
                Linear-12                   [-1, 10]           1,290
      ================================================================
      Total params: 268,746
      Trainable params: 268,746
      Non-trainable params: 0
      ----------------------------------------------------------------
      Input size (MB): 0.01
      Forward/backward pass size (MB): 0.63
      Params size (MB): 1.03
      Estimated Total Size (MB): 1.66
      ----------------------------------------------------------------
      """;

  private static final String KERAS =
      """
      Model: "sequential"
      _________________________________________________________________
       Layer (type)                Output Shape              Param #  \s
      =================================================================
       conv2d (Conv2D)             (None, 32, 32, 16)        448      \s
                                                                      \s
       batch_normalization (Batch  (None, 32, 32, 16)        64       \s
       Normalization)                                                 \s
                                                                      \s
       re_lu (ReLU)                (None, 32, 32, 16)        0        \s
                                                                      \s
       max_pooling2d (MaxPooling2  (None, 16, 16, 16)        0        \s
       D)                                                             \s
                                                                      \s
       conv2d_1 (Conv2D)           (None, 16, 16, 32)        4640     \s
                                                                      \s
       batch_normalization_1 (Bat  (None, 16, 16, 32)        128      \s
       chNormalization)                                               \s
                                                                      \s
       re_lu_1 (ReLU)              (None, 16, 16, 32)        0        \s
                                                                      \s
       max_pooling2d_1 (MaxPoolin  (None, 8, 8, 32)          0        \s
       g2D)                                                           \s
                                                                      \s
       flatten (Flatten)           (None, 2048)              0        \s
                                                                      \s
       dense (Dense)               (None, 128)               262272   \s
                                                                      \s
       dense_1 (Dense)             (None, 10)                1290     \s
                                                                      \s
      =================================================================
      Total params: 268842 (1.03 MB)
      Trainable params: 268746 (1.03 MB)
      Non-trainable params: 96 (384.00 Byte)
      _________________________________________________________________
      """;

  private static final String VOLUMES =
      """
      [32x32x3] INPUT
      [32x32x16] CONV1: 16 3x3 filters at stride 1, pad 1
      [16x16x16] MAX POOL1: 2x2 filters at stride 2
      [16x16x32] CONV2: 32 3x3 filters at stride 1, pad 1
      [8x8x32] MAX POOL2: 2x2 filters at stride 2
      [128] FC3: 128 neurons
      [10] FC4: 10 neurons (class scores)
      """;

  private static String check(Network network, String text) {
    boolean claims = Claims.in(text, Notation.standard()).isSaid();
    return TextCheck.of(text, claims, network, Settings.DEFAULT).orElseThrow().display().text();
  }

  private static String check(String text) {
    return check(Notation.standard().parse("net", SMALL).network(), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {TORCHINFO, TORCHSUMMARY, KERAS})
  void whatAToolPrintsOfTheNetworkHoldsAltogether(String text) {
    String shown = check(text);
    assertTrue(shown.contains("no row differs"), shown);
    assertFalse(shown.contains("✗"), shown);
    assertTrue(shown.contains("✓ holds"), shown);
  }

  @Test
  void theFirstDifferenceIsExplained() {
    for (List<String> each :
        List.of(
            List.of(
                TORCHINFO.replace(
                    "[16, 10]                  1,290", "[16, 100]                 12,900"),
                "output 100 and 10; 12,900 and 1,290 parameters: 100x128 + 100 and 10x128 + 10"),
            List.of(
                TORCHSUMMARY.replace(" 448", " 432"),
                "432 and 448 parameters: 16x3x3x3 and 16x3x3x3 + 16, so only the second has a bias"),
            List.of(
                TORCHSUMMARY.replace("             32", "             64"),
                "64 and 32 parameters: the first with the 32 values of running statistics"),
            List.of(
                TORCHSUMMARY.replaceAll(" *BatchNorm2d-2.*\n", ""),
                "no row of the text is this layer of net (32 parameters)"),
            List.of(VOLUMES, "no row of the text is this layer of net (32 parameters)"))) {
      String shown = check(each.get(0));
      assertTrue(shown.contains("the first difference is at "), shown);
      assertTrue(shown.contains(each.get(1)), shown);
    }
  }

  @Test
  void totalsThatTheTextsOwnLayersGiveAreOfAnotherNetwork() {
    String shown =
        check(
            TORCHINFO
                .replace("[16, 10]                  1,290", "[16, 100]                 12,900")
                .replace("Total params: 268,746", "Total params: 280,356"));
    assertTrue(shown.contains("the text's own layers give that"), shown);
    assertFalse(shown.contains("no usual way of counting"), shown);
  }

  @Test
  void aRowMayStandForABlock() {
    String shown =
        check(
            Zoo.network("resnet18"),
            """
            Layer (type:depth-idx)                   Output Shape              Param #
            ResNet                                   [1, 1000]                 --
            ├─Conv2d: 1-1                            [1, 64, 112, 112]         9,408
            ├─BatchNorm2d: 1-2                       [1, 64, 112, 112]         128
            ├─ReLU: 1-3                              [1, 64, 112, 112]         --
            ├─MaxPool2d: 1-4                         [1, 64, 56, 56]           --
            ├─Sequential: 1-5                        [1, 64, 56, 56]           --
            │    └─BasicBlock: 2-1                   [1, 64, 56, 56]           73,984
            │    └─BasicBlock: 2-2                   [1, 64, 56, 56]           73,984
            ├─Sequential: 1-6                        [1, 128, 28, 28]          --
            │    └─BasicBlock: 2-3                   [1, 128, 28, 28]          230,144
            │    └─BasicBlock: 2-4                   [1, 128, 28, 28]          295,424
            ├─Sequential: 1-7                        [1, 256, 14, 14]          --
            │    └─BasicBlock: 2-5                   [1, 256, 14, 14]          919,040
            │    └─BasicBlock: 2-6                   [1, 256, 14, 14]          1,180,672
            ├─Sequential: 1-8                        [1, 512, 7, 7]            --
            │    └─BasicBlock: 2-7                   [1, 512, 7, 7]            3,673,088
            │    └─BasicBlock: 2-8                   [1, 512, 7, 7]            4,720,640
            ├─AdaptiveAvgPool2d: 1-9                 [1, 512, 1, 1]            --
            ├─Linear: 1-10                           [1, 1000]                 513,000
            """);
    assertTrue(shown.contains("no row differs"), shown);
    assertEquals(8, shown.lines().filter(line -> line.contains("(block of ")).count(), shown);
  }

  @Test
  void figuresThatATextStatesAreCheckedAndNotTheOnesThatFollow() {
    String shown =
        check(
            """
            Activation shape   Activation Size   # parameters
            Input:   (32,32,3)   3,072   0
            CONV1 (f=3, s=1)  (32,32,16)  16,384  448
            POOL1    (16,16,16)  4,096  0
            CONV2 (f=3, s=1)  (16,16,32)  8,192  4,608
            POOL2    (8,8,32)  2,048  0
            FC3    (128,1)  128  262,272
            Softmax  (10,1)  10  1,290
            """);
    assertTrue(shown.contains("4,608 and 4,640 parameters"), shown);
  }
}
