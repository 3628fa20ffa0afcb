package io.github.layerbook.exercise;

import io.github.layerbook.exercise.DelimitedText.Line;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The students who get sheets, in the order of their list.
 *
 * @param students their names or numbers, each once; control characters are spaces in them
 */
public record Roster(List<String> students) {
  private static final Set<String> HEADINGS =
      Set.of("student", "students", "name", "names", "id", "student id", "student_id", "username");

  /** What neither shows nor may stand in XML, and what ends a line. */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069\\ufffe\\uffff]+");

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Zs}]+");
  private static final int LONGEST = 200;
  private static final int MOST = 5_000;

  /** Copies the list. */
  public Roster {
    students = List.copyOf(students);
  }

  /**
   * Reads a list: a student a line, or a table separated by commas, semicolons or tabs whose first
   * column is the student. A first row that names its columns and blank lines are passed over.
   *
   * @param text the list
   * @param table whether it is surely a table, as its file's name says; a text with quotes or a
   *     heading of several columns is taken for one anyway
   * @throws IllegalArgumentException naming the line, if a student stands there twice, a row has
   *     none, or there is no student at all
   */
  public static Roster read(String text, boolean table) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    List<Line> rows = rows(text.startsWith("\ufeff") ? text.substring(1) : text, table);
    for (Line row : rows) {
      String student = clean(row.cells().get(0));
      boolean heading = row.number() == rows.get(0).number() && isHeading(student);
      if (heading || row.cells().stream().allMatch(cell -> clean(cell).isEmpty())) {
        continue;
      }
      check(student, row.number());
      Integer before = lines.putIfAbsent(student, row.number());
      if (before != null) {
        throw new IllegalArgumentException(
            "line %d of the list of students: “%s” stands on line %d already; each student once, please"
                .formatted(row.number(), student, before));
      }
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(
          "line 1 of the list of students: it names no student; write one a line, or a table whose"
              + " first column is the student");
    } else if (lines.size() > MOST) {
      throw new IllegalArgumentException(
          "the list names %,d students, more than %,d: split it".formatted(lines.size(), MOST));
    }
    return new Roster(new ArrayList<>(lines.keySet()));
  }

  private static void check(String student, int line) {
    if (student.isEmpty()) {
      throw new IllegalArgumentException(
          "line %d of the list of students: its first column is empty; name the student there"
              .formatted(line));
    } else if (student.length() > LONGEST) {
      throw new IllegalArgumentException(
          "line %d of the list of students: a name of %,d characters is longer than %d; name a list of"
                  .formatted(line, student.length(), LONGEST)
              + " students, one a line");
    }
  }

  private static List<Line> rows(String text, boolean table) {
    List<Line> plain = DelimitedText.lines(text);
    String first =
        plain.stream()
            .map(line -> line.cells().get(0))
            .filter(l -> !l.isBlank())
            .findFirst()
            .orElse("");
    char separator = DelimitedText.separator(first);
    boolean headed =
        first.indexOf(separator) > 0
            && isHeading(clean(first.substring(0, first.indexOf(separator))));
    boolean quoted = plain.stream().anyMatch(line -> line.cells().get(0).startsWith("\""));
    List<Line> rows = table || headed || quoted ? DelimitedText.table(text, separator) : plain;
    return rows.stream().filter(row -> !String.join("", row.cells()).isBlank()).toList();
  }

  private static boolean isHeading(String cell) {
    return HEADINGS.contains(cell.replace("\"", "").strip().toLowerCase(Locale.ROOT));
  }

  private static String clean(String cell) {
    String composed = Normalizer.normalize(cell, Normalizer.Form.NFC);
    return SPACES.matcher(UNSEEN.matcher(composed).replaceAll(" ")).replaceAll(" ").strip();
  }
}
