package io.github.layerbook.notation;

import java.util.List;
import java.util.Random;

/** Makes texts that look like networks, more or less. */
final class GeneratedTexts {
  private static final List<String> LINES =
      List.of(
          "input 32x32x3",
          "INPUT: [32x32x3] memory: 32*32*3=3K weights: 0",
          "conv3-8",
          "CONV3-8: [32x32x8]  memory:  32*32*8=8.2K   weights: (3*3*3)*8 = 216",
          "c: conv 3x3-8 stride=2 padding=1 bias=false",
          "maxpool",
          "POOL2: [16x16x8]",
          "FC: [1x1x10] weights: 8192*10 = 81,920",
          "fc 10",
          "soft-max",
          "block a {",
          "}",
          "network n",
          "relu # comment",
          "| A | B |",
          "| conv3-8 | |",
          "conv3-8\tconv3-8",
          "TOTAL params: 1.2K parameters",
          "conv3-8 x 2 : 38,720",
          "fc1 (x): (512x7x7)x4,096 (weights) + 4,096 (biases)",
          "relu from c, input",
          "conv1d 3-8",
          "dropout p=0.5");
  private static final String CHARACTERS =
      "0123456789xX*-_:=|[](){}.,;#/~+ \t\n\rabcfoPOLN×–\u00a0３\u200b\"'<>$\\^%&@!?é漢\ud83d";

  private GeneratedTexts() {}

  /** Makes a text of up to a dozen lines, some with characters exchanged, inserted or removed. */
  static String text(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "" : "input 32x32x3\n");
    int lines = 1 + random.nextInt(11);
    for (int i = 0; i < lines; i++) {
      String line = LINES.get(random.nextInt(LINES.size()));
      text.append(random.nextInt(4) == 0 ? mutated(line, random) : line);
      text.append(random.nextInt(8) == 0 ? "\r\n" : "\n");
    }
    return text.toString();
  }

  private static String mutated(String line, Random random) {
    StringBuilder changed = new StringBuilder(line);
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(changed.length() + 1);
      char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
      switch (random.nextInt(4)) {
        case 0 -> changed.insert(at, c);
        case 1 -> changed.delete(at, Math.min(changed.length(), at + 1));
        case 2 -> changed.insert(at, changed.substring(0, at));
        default -> changed.replace(at, Math.min(changed.length(), at + 1), String.valueOf(c));
      }
    }
    return changed.toString();
  }
}
