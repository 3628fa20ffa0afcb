package io.github.layerbook.report;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.unit.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
public final class Quantity {
  /** How the figures of layers make up the figure of a block or a network. */
  public enum Total {
    /** Their sum. */
    SUM,
    /** The largest of them. */
    MAXIMUM,
    /** Not at all: the quantity is of single layers. */
    NONE
  }

  /** Values of the output that take memory of their own, for the whole batch. */
  public static final Quantity VALUES =
      declared("Values", Unit.COUNT, Row::values)
          .meaning("values of outputs that take memory of their own")
          .words("activations")
          .hue(Hue.BLUE);

  /** Bytes that those values take. */
  public static final Quantity BYTES =
      declared("Memory", Unit.BYTES, Row::bytes)
          .meaning("bytes of outputs that take memory of their own")
          .words("bytes")
          .hue(Hue.BLUE)
          .derived(Derivation.MEMORY);

  /** Trained parameters that multiply. */
  public static final Quantity WEIGHTS =
      declared("Weights", Unit.COUNT, row -> row.tensors(Tensor.Kind.WEIGHT))
          .meaning("parameters that multiply")
          .words("weight")
          .hue(Hue.ORANGE);

  /** Trained parameters that are added. */
  public static final Quantity BIASES =
      declared("Biases", Unit.COUNT, row -> row.tensors(Tensor.Kind.BIAS))
          .meaning("parameters that are added")
          .words("bias")
          .hue(Hue.ORANGE);

  /** Weights and biases. */
  public static final Quantity PARAMETERS =
      declared("Parameters", Unit.COUNT, Row::parameters)
          .meaning("weights and biases")
          .words("parameter", "params", "param")
          .hue(Hue.ORANGE)
          .derived(Derivation.PARAMETERS);

  /** Bytes of the parameters as they are stored: in the settings' format, else in their type. */
  public static final Quantity WEIGHT_MEMORY =
      of("Weight memory", Unit.BYTES, Row::stored)
          .meaning("bytes of the parameters, as they are stored")
          .words("model size", "parameter memory", "weight bytes")
          .hue(Hue.ORANGE);

  /**
   * Bytes that generation keeps of the tokens read so far, as many as the network's input has, for
   * the whole batch: keys and values, latent vectors, states.
   */
  public static final Quantity CACHE =
      declared("KV cache", Unit.BYTES, Row::cache)
          .meaning("bytes of keys, values and states kept of the tokens read so far")
          .words("kv")
          .hue(Hue.BLUE);

  /**
   * Bytes that a language model takes while it generates: its parameters as they are stored, and
   * the cache of the batch; activations, which are those of one token, are left out.
   */
  public static final Quantity SERVING_MEMORY =
      ofNetwork(
              "Serving memory",
              Unit.BYTES,
              report ->
                  Size.sum(
                      List.of(
                          report.total(WEIGHT_MEMORY).size().settled(),
                          report.total(CACHE).size().settled())))
          .meaning("bytes of the parameters as they are stored, and of the cache of the batch")
          .words("serving")
          .hue(Hue.BLUE);

  /** Bytes by which that grows with each further token of every sequence. */
  public static final Quantity CACHE_PER_TOKEN =
      declared("Cache per token", Unit.BYTES, Row::cachePerToken)
          .meaning("bytes by which the cache grows with each further token")
          .words("kv cache per token", "kv per token")
          .hue(Hue.BLUE);

  /**
   * Parameters that one token uses: of experts those that it takes, all of every other layer; both
   * embedding matrices count.
   */
  public static final Quantity ACTIVE =
      declared("Active parameters", Unit.COUNT, Row::activeParameters)
          .meaning("parameters that a token uses: of experts the chosen ones")
          .words("active params", "active", "activated parameters", "activated")
          .hue(Hue.ORANGE)
          .derived(Derivation.PARAMETERS);

