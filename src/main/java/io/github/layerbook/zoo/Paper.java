package io.github.layerbook.zoo;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * A publication.
 *
 * @param authors the authors' names: {@code Simonyan and Zisserman}
 * @param year the year in which it first appeared
 * @param title its title
 * @param where where to find it: {@code arXiv:1409.1556}
 */
public record Paper(String authors, int year, String title, String where) {
  private static final String FILE = "papers.txt";

  private static final Map<String, Paper> BIBLIOGRAPHY = bibliography();

  /**
   * Returns a paper of the zoo's bibliography, {@code papers.txt}.
   *
   * @param key its first author and its year: {@code simonyan2014}
   * @throws IllegalArgumentException if there is none
   */
  public static Paper of(String key) {
    Paper paper = BIBLIOGRAPHY.get(key);
    if (paper == null) {
      throw new IllegalArgumentException(FILE + " has no paper " + key);
    }
    return paper;
  }

  private static Map<String, Paper> bibliography() {
    return WrittenNetworks.table(Paper.class, FILE).stream()
        .collect(
            Collectors.toUnmodifiableMap(
                p -> p[0], p -> new Paper(p[1], Integer.parseInt(p[2]), p[3], p[4])));
  }

  /** Returns it as a reference: authors (year), title, where. */
  @Override
  public String toString() {
    return "%s (%d), “%s”, %s".formatted(authors, year, title, where);
  }
}
