package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.LowRank;
import io.github.layerbook.notation.Notation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and prints changes to networks. */
final class EditText {
  private static final String FORMS =
      "write fc1.out=2048, conv*.out*=0.5, input=384x384x3, -dropout1, conv1_1+=batchnorm,"
          + " fc1: conv 7x7-4096 or lora 16 on q_proj,v_proj";

  private static final String ADDRESS =
      "[^\\s=:+*−-](?:[^\\s=:+]*[^\\s=:+*])?|\\*[^\\s=:+]*[^\\s=:+*]";
  private static final Pattern REMOVAL = Pattern.compile("[-−]\\s*(\\S+)");
  private static final Pattern INSERTION =
      Pattern.compile(
          "(?<after>[^\\s=:]+?)\\s*\\+=\\s*(?:(?<name>[^\\s=:]+)\\s*:\\s*)?(?<layer>.+)");
  private static final Pattern OPTION =
      Pattern.compile("(?:" + ADDRESS + ")(?::[0-9]+)?\\s*\\*?=.*");
  private static final Pattern REPLACEMENT =
      Pattern.compile("(?<layers>[^\\s=:]+)\\s*:\\s*(?<layer>[^\\s0-9].*)");
  private static final Pattern BEGINNING =
      Pattern.compile(
          "[-−][\\p{L}*_].*|[^\\s=:]+\\+=.*|[^\\s=:]+:[^\\s0-9].*|(?i:lora)(?:[=-]?[0-9].*)?");

  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)(?:#|//).*");

  private final Notation notation;

  EditText(Notation notation) {
    this.notation = notation;
  }

  /** Reads one change. */
  Edit one(String text) {
    String edit = text.strip();
    Matcher matcher = REMOVAL.matcher(edit);
    if (matcher.matches()) {
      return new Edit.Removal(new OptionAddress(matcher.group(1)));
    }
    if (LowRank.begins(edit)) {
      return new Edit.Adapted(LowRank.parse(edit));
    }
    matcher = INSERTION.matcher(edit);
    if (matcher.matches()) {
      String name = matcher.group("name") == null ? "" : matcher.group("name");
      Layer layer = notation.layer(matcher.group("layer"));
      return new Edit.Insertion(new OptionAddress(matcher.group("after")), name, layer);
    }
    if (OPTION.matcher(edit).matches()) {
      return new Edit.Option(Knob.parse(edit));
    }
    matcher = REPLACEMENT.matcher(edit);
    if (matcher.matches()) {
      Layer layer = notation.layer(matcher.group("layer"));
      return new Edit.Replacement(new OptionAddress(matcher.group("layers")), layer);
    }
    throw new OptionException(edit, "\"" + edit + "\" is not a change: " + FORMS);
  }

  /** Reads changes with blanks or line ends between them. */
  List<Edit> all(String text) {
    List<Edit> edits = new ArrayList<>();
    text.lines()
        .map(line -> COMMENT.matcher(line).replaceFirst(""))
        .forEach(line -> split(line).forEach(edit -> edits.add(one(edit))));
    return edits;
  }

  /** Takes blanks out where they cannot separate, and puts words together that are one change. */
  private static List<String> split(String line) {
    String tight =
        line.replaceAll("\\s*(\\+=|\\*=|=)\\s*", "$1").replaceAll("\\s*:\\s+|\\s+:(?=\\S)", ":");
    List<String> edits = new ArrayList<>();
    boolean inLayer = false;
    for (String word : tight.strip().split("\\s+", -1)) {
      boolean begins = BEGINNING.matcher(word).matches();
      boolean option = OPTION.matcher(word).matches();
      boolean own = option && (isAddress(word) || (isLowRank(edits) && !LowRank.isOption(word)));
      if (inLayer && !begins && !own) {
        edits.set(edits.size() - 1, edits.get(edits.size() - 1) + " " + word);
      } else if (!word.isEmpty()) {
        edits.add(word);
        inLayer = begins && !REMOVAL.matcher(word).matches();
      }
    }
    return edits;
  }

  /** Returns whether the last edit puts adapters beside modules. */
  private static boolean isLowRank(List<String> edits) {
    return !edits.isEmpty() && LowRank.begins(edits.get(edits.size() - 1));
  }

  /** Returns whether the text before the equals sign is not a layer's option. */
  private static boolean isAddress(String word) {
    String name = word.substring(0, word.indexOf('='));
    return name.contains(".") || name.contains("*") || name.equals("input");
  }

  static void checkOneValue(Knob knob) {
    if (knob.values().size() != 1) {
      throw new OptionException(
          knob.name(),
          "%s gets %d values, a change has one: use a sweep to try several"
              .formatted(knob.name(), knob.values().size()));
    }
  }

  static String print(Layer layer) {
    return LayerForm.of(layer).print(layer);
  }
}
