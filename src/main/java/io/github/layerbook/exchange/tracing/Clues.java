package io.github.layerbook.exchange.tracing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of inputs that a text tells beside its code: {@code # x: [N, 1, 28, 28]}. */
public final class Clues {
  private static final String EXTENT = "(?:\\d{1,5}|[A-Za-z][A-Za-z_]*|-1|\\?)";
  private static final Pattern SIZES =
      Pattern.compile(
          "(?<![\\w.])" + EXTENT + "(?:\\s*[,x×X*]\\s*" + EXTENT + "(?![\\w.])){1,4}(?![\\w.])");
  private static final Pattern SIZES_TOGETHER =
      Pattern.compile("(?<![\\w.])\\d{1,5}(?:[xX×]\\d{1,5}){1,3}(?!\\w)");
  private static final Pattern NAMED =
      Pattern.compile("\\b(?:image_size|img_size|input_resolution)\\s*=\\s*\\d{2,4}\\b");
  private static final Pattern COMMENT = Pattern.compile("#(.*)$");

  /** Says that a size is taken; the size follows. */
  public static final String TAKEN = "the input is what a comment or an argument's name says: ";

  private Clues() {}

  /**
   * Returns sizes that arguments are called by, the last first, then those in comments and prose,
   * without the batch, in the order of the text.
   */
  public static List<List<Long>> sizes(String text, List<Integer> prose) {
    Set<List<Long>> found = new LinkedHashSet<>();
    List<String> named =
        new ArrayList<>(
            NAMED.matcher(text).results().map(r -> r.group().replaceAll("\\D", "")).toList());
    Collections.reverse(named);
    named.forEach(side -> add(List.of(side, side, "3"), found));
    String[] lines = text.split("\n", -1);
    boolean quoted = false;
    for (int i = 0; i < lines.length; i++) {
      int marks = lines[i].split("\"\"\"", -1).length - 1;
      boolean inside = quoted || marks > 0 || prose.contains(i + 1);
      quoted = marks % 2 == 1 ? !quoted : quoted;
      Matcher comment = COMMENT.matcher(lines[i]);
      String remark = inside ? lines[i] : comment.find() ? comment.group(1) : "";
      sizes(remark, found);
    }
    return List.copyOf(found);
  }

  private static void sizes(String remark, Set<List<Long>> found) {
    Matcher together = SIZES_TOGETHER.matcher(remark);
    while (together.find()) {
      add(List.of(together.group().split("[xX×]", -1)), found);
    }
    Matcher sizes = SIZES.matcher(remark);
    while (sizes.find()) {
      add(List.of(sizes.group().split("\\s*[,x×X*]\\s*", -1)), found);
    }
  }

  private static void add(List<String> words, Set<List<Long>> found) {
    List<Long> extents = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).matches("\\d{1,5}")) {
        extents.add(Long.parseLong(words.get(i)));
      } else if (i > 0) {
        return;
      }
    }
    boolean batch = extents.size() == words.size() && words.size() == 4;
    List<Long> own = batch ? extents.subList(1, 4) : extents;
    if (!own.isEmpty()
        && own.stream().allMatch(extent -> extent > 0)
        && (own.size() > 1 || words.size() > 1)) {
      found.add(List.copyOf(own));
      if (own.size() == 3) {
        found.add(List.of(own.get(2), own.get(0), own.get(1)));
      }
    }
  }
}
