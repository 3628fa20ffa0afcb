package io.github.layerbook.exchange.paper;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stages of a table whose columns are networks of different depths, wherever its cells and
 * their lines are broken.
 *
 * @param line the stage's line, from 1
 * @param name its name as written
 * @param text what stands from its name to the next one's
 */
record StageText(int line, String name, String text) {
  private static final Pattern DEPTH =
      Pattern.compile(
          "(?i)\\b(\\d{2,4})[- ]layers?\\b|\\b((?:res|dense|wide ?res)[a-z]*)[- ]?(\\d{2,4})\\b");

  /**
   * A layer of a cell, {@code 3×3, 64} or {@code 3×3 conv}; an extent, {@code 56×56}; or how often
   * what precedes stands.
   */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<![\\d.])(\\d)\\s*[x×]\\s*\\1(?!\\d)(?:\\s*,\\s*(\\d{1,5})(?!\\d)(?!\\s*,?\\s*stride)(?:\\s*,\\s*[Cc]\\s*=\\s*(\\d{1,4}))?|\\s*conv(?!\\w*\\s*,\\s*stride))"
              + "|(?<!\\d)(?<extent>\\d{1,3})\\s*[x×]\\s*\\k<extent>(?!\\d)"
              + "|[x×]\\s*(?<times>\\d{1,3})(?!\\d)");

  /** Behind the last stage's blocks. */
  private static final Pattern END =
      Pattern.compile("(?i)\\b(?:global )?average pool|\\bflops?\\b|\\bparam");

  /**
   * A layer of a block.
   *
   * @param kernel its window
   * @param out its filters; 0 where the text does not say
   * @param groups its groups
   */
  record Part(long kernel, long out, long groups) {}

  /**
   * A block of a column.
   *
   * @param parts its layers
   * @param times how often it stands
   */
  record Block(List<Part> parts, int times) {}

  /** Returns the stages that a pattern names, in order. */
  static List<StageText> all(String text, Pattern names) {
    List<StageText> stages = new ArrayList<>();
    Matcher name = names.matcher(text);
    int start = -1;
    String last = "";
    while (name.find()) {
      if (start >= 0) {
        stages.add(of(text, last, start, name.start()));
      }
      start = name.start();
      last = name.group();
    }
    if (start >= 0) {
      stages.add(of(text, last, start, text.length()));
    }
    return stages;
  }

  private static StageText of(String text, String name, int start, int end) {
    int line = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
    return new StageText(line, name, text.substring(start + name.length(), end));
  }

  /**
   * Returns the networks that the head of a table names, each once: {@code resnet18} of {@code
   * 18-layer} or {@code ResNet-18}.
   *
   * @param family the word before a depth alone
   */
  static List<String> networks(String text, String family) {
    LinkedHashSet<String> all = new LinkedHashSet<>();
    Matcher depth = DEPTH.matcher(text);
    while (depth.find()) {
      all.add(
          depth.group(1) == null
              ? depth.group(2).toLowerCase(Locale.ROOT).replace(" ", "") + depth.group(3)
              : family + depth.group(1));
    }
    return List.copyOf(all);
  }

  /** Returns the blocks of the columns, in order. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    List<Integer> times = new ArrayList<>();
    Matcher end = END.matcher(text);
    Matcher token = TOKEN.matcher(text).region(0, end.find() ? end.start() : text.length());
    while (token.find()) {
      if (token.group("times") != null) {
        times.add(Integer.parseInt(token.group("times")));
      } else if (token.group("extent") == null) {
        if (!times.isEmpty()) {
          addAll(blocks, parts, times);
        }
        parts.add(
            new Part(
                Long.parseLong(token.group(1)),
                token.group(2) == null ? 0 : Long.parseLong(token.group(2)),
                token.group(3) == null ? 1 : Long.parseLong(token.group(3))));
      }
    }
    addAll(blocks, parts, times);
    return blocks;
  }

  /** Where lines of cells alternate, several numbers stand behind the layers of all columns. */
  private static void addAll(List<Block> blocks, List<Part> parts, List<Integer> times) {
    int columns = times.size();
    if (columns > 0 && !parts.isEmpty() && parts.size() % columns == 0) {
      for (int column = 0; column < columns; column++) {
        List<Part> own = new ArrayList<>();
        for (int i = column; i < parts.size(); i += columns) {
          own.add(parts.get(i));
        }
        blocks.add(new Block(List.copyOf(own), times.get(column)));
      }
    }
    parts.clear();
    times.clear();
  }
}
