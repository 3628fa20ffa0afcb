package io.github.layerbook.report;

import io.github.layerbook.report.LayerSteps.Derivation;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Unit;
import java.util.List;
import java.util.function.Function;

/**
 * What is measured of a layer, a block or a network, declared once: its name, its unit, the words
 * that people use for it, what it is of one layer, and how layers make up a network. Tables,
 * charts, comparisons, sweeps, fits, explanations, commands and their help know it from this
 * declaration alone.
 *
 * <p>Anybody can declare one, in one statement, from what layers declare or from other quantities:
 *
 * <pre>{@code
 * Quantity energy =
 *     Quantity.of(
 *         "Energy",
 *         Unit.of("pJ"),
 *         row -> row.size(Quantity.MULTIPLY_ADDS).times(5).plus(row.size(Quantity.BYTES).times(160)));
 * Network net = Network.named("net").input(8, 8, 3).convolution(3, 4).build();
 * Report.of(net).total(energy).value()   // 234480
 * }</pre>
 *
 * <p>In a notebook, commands know the quantities that its variables hold; in Java, {@link
 * Quantities#with} adds one to those that words are looked up in, and everything else takes the
 * quantity itself.
 */
public final class Quantity implements StandardQuantities {
  /** How the figures of layers make up the figure of a block or a network. */
  public enum Total {
    /** Their sum. */
    SUM,
    /** The largest of them. */
    MAXIMUM,
    /** Not at all: the quantity is of single layers. */
    NONE
  }

  private final QuantityName name;
  private final Unit unit;
  private final Hue hue;
  private final Rule rule;
  private final Derivation derivation;

  private Quantity(QuantityName name, Unit unit, Hue hue, Rule rule, Derivation derivation) {
    this.name = name;
    this.unit = unit;
    this.hue = hue;
    this.rule = rule;
    this.derivation = derivation;
  }

  private static Quantity of(String heading, Unit unit, Rule rule) {
    QuantityName name = QuantityName.of(heading);
    return new Quantity(name, unit, Hue.PURPLE, rule, Derivation.PLAIN);
  }

  /**
   * Declares a quantity of layers that sums up: see {@link #total(Total)} for others.
   *
   * @param heading its name at the head of a column: {@code Energy}
   * @param unit what it is counted in
   * @param of what it is of a layer: an expression over what the layer declares and over other
   *     quantities, see {@link Row#size}; sizes must not be asked for their values, which are open
   *     in sweeps
   */
  public static Quantity of(String heading, Unit unit, Function<Row, Size> of) {
    QuantityName name = QuantityName.of(heading);
    Rule rule = new Rule.OfLayer(row -> Rule.found(name, of, row), Total.SUM, false);
    return new Quantity(name, unit, Hue.PURPLE, rule, Derivation.PLAIN);
  }

  /** Declares a quantity that sums up and that layers with one declaration have alike. */
  static Quantity declared(String heading, Unit unit, Function<Row, Size> of) {
    return of(heading, unit, new Rule.OfLayer(of, Total.SUM, true));
  }

  /** Declares a number of parameters of that kind. */
  static Quantity parameters(String heading, Function<Row, Size> of) {
    return declared(heading, Unit.COUNT, of).hue(Hue.ORANGE);
  }

  /**
   * Declares a quantity of networks that is not made up of layers' figures; no layer has it.
   *
   * @param of finds it as an expression over a report's sizes, without asking for their values
   *     unless it is found {@link #alone()}
   */
  public static Quantity ofNetwork(String heading, Unit unit, Function<Report, Size> of) {
    return of(heading, unit, new Rule.OfNetwork(of, false));
  }

  /**
   * Declares the quotient of two quantities: of a layer that of its figures, of a network that of
   * its totals.
   *
   * @param unit what it is counted in: {@code FLOPs per byte}
   */
  public static Quantity ratio(String heading, String unit, Quantity of, Quantity per) {
    if (of.isOfLayers() != per.isOfLayers()) {
      throw new IllegalArgumentException(
          "%s: %s is of layers and %s is not, so that they have no quotient"
              .formatted(
                  heading,
                  (of.isOfLayers() ? of : per).title(),
                  (of.isOfLayers() ? per : of).title()));
    }
    return of(heading, Unit.of(unit), new Rule.Ratio(of, per)).hue(Hue.YELLOW);
  }

  /** Returns this under further words, each accepted wherever the heading is. */
  public Quantity words(String... more) {
    return new Quantity(name.words(more), unit, hue, rule, derivation);
  }

  /** Returns this with what it is in a few words, for help. */
  public Quantity meaning(String newMeaning) {
    return new Quantity(name.meaning(newMeaning), unit, hue, rule, derivation);
  }

  /** Returns this with the hue by which it is known in tables and charts. */
  public Quantity hue(Hue newHue) {
    return new Quantity(name, unit, newHue, rule, derivation);
  }

  /**
   * Returns this with another way in which layers make up a network.
   *
   * @throws IllegalArgumentException if it is not of layers, or a ratio, which is that of the
   *     totals
   */
  public Quantity total(Total total) {
    if (!(rule instanceof Rule.OfLayer layers)) {
      throw new IllegalArgumentException(title() + " is not made up of layers' figures");
    }
    return with(new Rule.OfLayer(layers.of(), total, layers.declared()));
  }

