package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Requirement;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heads of an attention: how many ask and are asked, and how wide each is.
 *
 * @param number how many heads queries have
 * @param keyheads how many keys and values have; as many as queries if none is given
 * @param headsize features of a query or key in a head; those of all divided by heads if none
 * @param width the features that are divided
 */
record Heads(Size number, @Nullable Size keyheads, @Nullable Size headsize, Size width) {
  /** The heads of queries. */
  Size asking() {
    return number.named("h");
  }

  /** The heads of keys and values. */
  Size asked() {
    return keyheads == null ? asking() : keyheads.named("h", "k");
  }

  /** The features of a query or key in a head. */
  Size size() {
    return (headsize == null ? width.dividedBy(asking()) : headsize).named("d");
  }

  /** The features of a query in all heads. */
  Size ofQueries() {
    return Size.product(asking(), size());
  }

  /** The features of a key in all heads. */
  Size ofKeys() {
    return Size.product(asked(), size());
  }

  /**
   * That heads divide the features unless their size is stated, and that the heads of keys divide
   * them.
   *
   * @param features what the features are called in a message
   */
  List<Requirement> requirements(String features) {
    List<Requirement> all = new ArrayList<>();
    all.add(Requirement.positive("heads", number));
    if (headsize == null) {
      all.add(
          Requirement.that("the number of " + features, width)
              .multipleOf(
                  "heads",
                  number,
                  "use a number of heads that divides the features, or state headsize"));
    }
    if (keyheads != null) {
      all.add(Requirement.positive("keyheads", keyheads));
      all.add(
          Requirement.that("heads", number)
              .multipleOf("keyheads", keyheads, "use as many key heads as divide the heads"));
    }
    return all;
  }
}
