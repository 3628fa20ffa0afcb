package io.github.layerbook.exercise;

import io.github.layerbook.claim.Amount;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One question about a layer of a network or about all of it, with its answer and the mistakes
 * behind wrong ones.
 *
 * <pre>{@code
 * Exercise exercise = Exercise.drawn(Topic.PARAMETERS, 1, 7);
 * exercise.judge(String.valueOf(exercise.answer().get(0))).isRight()   // true
 * }</pre>
 *
 * @param topic what is asked
 * @param network the network
 * @param layer the path of the layer; empty where the whole network is asked about
 * @param type the type in which values are stored
 */
public record Exercise(Topic topic, Network network, String layer, NumberType type) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern LABEL = Pattern.compile("^[^:=]*:\\s*");

  /**
   * What became of an answer.
   *
   * @param given the answer as it was read
   * @param isRight whether it is right
   * @param mistake the mistake that gives it exactly, if it is wrong and one does
   */
  public record Judgement(String given, boolean isRight, Optional<Mistake> mistake) {}

  /**
   * Checks that there is an answer.
   *
   * @throws IllegalArgumentException if there is none: no such layer, a network in the place of a
   *     layer, or a receptive field that is not the window of one path
   */
  public Exercise {
    if (layer.isEmpty() && !topic.isOfNetworks()) {
      throw new IllegalArgumentException(
          "%s is asked of one layer: name one after a dot, such as %s.%s"
              .formatted(topic.word(), network.name(), last(network)));
    }
    topic.answer(report(network, type), layer);
  }

  /** Makes an exercise in which values take 4 bytes each. */
  public Exercise(Topic topic, Network network, String layer) {
    this(topic, network, layer, NumberType.FP32);
  }

  private static String last(Network network) {
    return network.nodes().get(network.nodes().size() - 1).path();
  }

  private static Report report(Network network, NumberType type) {
    return Report.of(network, Settings.DEFAULT.type(type));
  }

  private Report report() {
    return report(network, type);
  }

  /**
   * Draws an exercise; the same for the same arguments.
   *
   * @param level from 1, plain chains, to 3, groups, dilation and branches
   * @param seed any number
   * @throws IllegalArgumentException if there is no such level
   */
  public static Exercise drawn(Topic topic, int level, long seed) {
    return new Drawing(topic, level, seed).exercise();
  }

  /** Returns the question, one sentence. */
  public String question() {
    return question(label());
  }

  /** Returns the question about the layer or network under another name, one sentence. */
  public String question(String subject) {
    boolean whole = type.bits() % Byte.SIZE == 0;
    long each = whole ? type.bits() / Byte.SIZE : type.bits();
    return topic.question(
        subject, Numbers.count(each, whole ? "byte" : "bit"), Numbers.count(tokens()));
  }

  /** The longest extent that a list of tokens can be: the first of the network's input. */
  private long tokens() {
    return network.applied().stream()
        .filter(applied -> applied.inputs().isEmpty())
        .flatMap(applied -> applied.output().axes(AxisOrder.HWC).stream())
        .findFirst()
        .map(axis -> axis.size().value())
        .orElse(1L);
  }

  /** Returns the shortest name that only the layer has; the network's name of all of it. */
  public String label() {
    return layer.isEmpty() ? network.name() : Topic.row(report(), layer).name();
  }

  /** Returns the right number, or the right extents, channels last. */
  public List<Long> answer() {
    return Mistakes.values(topic.answer(report(), layer));
  }

  /** Returns how the answer is calculated: {@code (3*3*16)*32 + 32 = 4,640}. */
  public String derivation() {
    List<Size> sizes = topic.answer(report(), layer);
    return sizes.stream().map(Exercise::derived).collect(Collectors.joining(", "));
  }

  private static String derived(Size size) {
    String digits = Digits.of(size);
    String value = Numbers.count(size.value());
    return digits.equals(String.valueOf(size.value())) ? value : digits + " = " + value;
  }

  /** Returns the mistakes with wrong answers, the likelier first. */
  public List<Mistake> mistakes() {
    return Mistakes.of(topic, report(), layer);
  }

  /** Returns whether a text has a question mark in the place of an answer. */
  public static boolean isOpen(String text) {
    return given(text).equals("?");
  }

  private static String given(String text) {
    String line = text.strip().lines().reduce("", (before, last) -> last).strip();
    return LABEL.matcher(line).replaceFirst("");
  }

  /**
   * Judges an answer: a number, which may be the result of a calculation, or extents such as {@code
   * 7x7x16}; of several lines the last one counts.
   *
   * @throws IllegalArgumentException if it holds no number
   */
  public Judgement judge(String text) {
    String given = given(text);
    return topic == Topic.SHAPE ? ofShape(given) : ofNumber(given);
  }

  private Judgement ofShape(String given) {
    List<Long> extents =
        NUMBER.matcher(given).results().map(MatchResult::group).map(Exercise::number).toList();
    if (extents.isEmpty()) {
      throw new IllegalArgumentException(
          "“%s” is not a shape: write the extents, such as 7x7x16".formatted(given));
    }
    boolean right = isShape(answer(), extents);
    Optional<Mistake> mistake =
        mistakes().stream().filter(each -> isShape(each.answer(), extents)).findFirst();
    return new Judgement(given, right, right ? Optional.empty() : mistake);
  }

  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  /**
   * Whether extents are those of a shape, in either order of the axes; extents of 1 may be more.
   */
  private static boolean isShape(List<Long> shape, List<Long> extents) {
    return orders(shape).contains(extents)
        || (extents.size() > shape.size() && withoutOnes(extents).equals(withoutOnes(shape)));
  }

  /** Returns a shape in the orders of its axes that are taken: channels last, channels first. */
  public static List<List<Long>> orders(List<Long> shape) {
    List<Long> first = new ArrayList<>(shape);
    Collections.rotate(first, 1);
    return List.of(shape, first);
  }

  /** Returns a shape without its extents of 1, which may be left out or be more. */
  public static List<Long> withoutOnes(List<Long> extents) {
    return extents.stream().filter(extent -> extent != 1).toList();
  }

  private Judgement ofNumber(String given) {
    List<Amount> amounts = Amount.in(given.substring(given.lastIndexOf('=') + 1).strip());
    if (amounts.isEmpty()) {
      throw new IllegalArgumentException(
          "“%s” is not a number: write one such as 1,216, or a calculation such as 25*48 + 16 = 1,216"
              .formatted(given));
    }
    Amount amount = amounts.get(0);
    boolean right = meets(amount, answer().get(0));
    Optional<Mistake> mistake =
        mistakes().stream().filter(each -> meets(amount, each.answer().get(0))).findFirst();
    return new Judgement(given, right, right ? Optional.empty() : mistake);
  }

  /** Whether an amount is a number, or is it rounded to better than a hundredth. */
  private static boolean meets(Amount amount, long number) {
    return amount.agrees(number)
        && (amount.isExact()
            || (!amount.agrees(number + number / 100) && !amount.agrees(number - number / 100)));
  }
}
