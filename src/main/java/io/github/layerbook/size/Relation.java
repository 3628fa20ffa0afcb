package io.github.layerbook.size;

/** How two sizes must relate. */
public enum Relation {
  /** The size is not larger than the limit. */
  AT_MOST("is larger than"),
  /** The size is not smaller than the limit. */
  AT_LEAST("is smaller than"),
  /** The size equals the limit. */
  EQUAL("is not"),
  /** The size equals the limit, or one of the two is 1 and repeated along the other. */
  EQUAL_OR_ONE("is not"),
  /** The size is a multiple of the limit. */
  MULTIPLE_OF("is not divisible by");

  private final String violation;

  Relation(String violation) {
    this.violation = violation;
  }

  /** Returns whether the relation holds. */
  public boolean holds(long found, long limit) {
    return switch (this) {
      case AT_MOST -> found <= limit;
      case AT_LEAST -> found >= limit;
      case EQUAL -> found == limit;
      case EQUAL_OR_ONE -> found == limit || found == 1 || limit == 1;
      case MULTIPLE_OF -> limit > 0 && found % limit == 0;
    };
  }

  /** Returns what to say of two sizes that do not relate so: {@code is larger than}. */
  public String violation() {
    return violation;
  }
}
