package io.github.layerbook.notation;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.layer.form.OptionNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How to write what stands at a layer and is none of its options, by what it looks like. */
final class Fixes {
  private static final List<String> SHARING =
      List.of("tied", "tie", "tying", "shared", "share", "sharing", "weights", "weight");

  /** A word and what it is about: {@code tied=fc1}, {@code shared with fc1}, {@code shared}. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "(?<word>\\p{L}+)(?:_\\p{L}+)*"
              + "(?:(?:\\s*=\\s*|\\s+(?:of|from|with|to|as|by)\\s+)(?<name>[\\p{L}_][\\p{L}\\p{N}_.-]*))?"
              + "(?<rest>.*)");

  private static final Pattern NUMBERS =
      Pattern.compile("(?<number>-?[0-9.]+(?:[xX][0-9.]+)*)(?<rest>.*)");

  /** What frameworks take that changes no count. */
  private static final Pattern FREE =
      Pattern.compile(
          "eps|epsilon|momentum|negative_slope|alpha|batch_first|data_format|dtype|device|name|seed"
              + "|trainable|.*_(?:initializer|regularizer|constraint)");

  private Fixes() {}

  /** Returns how to write an option that a form does not have, or whose value cannot be read. */
  static String of(OptionException e, LayerForm form) {
    String culprit = e.culprit();
    String usage = "it is written " + form.usage();
    List<String> meant = OptionNames.like(culprit, form.options());
    if (!meant.isEmpty()) {
      return "did you mean " + String.join(" or ", meant) + "? " + usage;
    } else if (SHARING.contains(culprit.toLowerCase(Locale.ROOT).replaceAll("_.*", ""))) {
      return sharing("NAME");
    } else if (FREE.matcher(culprit.toLowerCase(Locale.ROOT)).matches()) {
      return "leave it out, it changes no count; " + usage;
    } else if (culprit.equalsIgnoreCase("activation")) {
      return "write the activation as a layer of its own, on the next line: relu";
    }
    return usage;
  }

  /**
   * Returns how to write what stands behind a layer and is neither an option nor a claim.
   *
   * @param tail what stands there
   * @param form the layer's form
   * @param otherwise what to say of what looks like nothing
   */
  static String of(Cell tail, LayerForm form, String otherwise) {
    Matcher numbers = NUMBERS.matcher(tail.content());
    if (numbers.matches()) {
      return number(numbers.group("number"), numbers.group("rest").isBlank(), form);
    }
    Matcher about = ABOUT.matcher(tail.content());
    if (about.matches()) {
      String word = about.group("word").toLowerCase(Locale.ROOT);
      String name = Optional.ofNullable(about.group("name")).orElse("NAME");
      boolean sharing = !NearestWords.to(word, SHARING).isEmpty();
      if (sharing && about.group("rest").isBlank()) {
        return sharing(name);
      } else if (form.options().contains(word)) {
        return "write " + word + " with its value, as in " + form.usage();
      }
    }
    return otherwise;
  }

  /** Returns whether what stands behind a layer is about sharing weights, and nothing else. */
  static boolean isSharing(Cell tail) {
    Matcher about = ABOUT.matcher(tail.content());
    return about.matches()
        && about.group("rest").isBlank()
        && SHARING.contains(about.group("word").toLowerCase(Locale.ROOT));
  }

  private static String sharing(String name) {
    return "write weights of " + name + " to share the weights of the layer of that name";
  }

  private static String number(String number, boolean alone, LayerForm form) {
    String word = form.words().get(0);
    Optional<String> option =
        alone
            ? form.otherOptions().stream().filter(o -> form.takes(o, number)).findFirst()
            : Optional.empty();
    return option
            .map(name -> "write " + name + "=" + number + " if that is meant; ")
            .orElse(form.requiredOptions().isEmpty() ? word + " takes no number; " : "")
        + "it is written "
        + form.usage();
  }
}
