package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.fitting.NotStatedException;
import io.github.layerbook.exchange.fitting.Sliding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A row of a summary.
 *
 * @param line the line that it begins with, from 1
 * @param depth how many models it is nested in
 * @param name the layer's name
 * @param type the layer's class
 * @param outputs the extents of each output without the batch, {@link Sliding#OPEN} where the text
 *     leaves them open; none where it does not say
 * @param parameters how many there are; empty where the text does not say
 * @param links the outputs that the layer reads, where the text says
 * @param trainable whether its parameters are trained, where the text says
 */
record SummaryRow(
    int line,
    int depth,
    Written name,
    Written type,
    List<List<Long>> outputs,
    Optional<Long> parameters,
    List<Link> links,
    Optional<Boolean> trainable) {

  SummaryRow {
    outputs = List.copyOf(outputs);
    links = List.copyOf(links);
  }

  /** An output of a layer: which of its uses, and which output of that one. */
  record Link(Written layer, int use, int output) {}

  private SummaryRow with(
      Written newName, Written newType, List<List<Long>> newOutputs, List<Link> newLinks) {
    return new SummaryRow(
        line, depth, newName, newType, newOutputs, parameters, newLinks, trainable);
  }

  /** Returns this under a whole name. */
  SummaryRow named(String whole) {
    return with(new Written(whole, false), type, outputs, links);
  }

  /** Returns this as of another class. */
  SummaryRow typed(String whole) {
    return with(name, new Written(whole, false), outputs, links);
  }

  /** Returns this of channels first with its outputs as they would stand channels last. */
  SummaryRow rotated() {
    return with(name, type, outputs.stream().map(Fitting::channelsLast).toList(), links);
  }

  /** Returns the row of a layer that is run at each step, at one of them. */
  SummaryRow step() {
    return with(name, type, List.of(output().subList(1, output().size())), List.of());
  }

  /** Returns the first output. */
  List<Long> output() {
    return outputs.isEmpty() ? List.of() : outputs.get(0);
  }

  /** Returns whether every extent is told. */
  boolean isClosed() {
    return !outputs.isEmpty()
        && outputs.stream().noneMatch(extents -> extents.contains(Sliding.OPEN));
  }

  /** Returns the row in the words of a claim: {@code conv2d (Conv2D) 36x36x28 784}. */
  String text() {
    String shape =
        outputs.stream()
            .map(
                extents ->
                    extents.stream()
                        .map(e -> e == Sliding.OPEN ? "None" : e.toString())
                        .collect(Collectors.joining("x")))
            .collect(Collectors.joining(", "));
    return "%s (%s) %s %s"
        .formatted(name.text(), type.text(), shape, parameters.map("%,d"::formatted).orElse(""))
        .strip();
  }

  /** Returns that the row is no layer that the text tells. */
  NotStatedException notStated(String why) {
    return new NotStatedException(line, name.text(), why);
  }
}
