package io.github.layerbook.exchange.rewriting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A class of Python code that is written with what its layers need of it, and known again.
 *
 * <p>A line that ends with {@code # if norm=rms|own and not window}, and lines between such a line
 * and {@code # end}, are written where that holds of the layers' arguments; a word such as {@code
 * _q_proj_} is what the argument of this name says. What {@code __init__} takes is an argument of
 * each layer; all else that conditions and words name is chosen for the class as a whole.
 */
public final class OwnClass {
  private static final Pattern CONDITION = Pattern.compile("(.*?)  # if (.*)");
  private static final Pattern BEGIN = Pattern.compile(" *# if (.*)");
  private static final String END = "# end";
  private static final Pattern WORD = Pattern.compile("\\b_(?!_)([a-z]\\w*?)_\\b");
  private static final Pattern SIGNATURE = Pattern.compile("(?m)^ {4}def __init__\\((.+)\\):$");
  private static final Pattern PARAMETERS =
      Pattern.compile("(?m)^ {4}def __init__\\(\\n((?: {8}.+\\n)+?) {4}\\):$");
  private static final int WIDTH = 100;

  private final String name;
  private final List<Line> lines;
  private final Set<String> parameters;
  private final Pattern pattern;
  private final List<Line> groups = new ArrayList<>();
  private final Map<String, List<String>> captured = new LinkedHashMap<>();

  /** What must hold for a line: that an argument has one of some values or, with none, any. */
  private record Term(String argument, boolean wanted, List<String> values) {
    static Term of(String text) {
      boolean wanted = !text.startsWith("not ");
      String[] sides = (wanted ? text : text.substring("not ".length())).split("=", -1);
      return new Term(
          sides[0], wanted, sides.length > 1 ? List.of(sides[1].split("\\|", -1)) : List.of());
    }

    boolean holds(Map<String, ? extends @Nullable Object> given) {
      Object found = given.get(argument);
      boolean is =
          found != null && (values.isEmpty() ? !found.equals(false) : values.contains(found));
      return is == wanted;
    }

    /** Puts what a line tells of the argument by being there or, where it may, by being not. */
    void tell(boolean there, Map<String, @Nullable Object> given) {
      if (wanted && there && values.size() < 2) {
        given.put(argument, values.isEmpty() ? (Object) true : values.get(0));
      } else if (wanted && values.isEmpty()) {
        given.putIfAbsent(argument, false);
      }
    }
  }

  private record Line(String text, List<Term> terms) {
    boolean holds(Map<String, ? extends @Nullable Object> values) {
      return terms.stream().allMatch(term -> term.holds(values));
    }
  }

  private OwnClass(String name, List<Line> lines) {
    this.name = name;
    this.lines = lines;
    this.parameters =
        PARAMETERS
            .matcher(lines.stream().map(Line::text).collect(Collectors.joining("\n")))
            .results()
            .flatMap(found -> found.group(1).lines())
            .map(line -> line.strip().replaceFirst("[=,].*", ""))
            .collect(Collectors.toSet());
    this.pattern = pattern();
  }

  /** Reads a class with its conditions. */
  static OwnClass of(String name, String source) {
    List<Line> lines = new ArrayList<>();
    Deque<List<Term>> open = new ArrayDeque<>(List.of(List.of()));
    for (String line : expanded(source).split("\n", -1)) {
      Matcher begin = BEGIN.matcher(line);
      Matcher condition = CONDITION.matcher(line);
      if (begin.matches()) {
        open.push(terms(open.element(), begin.group(1)));
      } else if (line.strip().equals(END)) {
        open.pop();
      } else if (condition.matches()) {
        lines.add(new Line(condition.group(1), terms(open.element(), condition.group(2))));
      } else {
        lines.add(new Line(line, open.element()));
      }
    }
    return new OwnClass(name, lines);
  }

  private static List<Term> terms(List<Term> around, String condition) {
    List<Term> terms = new ArrayList<>(around);
    for (String term : condition.split(" and ", -1)) {
      terms.add(Term.of(term));
    }
    return List.copyOf(terms);
  }

  /** Returns the arguments that are chosen for the class as a whole. */
  public Set<String> chosen() {
    Set<String> chosen = new LinkedHashSet<>(captured.keySet());
    lines.forEach(line -> line.terms().forEach(term -> chosen.add(term.argument())));
    chosen.removeAll(parameters);
    return chosen;
  }

  /**
   * Returns the code for layers.
   *
   * @param type what the class is called
   * @param values the arguments that are chosen, and those of {@code __init__} that some layer has
   */
  public String text(String type, Map<String, ? extends @Nullable Object> values) {
    String all =
        lines.stream()
            .filter(line -> line.holds(values))
            .map(line -> WORD.matcher(line.text()).replaceAll(word -> said(word, values)))
            .collect(Collectors.joining("\n"));
    return joined(all.replaceFirst(name, type));
  }

  private static String said(MatchResult word, Map<String, ? extends @Nullable Object> values) {
    return values.get(word.group(1)) instanceof Boolean flag
        ? flag ? "True" : "False"
        : Matcher.quoteReplacement(String.valueOf(values.get(word.group(1))));
  }

  /** Returns what is chosen in a text of the class; empty if it is another. */
  Optional<Map<String, @Nullable Object>> read(String type, String text) {
    String whole = expanded(text.replaceFirst("\\b" + type + "\\b", name));
    Matcher matcher = pattern.matcher(whole + "\n");
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> values = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      boolean there = matcher.group("g" + i) != null;
      groups.get(i).terms().forEach(term -> term.tell(there, values));
    }
    captured.forEach((argument, words) -> values.put(argument, word(matcher, words)));
    boolean same = expanded(text(name, values)).equals(whole);
    values.keySet().removeAll(parameters);
    return same ? Optional.of(values) : Optional.empty();
  }

  /** What stands in the place of an argument; null where no line has it. */
  private static @Nullable Object word(Matcher matcher, List<String> groups) {
    for (String group : groups) {
      String word = matcher.group(group);
      if (word != null) {
        return switch (word) {
          case "True" -> true;
          case "False" -> false;
          default -> word;
        };
      }
    }
    return null;
  }

  private Pattern pattern() {
    StringBuilder all = new StringBuilder();
    int next = 0;
    while (next < lines.size()) {
      List<Term> terms = lines.get(next).terms();
      StringBuilder some = new StringBuilder();
      for (; next < lines.size() && lines.get(next).terms().equals(terms); next++) {
        some.append(literal(lines.get(next).text())).append("\\n");
      }
      if (terms.isEmpty()) {
        all.append(some);
      } else {
        all.append("(?<g").append(groups.size()).append('>').append(some).append(")?");
        groups.add(new Line("", terms));
      }
    }
    return Pattern.compile(all.toString());
  }

  private String literal(String line) {
    StringBuilder literal = new StringBuilder();
    Matcher words = WORD.matcher(line);
    int last = 0;
    while (words.find()) {
      literal.append(Pattern.quote(line.substring(last, words.start())));
      List<String> all = captured.computeIfAbsent(words.group(1), key -> new ArrayList<>());
      String group =
          "w%dx%d"
              .formatted(new ArrayList<>(captured.keySet()).indexOf(words.group(1)), all.size());
      all.add(group);
      literal.append("(?<").append(group).append(">[\\w.]+)");
      last = words.end();
    }
    return literal.append(Pattern.quote(line.substring(last))).toString();
  }

  /** With each parameter on a line of its own. */
  private static String expanded(String text) {
    return SIGNATURE
        .matcher(text.stripTrailing())
        .replaceAll(
            found ->
                "    def __init__(\n"
                    + Pattern.compile(", ")
                        .splitAsStream(Matcher.quoteReplacement(found.group(1)))
                        .map(parameter -> "        " + parameter + ",\n")
                        .collect(Collectors.joining())
                    + "    ):");
  }

  /** With the parameters on one line, if that is not too long. */
  private static String joined(String text) {
    return PARAMETERS
        .matcher(text)
        .replaceAll(
            found -> {
              String inner =
                  found.group(1).lines().map(String::strip).collect(Collectors.joining(" "));
              String line =
                  "    def __init__(%s):".formatted(inner.substring(0, inner.length() - 1));
              return Matcher.quoteReplacement(line.length() > WIDTH ? found.group() : line);
            });
  }
}
