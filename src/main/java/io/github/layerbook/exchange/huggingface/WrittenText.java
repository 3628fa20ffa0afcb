package io.github.layerbook.exchange.huggingface;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text whose parts in braces are computed: {@code linear {4 * n_embd}}.
 *
 * @param written as it is written
 * @param parts its parts
 * @param isPlain whether nothing of it is computed
 * @param words the words as they are written
 */
record WrittenText(String written, List<Expression> parts, boolean isPlain, List<String> words) {
  private static final Pattern PART = Pattern.compile("\\{([^}]*)\\}|[^{]+");

  /** Reads a text. */
  static WrittenText of(String text) {
    List<Expression> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    while (matcher.find()) {
      String plain = matcher.group();
      String computed = matcher.group(1);
      parts.add(computed == null ? scope -> plain : ExpressionReader.read(computed));
    }
    return new WrittenText(text, parts, !text.contains("{"), wordsOf(text));
  }

  /** Computes the parts; null is nothing. */
  String in(Scope scope) {
    StringBuilder text = new StringBuilder();
    for (Expression part : parts) {
      Object value = part.in(scope);
      text.append(value == null ? "" : value);
    }
    return text.toString();
  }

  /** Computes the parts and returns the words. */
  List<String> words(Scope scope) {
    return isPlain ? words : wordsOf(in(scope));
  }

  private static List<String> wordsOf(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
