package io.github.layerbook.exchange.pytorch.printed;

import java.util.regex.Pattern;

/**
 * Takes out of a printed model what counters of operations write between its modules: ptflops,
 * DeepSpeed, fvcore, pytorch-model-summary. A line stays a line.
 */
final class Annotations {
  private static final String FIGURE = "-?[0-9][0-9.]* ?";

  /** {@code 156, 0.351% Params, 89.86 KMac, 31.382% MACs,}; DeepSpeed adds times and rates. */
  private static final Pattern SHARES =
      Pattern.compile(
          FIGURE
              + "[kKMGT]?,? ?(?:= ?)?[0-9.]+% Params(?:, *"
              + FIGURE
              + "[A-Za-z/]+(?: = [0-9.]+% \\w+)?|, *[0-9.]+% [A-Za-z]+)*,? ?");

  /** fvcore's line below the head of a module. */
  private static final Pattern COUNTED = Pattern.compile("(?m)^\\s*#params: [^\\n]*");

  /** What pytorch-model-summary writes behind each bracket that closes a module. */
  private static final Pattern BEHIND = Pattern.compile("(?m)\\), *[0-9][0-9,]* params *$");

  private Annotations() {}

  /** Returns the text as {@code print(model)} shows it. */
  static String removed(String text) {
    String plain = text;
    if (plain.contains("% Params")) {
      plain = SHARES.matcher(plain).replaceAll("");
    }
    if (plain.contains("#params: ")) {
      plain = COUNTED.matcher(plain).replaceAll("");
    }
    return plain.contains(" params") ? BEHIND.matcher(plain).replaceAll(")") : plain;
  }
}
