package io.github.layerbook.exchange.pasted;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text without what quoting, logging and comments put in front of each of its lines, and without
 * the invisible letters of web pages. Every line keeps its number.
 */
final class PlainLines {
  /** A quotation of Markdown or of mail, but no prompt of Python. */
  private static final Pattern QUOTED = Pattern.compile("^\\s*>(?!>)\\s?");

  private static final Pattern COMMENTED = Pattern.compile("^\\s*(?:#(?!#)|//|\\*|--)(?:\\s|$)");

  /** What tells a line of a log: a time of day, or a level. */
  private static final Pattern LOGGED =
      Pattern.compile("\\d\\d:\\d\\d:\\d\\d|\\b(?:INFO|DEBUG|WARNING|I \\w+\\.py)\\b");

  /** So many letters at the front of a line tell whose log it is. */
  private static final int FRONT = 6;

  private static final int FEWEST = 3;

  /** Blank lines, and more of them than divide the parts of a text. */
  private static final Pattern GAP = Pattern.compile("\\n\\s{200,}+");

  /** Of the lines with letters, this share must be decorated. */
  private static final double SHARE = 0.8;

  private PlainLines() {}

  /** Returns a text's own lines; the text itself where nothing stands around them. */
  static String of(String text) {
    String visible = visible(text);
    List<String> lines = visible.lines().toList();
    List<String> written = lines.stream().filter(line -> !line.isBlank()).toList();
    if (written.size() < FEWEST) {
      return visible;
    }
    for (Pattern front : List.of(QUOTED, COMMENTED)) {
      Matcher matcher = front.matcher("");
      long decorated = written.stream().filter(line -> matcher.reset(line).find()).count();
      boolean all = decorated == written.size();
      if (all || (front == QUOTED && decorated >= SHARE * written.size())) {
        return joined(lines.stream().map(line -> matcher.reset(line).replaceFirst("")).toList());
      }
    }
    boolean log = written.stream().limit(FEWEST).anyMatch(line -> LOGGED.matcher(line).find());
    return log ? unlogged(visible, lines, written) : visible;
  }

  /**
   * Returns a text's own lines without long gaps, which tell nothing of its form, and over which
   * patterns that begin with blanks would take long. Lines do not keep their numbers.
   */
  static String sample(String text) {
    String lines = of(text);
    return GAP.matcher(lines).find()
        ? joined(lines.lines().filter(line -> !line.isBlank()).toList())
        : lines;
  }

  private static String visible(String text) {
    if (text.chars().noneMatch(c -> c == '\u00a0' || c == '\u200b' || c == '\ufeff' || c == '&')) {
      return text;
    }
    return text.replace('\u00a0', ' ')
        .replaceAll("[\u200b\ufeff]", "")
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  /** Takes off what the lines of a log have in common at their front, whatever its digits. */
  private static String unlogged(String text, List<String> lines, List<String> written) {
    Map<String, List<String>> fronts = new HashMap<>();
    for (String line : written) {
      String masked = masked(line);
      if (masked.length() > FRONT) {
        fronts.computeIfAbsent(masked.substring(0, FRONT), any -> new ArrayList<>()).add(masked);
      }
    }
    List<String> log =
        fronts.values().stream()
            .filter(each -> each.size() >= Math.max(FEWEST, SHARE * written.size()))
            .findFirst()
            .orElse(List.of());
    int length = log.stream().reduce(PlainLines::common).map(String::length).orElse(0);
    if (length == 0 || written.stream().limit(FEWEST).noneMatch(line -> isLogged(line, length))) {
      return text;
    }
    String front = log.get(0).substring(0, length);
    return joined(
        lines.stream()
            .map(line -> masked(line).startsWith(front) ? line.substring(length) : line)
            .toList());
  }

  private static boolean isLogged(String line, int length) {
    return line.length() >= length && LOGGED.matcher(line.substring(0, length)).find();
  }

  private static String masked(String line) {
    return line.replaceAll("[0-9]", "0");
  }

  private static String common(String one, String other) {
    int end = 0;
    while (end < Math.min(one.length(), other.length()) && one.charAt(end) == other.charAt(end)) {
      end++;
    }
    return one.substring(0, end);
  }
}
