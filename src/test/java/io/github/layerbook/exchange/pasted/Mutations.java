package io.github.layerbook.exchange.pasted;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What happens to texts between a screen and a cell: cut, doubled, mixed up. */
public final class Mutations {
  private static final String LETTERS = "()[]{}:,.=+-*/%'\"#\\ \n\t0159abx_日│";

  private Mutations() {}

  /** Returns a text to which one to three things were done. */
  public static String of(String text, Random random) {
    String result = text;
    for (int i = random.nextInt(3); i >= 0; i--) {
      result = once(result, random);
    }
    return result;
  }

  private static String once(String text, Random random) {
    if (text.isEmpty()) {
      return text;
    }
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + random.nextInt(12));
    char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
    return switch (random.nextInt(7)) {
      case 0 -> text.substring(0, at) + text.substring(end);
      case 1 -> text.substring(0, at) + letter + text.substring(at);
      case 2 -> text.substring(0, at) + letter + text.substring(at + 1);
      case 3 -> text.substring(0, end) + text.substring(at);
      case 4 -> text.substring(0, at);
      case 5 -> text.replaceFirst("\\d+", String.valueOf(random.nextInt(2000) - 3));
      default -> {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        yield String.join("\n", lines);
      }
    };
  }
}
