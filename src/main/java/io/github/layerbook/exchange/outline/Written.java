package io.github.layerbook.exchange.outline;

import io.github.layerbook.exchange.Dialect;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Numbers and signs as people write them, brought to one spelling. */
public final class Written {
  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  static {
    List<String> small =
        Dialect.names(
            """
            two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
            sixteen seventeen eighteen nineteen
            """);
    small.forEach(word -> NUMBERS.put(word, small.indexOf(word) + 2));
    List<String> tens = Dialect.names("twenty thirty forty fifty sixty seventy eighty ninety");
    tens.forEach(word -> NUMBERS.put(word, 10 * (tens.indexOf(word) + 2)));
  }

  private static final String TENS = "(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)";
  private static final Pattern COMPOUND =
      Pattern.compile("\\b" + TENS + "[- ](one|two|three|four|five|six|seven|eight|nine)\\b");
  private static final Pattern WORD =
      Pattern.compile(
          "\\b(" + NUMBERS.keySet().stream().sorted().collect(Collectors.joining("|")) + ")\\b");
  private static final Pattern TIMES =
      Pattern.compile("(?<=\\d)\\s*(?:[x×✕✖·∗*]|\\bby\\b|\\\\times)\\s*(?=\\d)");
  private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3}(?!\\d))");

  private Written() {}

  /** Returns a text in small letters, with numbers in digits and {@code 3x3} for 3 × 3. */
  public static String plain(String text) {
    String plain =
        text.toLowerCase(Locale.ROOT)
            .replace('\u00a0', ' ')
            .replace('–', '-')
            .replace('—', '-')
            .replace("$", "");
    plain = THOUSANDS.matcher(plain).replaceAll("");
    plain = TIMES.matcher(plain).replaceAll("x");
    plain =
        COMPOUND
            .matcher(plain)
            .replaceAll(found -> String.valueOf(number(found.group(1)) + unit(found.group(2))));
    return WORD.matcher(plain).replaceAll(found -> String.valueOf(number(found.group(1))));
  }

  /** Returns the first group of a match that is there. */
  public static Optional<String> group(Matcher found) {
    return IntStream.rangeClosed(1, found.groupCount())
        .mapToObj(found::group)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static int number(String word) {
    return NUMBERS.getOrDefault(word, 0);
  }

  private static int unit(String word) {
    return word.equals("one") ? 1 : number(word);
  }

  /** Returns the numbers of a text in order; those of more than 9 digits are left out. */
  public static List<Long> numbers(String text) {
    Matcher matcher = Pattern.compile("\\d+").matcher(THOUSANDS.matcher(text).replaceAll(""));
    return matcher
        .results()
        .map(found -> found.group())
        .filter(digits -> digits.length() <= 9)
        .map(Long::valueOf)
        .toList();
  }
}
