package io.github.layerbook.exercise;

import io.github.layerbook.claim.Amount;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One question about one layer of a network, with its answer and the mistakes behind wrong ones.
 *
 * <pre>{@code
 * Exercise exercise = Exercise.drawn(Topic.PARAMETERS, 1, 7);
 * exercise.judge(String.valueOf(exercise.answer().get(0))).isRight()   // true
 * }</pre>
 *
 * @param topic what is asked
 * @param network the network
 * @param layer the path of the layer
 */
public record Exercise(Topic topic, Network network, String layer) {
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
    return topic.question(label());
  }

  /** Returns the shortest name that only the layer has. */
  public String label() {
    return Topic.row(network, layer).name();
  }

  /** Returns the right number, or the right extents, channels last. */
  public List<Long> answer() {
    return Mistakes.values(topic.answer(network, layer));
  }

  /** Returns how the answer is calculated: {@code (3*3*16)*32 + 32 = 4,640}. */
  public String derivation() {
    List<Size> sizes = topic.answer(network, layer);
    return sizes.stream().map(Exercise::derived).collect(Collectors.joining(", "));
  }

  private static String derived(Size size) {
    String digits = Digits.of(size);
    String value = Numbers.count(size.value());
    return digits.equals(String.valueOf(size.value())) ? value : digits + " = " + value;
  }

  /** Returns the mistakes with wrong answers, the likelier first. */
  public List<Mistake> mistakes() {
    return Mistakes.of(topic, network, layer);
  }

  /**
   * Judges an answer: a number, which may be the result of a calculation, or extents such as {@code
   * 7x7x16}; of several lines the last one counts.
   *
   * @throws IllegalArgumentException if it holds no number
   */
  public Judgement judge(String text) {
    String line = text.strip().lines().reduce("", (before, last) -> last).strip();
    String given = LABEL.matcher(line).replaceFirst("");
    return topic == Topic.SHAPE ? ofShape(given) : ofNumber(given);
  }

  private Judgement ofShape(String given) {
    List<Long> extents =
        NUMBER.matcher(given).results().map(MatchResult::group).map(Exercise::number).toList();
    if (extents.isEmpty()) {
      throw new IllegalArgumentException(
          "“%s” is no shape: write the extents, such as 7x7x16".formatted(given));
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
          "“%s” is no number: write one such as 1,216, or a calculation such as 25*48 + 16 = 1,216"
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