  /**
   * The same without the tables that tokens are looked up in, unless the output shares its matrix
   * with one: the other convention of model cards.
   */
  public static final Quantity ACTIVE_WITHOUT_EMBEDDING =
      ofNetwork(
              "Active without embedding",
              Unit.COUNT,
              report -> Embeddings.activeWithoutInput(report.rows()))
          .meaning("active parameters without the input embedding, unless the output shares it")
          .words("active without input embedding")
          .hue(Hue.ORANGE);

  /**
   * Parameters without the tables that tokens are looked up in and without the matrix that scores
   * them, the N of scaling laws (Kaplan et al. 2020, section 2.1) and of Qwen's model cards.
   */
  public static final Quantity NON_EMBEDDING =
      ofNetwork("Non-embedding parameters", Unit.COUNT, report -> Embeddings.without(report.rows()))
          .meaning("parameters without the embeddings of tokens and the output's matrix")
          .words("non-embedding params", "non-embedding")
          .hue(Hue.ORANGE);

  /** Parameters of layers that are not frozen, beside adapters these alone. */
  public static final Quantity TRAINABLE =
      of("Trainable parameters", Unit.COUNT, row -> row.parameters(true))
          .meaning("parameters that are not frozen")
          .words("trainable params", "trainable")
          .hue(Hue.ORANGE);

  /** Parameters of layers that are frozen, beside adapters all others. */
  public static final Quantity FROZEN =
      of("Frozen parameters", Unit.COUNT, row -> row.parameters(false))
          .meaning("parameters that are frozen")
          .words("frozen params", "frozen")
          .hue(Hue.ORANGE);

  /**
   * Values that are kept with the model and not trained, such as running means: PyTorch's buffers,
   * which Keras counts among its non-trainable parameters.
   */
  public static final Quantity BUFFERS =
      declared("Buffers", Unit.COUNT, row -> row.tensors(Tensor.Kind.BUFFER))
          .meaning("values kept with the model and not trained, such as running means")
          .words("buffer")
          .hue(Hue.ORANGE);

  /** Multiplications with an addition each, as convolutions and matrix products do them. */
  public static final Quantity MULTIPLY_ADDS =
      declared("Multiply-adds", Unit.OPERATIONS, row -> row.work(Work.Kind.MULTIPLY_ADDS))
          .meaning("multiplications with an addition each, of convolutions and matrix products")
          .words("macs", "mac", "mult-adds", "madds")
          .hue(Hue.GREEN)
          .derived(Derivation.WORK);

  /** Operations of all kinds, two for each multiply-add: 2 × multiply-adds + the other kinds. */
  public static final Quantity FLOPS =
      declared("FLOPs", Unit.OPERATIONS, Row::operations)
          .meaning("operations of all kinds, two for each multiply-add")
          .words("flop", "operations")
          .hue(Hue.GREEN);

  /**
   * Bytes that move while layers run one after the other: of inputs, parameters (shared ones too)
   * and outputs, each once; none for an input of the network or a view.
   */
  public static final Quantity TRAFFIC =
      declared("Traffic", Unit.BYTES, Row::traffic)
          .meaning("bytes that layers read and write: inputs, parameters, outputs")
          .words("bytes moved")
          .hue(Hue.TEAL);

  /**
   * Operations for each byte that moves: FLOPs divided by traffic, of a network those of its totals
   * (Williams, Waterman and Patterson, <i>Roofline</i>, Communications of the ACM 52, 2009).
   */
  public static final Quantity INTENSITY =
      ratio("Intensity", "FLOPs per byte", FLOPS, TRAFFIC)
          .meaning("operations for each byte that layers read and write")
          .words("arithmetic intensity", "operational intensity");

  private final String heading;
  private final String meaning;
  private final List<String> words;
  private final Unit unit;
  private final Hue hue;
  private final Rule rule;
  private final Derivation derivation;

