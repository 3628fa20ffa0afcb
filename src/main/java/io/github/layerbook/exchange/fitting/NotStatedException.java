package io.github.layerbook.exchange.fitting;

/** Says that a row is no layer that its text tells. */
public final class NotStatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The row's line, from 1. */
  private final int line;

  /** The row's name. */
  private final String name;

  /** Makes the exception with the reason. */
  public NotStatedException(int line, String name, String why) {
    super(why, null, false, false);
    this.line = line;
    this.name = name;
  }

  /** Returns the row's name. */
  public String name() {
    return name;
  }

  /** Returns what the reader is told. */
  public String note() {
    return "line %d, %s: %s; so the rows are listed, and how data flows between them is open"
        .formatted(line, name, getMessage());
  }
}
