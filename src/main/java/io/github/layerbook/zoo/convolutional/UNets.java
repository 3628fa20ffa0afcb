package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import java.util.List;

/** U-Net, which says of each pixel what it belongs to. */
public final class UNets implements ZooFamily {
  private static final Published PUBLISHED = Published.of("U-Net", "ronneberger2015", Origin.PAPER);

  /**
   * Figure 1: convolutions without padding on the way down, each stage's maps cropped and put
   * beside those of the same resolution on the way up.
   */
  @Override
  public List<ZooEntry> entries() {
    StringBuilder text = new StringBuilder("input 572x572x1\n");
    for (int stage = 1; stage <= 5; stage++) {
      text.append("block down%d {\n".formatted(stage));
      text.append(convolutions(32 << stage));
      text.append("}\n");
      text.append(stage < 5 ? "pool%d: maxpool 2x2\n".formatted(stage) : "");
    }
    int[] cropped = {88, 40, 16, 4};
    for (int stage = 4; stage >= 1; stage--) {
      String input = stage == 4 ? "down5.relu2" : "up%d.relu2".formatted(stage + 1);
      text.append(
          """
          block up%1$d {
            crop: crop %2$d from down%1$d.relu2
            upconv: convtranspose 2x2-%3$d stride=2 from %4$s
            concat: concat from crop, upconv
          """
              .formatted(stage, cropped[stage - 1], 32 << stage, input));
      text.append(convolutions(32 << stage)).append("}\n");
    }
    text.append("conv: conv 1x1-2\n");
    return List.of(PUBLISHED.written("unet", "U-Net", text.toString()));
  }

  private static String convolutions(int filters) {
    return """
      conv1: conv 3x3-%1$d
      relu1: relu
      conv2: conv 3x3-%1$d
      relu2: relu
    """
        .formatted(filters);
  }
}
