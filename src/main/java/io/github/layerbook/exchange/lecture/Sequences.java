package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.exchange.outline.Step;
import io.github.layerbook.exchange.outline.Written;
import io.github.layerbook.exchange.rewriting.Expansions;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.recurrent.Recurrent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What sentences say of sequences: recurrent layers and embeddings, and how long the sequences are.
 */
final class Sequences {
  /** So long a sequence is taken to be where nothing tells. */
  static final long LENGTH = 100;

  private static final Pattern RECURRENT =
      Pattern.compile("\\b(?:bi-?)?(lstm|gru|rnn|recurrent)s?\\b");
  private static final Pattern UNITS =
      Pattern.compile(
          "(\\d{1,6})[- ]*(?:hidden |lstm |gru |memory |recurrent"
              + " )*(?:units?|cells?|neurons?|nodes?|dimensional|hidden)\\b|(?:hidden|units|state)(?:"
              + " size| units| state|"
              + " dimension)*\\s*(?:of|is|=|:)?\\s*(\\d{1,6})\\b|(?:lstm|gru|rnn)s?\\s*(?:layer"
              + " )?(?:\\(|-|of|with)?\\s*(\\d{1,6})\\b");
  private static final Pattern LAYERS =
      Pattern.compile(
          "\\b(\\d{1,2})[- ](?:stacked"
              + " )?(?:layers?|layered|stacked)\\b|\\bnum_layers\\s*=\\s*(\\d{1,2})");
  private static final Pattern BOTH = Pattern.compile("\\bbi-?(?:directional|lstm|gru)");
  private static final Pattern EMBEDDING = Pattern.compile("\\bembed");
  private static final Pattern WORDS =
      Pattern.compile(
          "(\\d{1,8})[- ]*(?:different |unique"
              + " )?(?:words|tokens|items|entries|symbols|characters)\\b|vocab\\w*(?:"
              + " size)?\\s*(?:of|is|=|:)?\\s*(\\d{1,8})");
  private static final Pattern WIDTH =
      Pattern.compile(
          "(\\d{1,6})[-"
              + " ]*(?:dimensions?|dimensional|d|features|dims?)\\b|(?:dimension|size|width|dim)s?\\s*(?:of|is|=|:)?\\s*(\\d{1,6})");
  private static final Pattern STEPS =
      Pattern.compile(
          "(\\d{1,6})[- ]*(?:time[-"
              + " ]?)?steps?\\b|(?:length|steps)\\s*(?:of|is|=|:)?\\s*(\\d{1,6})|(\\d{1,6})[-"
              + " ](?:word|token)s? (?:long|sequences?|sentences?)");
  private static final Pattern FEATURES =
      Pattern.compile(
          "(\\d{1,6})[- ]*(?:input )?(?:features|inputs|variables|channels)\\b|inputs?(?: of)?(?:"
              + " size| dim\\w*| features)+\\s*(?:of|is|=|:)?\\s*(\\d{1,6})");

  private Sequences() {}

  /** Returns the recurrent layer or the embedding that a phrase speaks of, if it tells its size. */
  static Optional<LayerPhrase> layer(String said) {
    String plain = Written.plain(said);
    Matcher recurrent = RECURRENT.matcher(plain);
    if (EMBEDDING.matcher(plain).find()) {
      return number(WORDS, plain)
          .flatMap(
              words ->
                  number(WIDTH, WORDS.matcher(plain).replaceFirst(" "))
                      .map(width -> LayerPhrase.plain(Embedding.of(words, width))));
    }
    return recurrent.find()
        ? number(UNITS, plain).map(units -> LayerPhrase.plain(recurrent(recurrent, plain, units)))
        : Optional.empty();
  }

  /** Returns whether a phrase speaks of such a layer, whatever it tells. */
  static boolean isMeant(String said) {
    String plain = Written.plain(said);
    return RECURRENT.matcher(plain).find() || EMBEDDING.matcher(plain).find();
  }

  private static Layer recurrent(Matcher found, String plain, long units) {
    Recurrent.Kind kind =
        switch (found.group(1)) {
          case "lstm" -> Recurrent.Kind.LSTM;
          case "gru" -> Recurrent.Kind.GRU;
          default -> Recurrent.Kind.RNN;
        };
    int layers = number(LAYERS, plain).map(Long::intValue).orElse(1);
    return with(Recurrent.of(kind, units), layers, BOTH.matcher(plain).find(), true);
  }

  private static Layer with(Recurrent layer, int layers, boolean both, boolean sequence) {
    return Expansions.with(
        layer,
        "layers",
        layers,
        "bidirectional",
        both,
        "singlebias",
        true,
        "sequence",
        sequence,
        "states",
        false);
  }

  /** Returns the layers with the last step alone given on where no recurrent layer follows. */
  static List<Step> ended(List<Step> steps) {
    List<Step> ended = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean weighted = areRecurrent(steps.subList(i + 1, steps.size()));
      Optional<Recurrent> recurrent = recurrent(step);
      ended.add(
          recurrent.isPresent() && !weighted
              ? step.with(
                  LayerPhrase.plain(
                      with(
                          recurrent.get(),
                          recurrent.get().layers(),
                          recurrent.get().bidirectional(),
                          false)))
              : step);
    }
    return ended;
  }

  /** Returns whether one of the layers is recurrent. */
  static boolean areRecurrent(List<Step> steps) {
    return steps.stream().anyMatch(step -> recurrent(step).isPresent());
  }

  private static Optional<Recurrent> recurrent(Step step) {
    return step.phrase().plain().filter(Recurrent.class::isInstance).map(Recurrent.class::cast);
  }

  /**
   * Returns the input of layers that read sequences, channels first: the length alone before an
   * embedding; empty where the first layer reads none, or no number of features is told.
   */
  static Optional<List<Long>> input(String text, List<Step> steps) {
    Optional<Layer> first = steps.stream().findFirst().flatMap(step -> step.phrase().plain());
    String plain = Written.plain(text);
    long length = number(STEPS, plain).orElse(LENGTH);
    if (first.isPresent() && first.get() instanceof Embedding) {
      return Optional.of(List.of(length));
    }
    return first.isPresent() && first.get() instanceof Recurrent
        ? number(FEATURES, plain).map(features -> List.of(features, length))
        : Optional.empty();
  }

  /** Returns whether a text tells how long its sequences are. */
  static boolean tellsLength(String text) {
    return number(STEPS, Written.plain(text)).isPresent();
  }

  private static Optional<Long> number(Pattern pattern, String plain) {
    Matcher matcher = pattern.matcher(plain);
    return matcher.find() ? Written.group(matcher).map(Long::valueOf) : Optional.empty();
  }
}
