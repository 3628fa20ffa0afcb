package io.github.layerbook.layer;

import io.github.layerbook.size.Size;

/**
 * A condition on sizes without which a layer cannot be built; checked at once where the sizes are
 * known, a guard of the sweep where they are not.
 *
 * @param subject what is restricted, such as {@code kernel height}
 * @param found its size
 * @param relation how it must relate to the limit
 * @param limitName what limits it, such as {@code padded input height}; empty for a plain number
 * @param limit the limit
 * @param mend how to mend a violation, as an instruction
 */
public record Requirement(
    String subject, Size found, Relation relation, String limitName, Size limit, String mend) {
  /** How two sizes must relate. */
  public enum Relation {
    /** The size is not larger than the limit. */
    AT_MOST("is larger than"),
    /** The size is not smaller than the limit. */
    AT_LEAST("is smaller than"),
    /** The size equals the limit. */
    EQUAL("is not"),
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
        case MULTIPLE_OF -> limit > 0 && found % limit == 0;
      };
    }
  }

  /** Makes the requirement that a size is at least 1. */
  public static Requirement positive(String subject, Size found) {
    return new Requirement(subject, found, Relation.AT_LEAST, "", Size.of(1), "use at least 1");
  }

  /** Returns whether the sizes are known. */
  public boolean isKnown() {
    return found.isKnown() && limit.isKnown();
  }

  /** Returns whether the requirement holds; the sizes must be known. */
  public boolean holds() {
    return relation.holds(found.value(), limit.value());
  }

  /** Returns the sentence that says what is violated and how to mend it. */
  public String violation() {
    String derivation = limit.unnamed() instanceof Size.Expression ? " (" + limit + ")" : "";
    String name = limitName.isEmpty() ? "" : limitName + " ";
    return "%s %s %s %s%s%s: %s"
        .formatted(
            subject, found.settled(), relation.violation, name, limit.settled(), derivation, mend);
  }
}