  private Quantity(
      String heading,
      String meaning,
      List<String> words,
      Unit unit,
      Hue hue,
      Rule rule,
      Derivation derivation) {
    if (!heading.matches("[\\p{L}][\\p{L}\\p{N} _-]*")) {
      throw new IllegalArgumentException(
          "\"%s\" cannot name a quantity: use words such as Parameters or Training memory"
              .formatted(heading));
    }
    this.heading = heading;
    this.meaning = meaning;
    this.words = List.copyOf(words);
    this.unit = unit;
    this.hue = hue;
    this.rule = rule;
    this.derivation = derivation;
  }

  private static Quantity of(String heading, Unit unit, Rule rule) {
    return new Quantity(
        heading, title(heading), List.of(word(heading)), unit, Hue.PURPLE, rule, Derivation.PLAIN);
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
    return of(heading, unit, new Rule.OfLayer(row -> found(heading, of, row), Total.SUM, false));
  }

  /** What a user's function finds; says of which layer where it fails. */
  private static Size found(String heading, Function<Row, Size> of, Row row) {
    try {
      return Objects.requireNonNull(of.apply(row), "it gives no size");
    } catch (SizeException | OptionException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s of %s cannot be found: %s"
              .formatted(title(heading), row.name(), e.getMessage() == null ? e : e.getMessage()),
          e);
    }
  }

  /** Declares a quantity that sums up and that layers with one declaration have alike. */
  private static Quantity declared(String heading, Unit unit, Function<Row, Size> of) {
    return of(heading, unit, new Rule.OfLayer(of, Total.SUM, true));
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
    List<String> all = new ArrayList<>(words);
    Arrays.stream(more).map(Quantity::word).filter(word -> !all.contains(word)).forEach(all::add);
    return new Quantity(heading, meaning, all, unit, hue, rule, derivation);
  }

  /** Returns this with what it is in a few words, for help. */
  public Quantity meaning(String newMeaning) {
    return new Quantity(heading, newMeaning, words, unit, hue, rule, derivation);
  }

  /** Returns this with the hue by which it is known in tables and charts. */
  public Quantity hue(Hue newHue) {
    return new Quantity(heading, meaning, words, unit, newHue, rule, derivation);
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
  private Quantity derived(Derivation newDerivation) {
    return new Quantity(heading, meaning, words, unit, hue, rule, newDerivation);
  }

  private Quantity with(Rule newRule) {
    return new Quantity(heading, meaning, words, unit, hue, newRule, derivation);
  }

  /** Returns the name at the head of a column, of a table that is shown and of its data alike. */
  public String heading() {
    return heading;
  }

  /** Returns the name in the middle of a sentence: {@code multiply-adds}, {@code FLOPs}. */
  public String title() {
    return title(heading);
  }

  private static String title(String heading) {
    if (heading.isEmpty()) {
      return heading;
    }
    boolean capitals = heading.length() > 1 && Character.isUpperCase(heading.charAt(1));
    return capitals
        ? heading
        : heading.substring(0, 1).toLowerCase(Locale.ROOT) + heading.substring(1);
  }

  /** Returns what stands behind an exact number: {@code bytes}, {@code parameters}. */
  public String noun() {
    return unit.symbol().isEmpty() ? title() : unit.symbol();
  }

  /**
   * Returns whether the name is a plural, as of what is counted: there are fewer, not less of it.
   */
  public boolean isPlural() {
    return unit.symbol().isEmpty();
  }

  /** Returns what it is in a few words. */
  public String meaning() {
    return meaning;
  }

  /**
   * Returns the word for it in commands: the heading as an option has it, {@code multiply-adds}.
   */
  public String word() {
    return words.get(0);
  }

  /** Returns all words for it, the heading's first, as {@link #word(String)} makes them. */
  public List<String> words() {
    return words;
  }

  /** Returns a word in the form in which words are compared: lower case, hyphens for spaces. */
  public static String word(String written) {
    return written.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
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
