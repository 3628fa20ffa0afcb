package io.github.layerbook.layer;

import io.github.layerbook.size.Expression;
import io.github.layerbook.size.Relation;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A condition on sizes without which a layer cannot be built; checked at once where the sizes are
 * known, a guard of the sweep where they are not.
 *
 * @param subject what is restricted, such as {@code kernel height}
 * @param found its size
 * @param relation how it must relate to the limit
 * @param limitName what limits it, such as {@code padded input height}; empty for a plain number
 * @param limit the limit
 * @param fix how to fix a violation, as an instruction
 */
public record Requirement(
    String subject, Size found, Relation relation, String limitName, Size limit, String fix) {
  /**
   * What is restricted: a requirement's first half.
   *
   * @param name what it is called in a message, such as {@code kernel height}
   * @param found its size
   */
  public record Subject(String name, Size found) {
    /** Requires a relation to a limit; the last argument says how to fix a violation. */
    public Requirement is(Relation relation, String limitName, Size limit, String fix) {
      return new Requirement(name, found, relation, limitName, limit, fix);
    }

    /** Requires at most a limit. */
    public Requirement atMost(String limitName, Size limit, String fix) {
      return is(Relation.AT_MOST, limitName, limit, fix);
    }

    /** Requires at least a limit. */
    public Requirement atLeast(String limitName, Size limit, String fix) {
      return is(Relation.AT_LEAST, limitName, limit, fix);
    }

    /** Requires a size to be the same as another. */
    public Requirement equalTo(String limitName, Size limit, String fix) {
      return is(Relation.EQUAL, limitName, limit, fix);
    }

    /** Requires a multiple of another size. */
    public Requirement multipleOf(String limitName, Size limit, String fix) {
      return is(Relation.MULTIPLE_OF, limitName, limit, fix);
    }
  }

  /** Begins the requirement of a size under the name that it has in a message. */
  public static Subject that(String subject, Size found) {
    return new Subject(subject, found);
  }

  /** Makes the requirement that a size is at least 1. */
  public static Requirement positive(String subject, Size found) {
    return that(subject, found).atLeast("", Size.of(1), "use at least 1");
  }

  /**
   * Makes the requirements on channels in groups: the groups divide input and output channels. One
   * group, as nearly all convolutions have it, divides any number.
   */
  public static List<Requirement> grouped(Size groups, Size in, Size out) {
    if (groups instanceof Size.Constant number && number.value() == 1) {
      return List.of();
    }
    String fix = "use a number of groups that divides both input and output channels";
    return List.of(
        positive("groups", groups),
        that("input channels", in).multipleOf("groups", groups, fix),
        that("output channels", out).multipleOf("groups", groups, fix));
  }

  /**
   * Makes the requirement that an extent is what an option states it to be; none if it states
   * nothing.
   *
   * @param option the option's name, such as {@code in}
   * @param stated what it states
   * @param subject what it is stated of, such as {@code input channels}
   * @param found the extent
   */
  public static List<Requirement> stated(
      String option, @Nullable Size stated, String subject, Size found) {
    return stated == null
        ? List.of()
        : List.of(
            that(subject, found)
                .equalTo(
                    option + "=",
                    stated,
                    "state what the layer before it gives, or leave " + option + " out"));
  }

  /** Returns whether the sizes are known. */
  public boolean isKnown() {
    return found.isKnown() && limit.isKnown();
  }

  /** Returns whether the requirement holds; the sizes must be known. */
  public boolean holds() {
    return relation.holds(found.value(), limit.value());
  }

  /** Returns the sentence that says what is violated and how to fix it. */
  public String violation() {
    return violation(Size::toString);
  }

  /**
   * Returns that sentence with sizes as another medium writes them.
   *
   * @param print writes a size; settled sizes are written as numbers
   */
  public String violation(Function<Size, String> print) {
    String derivation =
        limit.unnamed() instanceof Expression ? " (" + print.apply(limit) + ")" : "";
    String name = limitName.isEmpty() || limitName.endsWith("=") ? limitName : limitName + " ";
    return "%s %s %s %s%s%s: %s"
        .formatted(
            subject,
            print.apply(found.settled()),
            relation.violation(),
            name,
            print.apply(limit.settled()),
            derivation,
            fix);
  }
}
