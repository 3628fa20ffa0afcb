package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.serving.Device;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.serving.Roofline.Bound;
import io.github.layerbook.serving.Roofline.Phase;
import io.github.layerbook.serving.Roofline.Point;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a device's speed and bandwidth leave of a network's time, one row for each batch and phase.
 *
 * <p>Columns: {@code Phase}, {@code Bound by} and {@code Fits} are texts; {@code Batch}, {@code
 * Operations}, {@code Bytes} and {@code Memory} exact numbers; {@code Milliseconds} (at least) and
 * {@code Tokens per second} (at most) decimals.
 */
public final class RooflineTable {
  private static final double TERA = 1e12;
  private static final Digits NUMBERS = new Digits(Numbers::count, "*", false);

  private RooflineTable() {}

  /** Makes the table. */
  public static ResultTable of(Roofline roofline, List<Long> batches) {
    return new TableForm<Point>()
        .text("Phase", point -> name(point.phase()))
        .count("Batch", Point::batch)
        .figure(
            "Operations",
            Quantity.FLOPS,
            point -> point.operations().value(),
            point -> equation(point.operations()))
        .figure(
            "Bytes",
            Quantity.BYTES,
            point -> point.bytes().value(),
            point -> equation(point.bytes()))
        .decimal(
            "Milliseconds",
            point -> 1_000 * point.seconds(),
            point -> Cell.of(milliseconds(point.seconds())).hover(time(roofline, point)))
        .text("Bound by", point -> name(point.bound()))
        .decimal(
            "Tokens per second",
            Point::tokensPerSecond,
            point -> Cell.of(rate(point.tokensPerSecond())))
        .figure(
            "Memory", Quantity.BYTES, point -> roofline.memory(point.batch()).value(), point -> "")
        .shown(Head.text("Fits"), point -> Cell.of(roofline.fits(point.batch()) ? "✓" : "✗"))
        .data("Fits", point -> roofline.fits(point.batch()) ? "yes" : "no")
        .table(
            roofline.report().network().name(),
            caption(roofline),
            roofline.points(batches),
            notes(roofline));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<Phrase> caption(Roofline roofline) {
    return List.of(
        Phrase.strong(roofline.report().network().name()),
        Phrase.of(
            " — %s on %s: times that no run can beat"
                .formatted(
                    roofline.readsWords()
                        ? Numbers.count(roofline.tokens(), "token")
                        : "one example",
                    devices(roofline))));
  }

  /** The devices, {@code 2 × H100}. */
  static String devices(Roofline roofline) {
    return (roofline.devices() == 1 ? "" : Numbers.count(roofline.devices()) + " × ")
        + roofline.device().title();
  }

  private static List<String> notes(Roofline roofline) {
    List<String> notes = new ArrayList<>();
    Point one = roofline.at(roofline.generates() ? Phase.DECODE : Phase.PREFILL, 1);
    notes.add(
        "%s of one sequence: %s operations, %s."
            .formatted(
                one.phase() == Phase.DECODE ? "A further token" : "Reading",
                equation(one.operations()),
                equation(one.bytes()) + " bytes"));
    notes.add("Its time: " + time(roofline, one) + ".");
    roofline
        .largestBatch()
        .ifPresent(
            batch ->
                notes.add(
                    batch == 0
                        ? "The weights alone do not fit."
                        : "The largest batch that fits is %s: (%s − %s) / %s bytes a sequence."
                            .formatted(
                                Numbers.count(batch),
                                Numbers.count(roofline.device().memory() * roofline.devices()),
                                count(roofline.report().total(Quantity.WEIGHT_MEMORY).value()),
                                count(roofline.cache().value()))));
    roofline
        .turningPrompt()
        .ifPresent(
            tokens ->
                notes.add(
                    "Reading one sequence is bounded by operations from %s on."
                        .formatted(Numbers.count(tokens, "token"))));
    if (roofline.generates()) {
      roofline
          .turningContext()
          .ifPresent(
              tokens ->
                  notes.add(
                      "From a context of %s on a sequence's cache takes longer to read than the weights."
                          .formatted(Numbers.count(tokens, "token"))));
      notes.add(
          roofline.turningBatch().isPresent()
              ? "Decoding is bounded by operations from batch %s on."
                  .formatted(Numbers.count(roofline.turningBatch().getAsLong()))
              : "Decoding is bounded by bandwidth for every batch: each sequence's cache takes"
                  + " longer to read than its operations take.");
    }
    return notes;
  }

  /** A number with what it is made of, where that says more. */
  private static String equation(Size size) {
    String derivation = NUMBERS.print(size);
    String value = count(size.value());
    return derivation.equals(value) ? value : derivation + " = " + value;
  }

  private static String time(Roofline roofline, Point point) {
    NumberType type = roofline.report().settings().type();
    Device device = roofline.device();
    String operations =
        "%s / %s TFLOP/s = %s ms"
            .formatted(
                count(point.operations().value()),
                Numbers.decimal(device.operations(type) * roofline.devices() / TERA, 1),
                milliseconds(point.computing()));
    String bytes =
        "%s bytes / %s TB/s = %s ms"
            .formatted(
                count(point.bytes().value()),
                Numbers.decimal(device.bandwidth() * roofline.devices() / TERA, 3),
                milliseconds(point.moving()));
    return point.bound() == Bound.COMPUTE
        ? operations + ", more than " + bytes
        : bytes + ", more than " + operations;
  }

  private static String count(long number) {
    return Numbers.count(number);
  }

  private static String milliseconds(double seconds) {
    double time = 1_000 * seconds;
    return Numbers.decimal(time, time < 1 ? 4 : time < 100 ? 2 : 0);
  }

  private static String rate(double perSecond) {
    return perSecond < 100 ? Numbers.decimal(perSecond, 1) : Numbers.count(Math.round(perSecond));
  }
}
