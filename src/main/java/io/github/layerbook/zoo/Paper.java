package io.github.layerbook.zoo;

/**
 * A publication.
 *
 * @param authors the authors' names: {@code Simonyan and Zisserman}
 * @param year the year in which it first appeared
 * @param title its title
 * @param where where to find it: {@code arXiv:1409.1556}
 */
public record Paper(String authors, int year, String title, String where) {
  /** Returns it as a reference: authors (year), title, where. */
  @Override
  public String toString() {
    return "%s (%d), “%s”, %s".formatted(authors, year, title, where);
  }
}
