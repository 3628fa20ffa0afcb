package io.github.layerbook.exchange.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.pasted.PastedText;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Papers' tables that do not tell their blocks give one message, and never a short network. */
class OpenTableTest {
  private static final String INCEPTION =
      """
      type\tpatch size/stride or remarks\tinput size
      conv\t3×3/2\t299×299×3
      conv\t3×3/1\t149×149×32
      conv padded\t3×3/1\t147×147×32
      pool\t3×3/2\t147×147×64
      conv\t3×3/1\t73×73×64
      conv\t3×3/2\t71×71×80
      conv\t3×3/1\t35×35×192
      3×Inception\tAs in figure 5\t35×35×288
      5×Inception\tAs in figure 6\t17×17×768
      2×Inception\tAs in figure 7\t8×8×1280
      pool\t8 × 8\t8 × 8 × 2048
      linear\tlogits\t1 × 1 × 2048
      softmax\tclassifier\t1 × 1 × 1000
      """;

  private static final String SHUFFLENET =
      """
      Layer\tOutput size\tKSize\tStride\tRepeat\tOutput channels (g groups)
      \t\t\t\tg = 1\tg = 2\tg = 3\tg = 4\tg = 8
      Image\t224 × 224\t\t\t\t3\t3\t3\t3\t3
      Conv1\t112 × 112\t3 × 3\t2\t1\t24\t24\t24\t24\t24
      MaxPool\t56 × 56\t3 × 3\t2
      Stage2\t28 × 28\t\t2\t1\t144\t200\t240\t272\t384
      \t28 × 28\t\t1\t3\t144\t200\t240\t272\t384
      Stage3\t14 × 14\t\t2\t1\t288\t400\t480\t544\t768
      \t14 × 14\t\t1\t7\t288\t400\t480\t544\t768
      Stage4\t7 × 7\t\t2\t1\t576\t800\t960\t1088\t1536
      \t7 × 7\t\t1\t3\t576\t800\t960\t1088\t1536
      GlobalPool\t1 × 1\t7 × 7
      FC\t\t\t\t\t1000\t1000\t1000\t1000\t1000
      Complexity\t\t\t\t\t143M\t140M\t137M\t133M\t137M
      """;

  private static final String SHUFFLENET_V2 =
      """
      Layer\tOutput size\tKSize\tStride\tRepeat\tOutput channels
      \t\t\t\t\t0.5× 1× 1.5× 2×
      Image\t224×224\t\t\t\t3\t3\t3\t3
      Conv1\t112×112\t3×3\t2\t1\t24\t24\t24\t24
      MaxPool\t56×56\t3×3\t2
      Stage2\t28×28\t\t2\t1\t48\t116\t176\t244
      \t28×28\t\t1\t3
      Stage3\t14×14\t\t2\t1\t96\t232\t352\t488
      \t14×14\t\t1\t7
      Stage4\t7×7\t\t2\t1\t192\t464\t704\t976
      \t7×7\t\t1\t3
      Conv5\t7×7\t1×1\t1\t1\t1024\t1024\t1024\t2048
      GlobalPool\t1×1\t7×7
      FC\t\t\t\t\t1000\t1000\t1000\t1000
      FLOPs\t\t\t\t\t41M\t146M\t299M\t591M
      # of Weights\t\t\t\t\t1.4M\t2.3M\t3.5M\t7.4M
      """;

  private static final String WIDE =
      """
      group name | output size | block type = B(3, 3)
      conv1 | 32 × 32 | [3×3, 16]
      conv2 | 32×32 | [3×3, 16×k; 3×3, 16×k] × N
      conv3 | 16×16 | [3×3, 32×k; 3×3, 32×k] × N
      conv4 | 8×8 | [3×3, 64×k; 3×3, 64×k] × N
      avg-pool | 1 × 1 | [8 × 8]
      """;

  private static final String TRANSFORMER =
      """
      \tN\td_model\td_ff\th\td_k\td_v\tP_drop\tε_ls\ttrain steps\tPPL (dev)\tBLEU (dev)\tparams ×10^6
      base\t6\t512\t2048\t8\t64\t64\t0.1\t0.1\t100K\t4.92\t25.8\t65
      big\t6\t1024\t4096\t16\t\t\t0.3\t\t300K\t4.33\t26.4\t213
      """;

  private static final String VIT =
      """
      Model\tLayers\tHidden size D\tMLP size\tHeads\tParams
      ViT-Base\t12\t768\t3072\t12\t86M
      ViT-Large\t24\t1024\t4096\t16\t307M
      ViT-Huge\t32\t1280\t5120\t16\t632M
      """;

  @Test
  void aTableThatLeavesBlocksOutGivesOneMessageThatNamesThem() {
    Map<String, String> expected =
        Map.of(
            INCEPTION, "the filters of each branch",
            SHUFFLENET, "grouped convolutions",
            SHUFFLENET_V2, "%zoo shufflenet_v2_x1_0",
            WIDE, "the numbers N of blocks",
            TRANSFORMER, "the vocabulary",
            VIT, "the size of the patches");
    expected.forEach(
        (text, missing) -> {
          ReadNetwork read = PastedText.read(text, ReadingOptions.NONE);
          assertTrue(read.network().isEmpty() && read.inventory().isEmpty(), text);
          assertEquals(1, read.problems().size(), text);
          String message = read.problems().get(0).message();
          assertTrue(message.contains(missing), message);
        });
  }

  @Test
  void theSameTableWithNumbersIsRead() {
    String text = WIDE.replace("×k", "0").replace("× N", "× 4");
    assertTrue(PastedText.read(text, ReadingOptions.NONE).network().isPresent());
  }
}
