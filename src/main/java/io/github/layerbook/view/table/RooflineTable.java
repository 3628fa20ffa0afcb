package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.serving.Device;
import io.github.layerbook.serving.Measured;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.serving.Roofline.Bound;
import io.github.layerbook.serving.Roofline.Point;
import io.github.layerbook.serving.Utilisation;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import java.util.List;
import java.util.Locale;

/**
 * What a device's speed and bandwidth leave of a network's time, one row for each batch and phase.
 *
 * <p>Columns: {@code Phase}, {@code Bound by} and {@code Fits} are texts; {@code Batch}, {@code
 * Operations}, {@code Bytes} and {@code Memory} exact numbers; {@code Milliseconds} (at least) and
 * {@code Tokens per second} (at most; without words {@code Examples per second}) decimals.
 */
public final class RooflineTable {
  private static final double TERA = 1e12;
  private static final double PERCENT = 100;
  private static final Digits NUMBERS = new Digits(Numbers::count, "*", false);

  private RooflineTable() {}

  /**
   * Makes the table.
   *
   * @param rooflines one for each context, at least one
   * @param batches how many sequences are processed at once
   */
  public static ResultTable of(List<Roofline> rooflines, List<Long> batches) {
    Roofline first = rooflines.get(0);
    TableForm<Point> form = new TableForm<Point>().text("Phase", Point::title);
    if (rooflines.size() > 1) {
      form.count("Context", point -> point.roofline().tokens());
    }
    return form.count("Batch", Point::batch)
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
            point -> Cell.of(milliseconds(point.seconds())).hover(time(point)))
        .text("Bound by", point -> name(point.bound()))
        .decimal(
            first.readsWords() ? "Tokens per second" : "Examples per second",
            Point::tokensPerSecond,
            point -> Cell.of(rate(point.tokensPerSecond())))
        .figure(
            "Memory",
            Quantity.BYTES,
            point -> point.roofline().memory(point.batch()).value(),
            point -> "")
        .text(
            "Fits", point -> fits(point) ? "yes" : "no", point -> Cell.of(fits(point) ? "✓" : "✗"))
        .caption(first.report().network().name(), caption(rooflines))
        .notes(RooflineNotes.of(first, batches))
        .table(
            first.report().network().name(),
            rooflines.stream().flatMap(each -> each.points(batches).stream()).toList());
  }

  private static boolean fits(Point point) {
    return point.roofline().fits(point.batch());
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String caption(List<Roofline> rooflines) {
    Roofline roofline = rooflines.get(0);
    String last = Numbers.count(rooflines.get(rooflines.size() - 1).tokens(), "token");
    return " — %s on %s: times that no run can beat"
        .formatted(
            !roofline.readsWords()
                ? "one example"
                : rooflines.size() == 1 ? last : Numbers.count(roofline.tokens()) + " to " + last,
            devices(roofline));
  }

  /** The devices, {@code 2 × H100}. */
  static String devices(Roofline roofline) {
    return (roofline.devices() == 1 ? "" : Numbers.count(roofline.devices()) + " × ")
        + roofline.device().title();
  }

  /** A number with what it is made of, where that says more. */
  static String equation(Size size) {
    String derivation = NUMBERS.print(size);
    String value = count(size.value());
    return derivation.equals(value) ? value : derivation + " = " + value;
  }

  /** The longer of a point's times, and the other. */
  static String time(Point point) {
    Roofline roofline = point.roofline();
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

  static String milliseconds(double seconds) {
    double time = 1_000 * seconds;
    return Numbers.decimal(time, time < 1 ? 4 : time < 100 ? 2 : 0);
  }

  private static String rate(double perSecond) {
    return perSecond < 100 ? Numbers.decimal(perSecond, 1) : Numbers.count(Math.round(perSecond));
  }

  /**
   * Makes the table of how much of a device a measured run used. Columns: {@code Measured against}
   * and {@code Derivation} are texts; {@code Tokens a second at most} (without words {@code
   * Examples a second at most}) and {@code Used}, in percent, decimals.
   */
  public static ResultTable ofRun(Roofline roofline, Measured measured, List<Utilisation> rows) {
    return new TableForm<Utilisation>()
        .text("Measured against", Utilisation::what)
        .decimal(
            (roofline.readsWords() ? "Tokens" : "Examples") + " a second at most",
            Utilisation::most,
            row -> Cell.of(Numbers.count(Math.round(row.most()))))
        .decimal("Used", row -> PERCENT * row.part(), row -> Cell.of(percent(row)))
        .quiet("Derivation", Utilisation::derivation)
        .caption(
            roofline.report().network().name(),
            " — %s on %s".formatted(measured.written(), devices(roofline)))
        .notes(
            rows.stream().anyMatch(row -> row.part() > 1)
                ? List.of(
                    "No run uses more than 100 %: check the speed, the batch and the number of"
                        + " devices.")
                : List.of())
        .table(roofline.report().network().name(), rows);
  }

  private static String percent(Utilisation row) {
    return QuantityText.ratio(PERCENT * row.part()) + " %";
  }
}