  /**
   * Returns this of a network with values asked for, as memory that is followed step by step: each
   * variant of a sweep is then analysed separately.
   *
   * @throws IllegalArgumentException if it is not of networks
   */
  public Quantity alone() {
    if (!(rule instanceof Rule.OfNetwork network)) {
      throw new IllegalArgumentException(title() + " is of layers, which one analysis finds");
    }
    return with(new Rule.OfNetwork(network.of(), true));
  }

  /**
   * Returns this divided by a number, such as 10 where it is declared in tenths; layers total as
   * before.
   *
   * @throws IllegalArgumentException if the number is less than 1
   */
  public Quantity dividedBy(long number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "%s cannot be divided by %d: use 1 or more".formatted(title(), number));
    }
    return with(new Rule.Ratio(this, with(new Rule.Constant(Size.of(number)))));
  }

  /** Returns this with another way in which an explanation derives it. */
  Quantity derived(Derivation newDerivation) {
    return new Quantity(name, unit, hue, rule, newDerivation);
  }

  private Quantity with(Rule newRule) {
    return new Quantity(name, unit, hue, newRule, derivation);
  }

  /** Returns the name at the head of a column, of a table that is shown and of its data alike. */
  public String heading() {
    return name.heading();
  }

  /** Returns the name in the middle of a sentence: {@code multiply-adds}, {@code FLOPs}. */
  public String title() {
    return name.title();
  }

  /** Returns what stands behind an exact number: {@code bytes}, {@code parameters}. */
  public String noun() {
    return isPlural() ? title() : unit.symbol();
  }

  /**
   * Returns whether the name is a plural, as of what is counted: there are fewer, not less of it.
   */
  public boolean isPlural() {
    return unit.symbol().isEmpty();
  }

  /** Returns what it is in a few words. */
  public String meaning() {
    return name.meaning();
  }

  /**
   * Returns the word for it in commands: the heading as an option has it, {@code multiply-adds}.
   */
  public String word() {
    return words().get(0);
  }

  /** Returns all words for it, the heading's first, as {@link #word(String)} makes them. */
  public List<String> words() {
    return name.words();
  }

  /** Returns a word in the form in which words are compared: lower case, hyphens for spaces. */
  public static String word(String written) {
    return QuantityName.word(written);
  }

  /** Returns what it is counted in. */
  public Unit unit() {
    return unit;
  }

  /** Returns the hue by which it is known in tables and charts. */
  public Hue hue() {
    return hue;
  }

  /** Returns whether it is a quotient, and its numbers are no whole numbers. */
  public boolean isRatio() {
    return rule instanceof Rule.Ratio;
  }

  /** Returns whether the figures of layers are shares of the network's, which is their sum. */
  public boolean isSum() {
    return rule.isSum();
  }

  /** Returns whether it is one number, the same of every layer. */
  boolean isConstant() {
    return rule instanceof Rule.Constant;
  }

  /** Returns whether layers have it, not only networks. */
  public boolean isOfLayers() {
    return rule.isOfLayers();
  }

  /** Returns whether networks have it, so that it can be compared, swept and budgeted. */
  public boolean hasTotal() {
    return rule.hasTotal();
  }

  /** Returns whether finding it needs a separate analysis of each variant of a sweep. */
  public boolean isAlone() {
    return rule.isAlone();
  }

  /** Returns the number of a size, or of a ratio of two: see {@link Measure#number()}. */
  public Number number(long size, long per) {
    return isRatio() ? (Number) quotient(size, per) : (Number) size;
  }

  /** Returns a quotient; not a number where it would divide by 0. */
  public static double quotient(long size, long per) {
    return per == 0 ? Double.NaN : (double) size / per;
  }

  /** Compares two numbers of this quantity, as exactly as they are. */
  public int compare(Number left, Number right) {
    return isRatio()
        ? Double.compare(left.doubleValue(), right.doubleValue())
        : Long.compare(left.longValue(), right.longValue());
  }

  /**
   * Returns how much a number of this quantity grew, as exact as they are.
   *
   * @throws ArithmeticException if it is beyond 64 bits
   */
  public Number difference(Number from, Number to) {
    if (isRatio()) {
      return to.doubleValue() - from.doubleValue();
    }
    return Math.subtractExact(to.longValue(), from.longValue());
  }

  /**
   * Measures a layer.
   *
   * @throws IllegalArgumentException if layers do not have it
   */
  Measure of(Row row) {
    return rule.of(this, row);
  }

  /**
   * Measures layers together.
   *
   * @throws IllegalArgumentException if layers do not have it, or it does not total
   */
  Measure of(List<Row> rows) {
    return rule.of(this, rows);
  }

  /**
   * Measures a network.
   *
   * @throws IllegalArgumentException if it does not total
   */
  Measure of(Report report) {
    return rule.of(this, report);
  }

  /** Puts the figures of several layers or blocks together; of a quantity of layers. */
  Size together(List<Size> sizes) {
    return ((Rule.OfLayer) rule).together(sizes);
  }

  /** Returns the two quantities whose quotient it is; none unless it is a ratio. */
  public List<Quantity> parts() {
    return rule instanceof Rule.Ratio ratio ? List.of(ratio.of(), ratio.per()) : List.of();
  }

  /** Returns how explanations derive it. */
  Derivation derivation() {
    return derivation;
  }

  /** Returns {@link #title()}. */
  @Override
  public String toString() {
    return title();
  }
}
