package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Subject;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.network.Node;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what claims are about.
 *
 * <p>A description such as {@code CONV3-64} stands for the next such layer after the one that was
 * spoken of before; {@code INPUT} begins again. A description that is also the name of a layer
 * ({@code pool2}) means that layer, unless the text uses it on several lines and such layers exist.
 */
final class Subjects {
  private static final Pattern NUMBERED = Pattern.compile("(?<word>[a-z]+)(?<number>[0-9]{1,6})");

  private final Report report;
  private final Map<String, Integer> byPath = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final Map<String, TreeSet<Integer>> byDescription = new HashMap<>();
  private final Map<Subject, Target> found = new HashMap<>();
  private final Set<String> repeated = new HashSet<>();
  private int spokenOf = -1;

  /**
   * What a claim is about, found.
   *
   * @param name its name in the network; empty where it was not found
   * @param rows its layers; none where it was not found
   * @param problem why it was not found, or what is wrong with it; may be empty
   */
  record Target(String name, List<Row> rows, String problem) {}

  private Subjects(Report report) {
    this.report = report;
    for (int i = 0; i < report.rows().size(); i++) {
      Node node = report.rows().get(i).node();
      LayerForm form = LayerForm.of(node.layer());
      byPath.put(node.path(), i);
      names.merge(node.name(), 1, Integer::sum);
      for (String head : new HashSet<>(List.of("", form.head(node.layer())))) {
        byDescription
            .computeIfAbsent(key(form.words().get(0), head), any -> new TreeSet<>())
            .add(i);
      }
    }
    for (int i = report.rows().size() - 1; i >= 0; i--) {
      byPath.putIfAbsent(report.rows().get(i).name(), i);
    }
  }

  /** Finds the subjects of a text's claims, in the text's order. */
  static Subjects of(Report report, List<Claim> claims) {
    Subjects subjects = new Subjects(report);
    Set<Integer> places = new HashSet<>();
    Set<String> texts = new HashSet<>();
    for (Claim claim : claims) {
      if (claim.subject() instanceof Subject.Described d && places.add(d.place())) {
        if (!texts.add(lower(d.text()))) {
          subjects.repeated.add(lower(d.text()));
        }
      }
    }
    for (Claim claim : claims) {
      if (!subjects.found.containsKey(claim.subject())) {
        subjects.found.put(claim.subject(), subjects.find(claim.subject()));
      }
    }
    return subjects;
  }

  /** Returns what a claim is about. */
  Target target(Claim claim) {
    Target target = found.get(claim.subject());
    return target == null ? find(claim.subject()) : target;
  }

  private Target find(Subject subject) {
    if (subject instanceof Subject.Total) {
      return new Target("total", report.rows(), "");
    } else if (subject instanceof Subject.Named named) {
      return named(named.name());
    } else if (subject instanceof Subject.Described described) {
      return described(described);
    } else if (subject instanceof Subject.Run run) {
      return run(run);
    }
    return new Target("", List.of(), "the line names no layer");
  }

  private Target named(String name) {
    Integer row = byPath.get(name);
    if (row != null) {
      return row(row);
    }
    List<Row> block = rows(name);
    if (!block.isEmpty()) {
      return new Target(name, block, "");
    }
    Target numbered = numbered(name);
    if (numbered != null) {
      return numbered;
    }
    String before = report.network().name() + ".";
    if (before.length() > 1 && name.startsWith(before)) {
      return named(name.substring(before.length()));
    }
    return plain(name).equals(plain(report.network().name()))
        ? new Target("total", report.rows(), "")
        : new Target("", List.of(), network() + " has no layer or block " + name);
  }

  /** A name's letters and digits alone: VGG-16 is vgg16. */
  private static String plain(String name) {
    return lower(name).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** The n-th layer of a word, {@code fc2}, where no layer has that name. */
  private @Nullable Target numbered(String name) {
    Matcher matcher = NUMBERED.matcher(lower(name));
    if (!matcher.matches()) {
      return null;
    }
    TreeSet<Integer> rows = byDescription.get(key(matcher.group("word"), ""));
    int number = Integer.parseInt(matcher.group("number"));
    return rows == null || number < 1 || number > rows.size()
        ? null
        : row(List.copyOf(rows).get(number - 1));
  }

  private Target described(Subject.Described described) {
    String key = key(described.word(), described.head());
    TreeSet<Integer> rows = byDescription.getOrDefault(key, new TreeSet<>());
    boolean next = !rows.isEmpty() && repeated.contains(lower(described.text()));
    Target named = named(described.text());
    if (!next && !named.rows().isEmpty()) {
      spokenOf = byPath.getOrDefault(named.name(), spokenOf);
      return named;
    }
    Integer row = rows.higher(described.word().equals("input") ? -1 : spokenOf);
    if (row == null) {
      return new Target("", List.of(), noFurther(described.text(), rows.isEmpty()));
    }
    spokenOf = row;
    return row(row);
  }

  private String noFurther(String text, boolean none) {
    return none || spokenOf < 0
        ? network() + " has no layer " + text
        : network() + " has no " + text + " after " + name(report.rows().get(spokenOf));
  }

  private Target run(Subject.Run run) {
    List<List<Row>> runs = runs(key(run.word(), run.head()));
    if (run.place() >= runs.size()) {
      String which = run.place() == 0 ? "" : " a further time";
      return new Target("", List.of(), network() + " has no " + run.text() + " in a row" + which);
    }
    List<Row> rows = runs.get(run.place());
    String first = name(rows.get(0));
    String name = rows.size() == 1 ? first : first + " … " + name(rows.get(rows.size() - 1));
    String problem =
        rows.size() == run.times()
            ? ""
            : "%s stands %d times in a row, not %d".formatted(run.text(), rows.size(), run.times());
    return new Target(name, rows, problem);
  }

  /** Equal layers in a row; layers between them may keep the shape, as ReLU does. */
  private List<List<Row>> runs(String key) {
    List<List<Row>> runs = new ArrayList<>();
    int last = -1;
    for (int i : byDescription.getOrDefault(key, new TreeSet<>())) {
      if (last < 0 || !keepsShape(last + 1, i)) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(report.rows().get(i));
      last = i;
    }
    return runs;
  }

  private boolean keepsShape(int from, int to) {
    return report.rows().subList(from, to).stream()
        .allMatch(row -> row.applied().inputs().stream().allMatch(in -> same(in, row.output())));
  }

  private static boolean same(Shape one, Shape other) {
    return one.toString().equals(other.toString());
  }

  private List<Row> rows(String block) {
    return report.rows().stream().filter(row -> row.node().isIn(block)).toList();
  }

  private Target row(int index) {
    Row row = report.rows().get(index);
    return new Target(name(row), List.of(row), "");
  }

  /** A layer's name, with its blocks where others have the same. */
  String name(Row row) {
    return names.getOrDefault(row.name(), 0) == 1 ? row.name() : row.node().path();
  }

  private String network() {
    return report.network().name().isEmpty() ? "the network" : report.network().name();
  }

  private static String key(String word, String head) {
    return word + " " + head;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
