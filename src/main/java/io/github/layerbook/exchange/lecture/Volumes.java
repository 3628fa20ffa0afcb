package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Habits;
import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.exchange.outline.Outline;
import io.github.layerbook.exchange.outline.Step;
import io.github.layerbook.exchange.outline.Written;
import io.github.layerbook.exchange.outline.WrittenShape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A volume in brackets, and the layer that it is the output of, a line. */
final class Volumes {
  private static final String LABELLED = "(?:([^:\\[(\\n]{1,40}):\\s*(?=\\[))?";
  private static final Pattern LINE =
      Pattern.compile(
          "^[\\s*•-]*"
              + LABELLED
              + "[\\[(]\\s*(\\d[\\d,]*(?:\\s*[xX×*]\\s*\\d[\\d,]*){0,3})\\s*[\\])]\\s*[:.-]?\\s*(\\S.*)$");
  private static final Pattern VOLUME =
      Pattern.compile("(?m)^[\\s*•-]*" + LABELLED + "[\\[(]\\s*\\d[\\d,]*\\s*[xX×*]\\s*\\d");
  private static final Pattern INPUT = Pattern.compile("(?i)^(?:the )?(?:input|image|data)\\b.*");
  private static final Pattern LABEL = Pattern.compile("^([^:]{1,40}):\\s*(.*)$");
  /** What follows the layer: {@code memory: 224*224*64=3.2M weights: (3*3*3)*64 = 1,728}. */
  private static final Pattern COSTS =
      Pattern.compile("(?i)\\b(?:memory|weights|params|parameters)\\s*:.*$");

  /** A kernel and filters in a label: {@code CONV3-64}. */
  private static final Pattern SIZED = Pattern.compile("(?i)^\\W*conv(\\d{1,2})-(\\d{1,5})\\s*$");

  private static final Pattern NAME = Pattern.compile("[\\p{L}_]+[\\d_]+");
  private static final Pattern SUM = Pattern.compile("(?i)^\\W*(?:grand\\s+)?total\\b.*");

  private Volumes() {}

  static boolean recognises(String text) {
    List<Matcher> volumes = text.lines().map(LINE::matcher).filter(Matcher::matches).toList();
    boolean enough = volumes.size() > 1 || text.strip().lines().count() == 1;
    return enough
        && VOLUME.matcher(text).find()
        && volumes.stream().anyMatch(line -> phrase(said(line)).isPresent());
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    Outline outline = new Outline(Habits.OF_LECTURES);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher volume = LINE.matcher(line);
      if (volume.matches()) {
        add(outline, number, line, volume);
      } else if (!line.isBlank() && line.matches(".*\\d.*") && !SUM.matcher(line).matches()) {
        outline.problem(
            number,
            "this is not a volume and its layer, such as [55x55x96] CONV1: 96 11x11 filters");
      }
    }
    return outline.read(options, text);
  }

  private static void add(Outline outline, int number, String line, Matcher volume) {
    List<Long> extents = Written.numbers(volume.group(2).replaceAll("[xX×*]", " "));
    String said = said(volume);
    if (INPUT.matcher(said).matches() && !outline.hasInput() && outline.steps().isEmpty()) {
      outline.input(WrittenShape.image(extents, true));
      return;
    }
    Optional<LayerPhrase> phrase = phrase(said);
    if (phrase.isEmpty()) {
      outline.problem(number, "“%s” is not understood as a layer".formatted(said.strip()));
      return;
    }
    outline.add(Step.of(number, line, name(said), phrase.get()).shaped(extents));
  }

  /** What a line says beside the volume, which may stand between the layer's name and the rest. */
  private static String said(Matcher volume) {
    String rest = COSTS.matcher(volume.group(3)).replaceFirst("");
    return volume.group(1) == null ? rest : volume.group(1) + ": " + rest;
  }

  private static Optional<LayerPhrase> phrase(String said) {
    Matcher label = LABEL.matcher(said);
    Matcher sized = SIZED.matcher(label.matches() ? label.group(1) : "");
    if (sized.matches()) {
      long kernel = Long.parseLong(sized.group(1));
      return Optional.of(LayerPhrase.convolution(kernel, Long.parseLong(sized.group(2))));
    }
    return label.matches()
        ? LayerPhrase.read(label.group(1), label.group(2))
        : LayerPhrase.read(NAME.matcher(said).lookingAt() ? said : "", said);
  }

  /** The last word of a label: POOL1 of {@code MAX POOL1: …}. */
  private static String name(String said) {
    Matcher label = LABEL.matcher(said);
    String before = label.matches() ? label.group(1) : said.strip().split("\\s", 2)[0];
    Matcher name = NAME.matcher(before);
    String last = "";
    while (name.find()) {
      last = name.group();
    }
    return last;
  }
}
