package io.github.layerbook.claim;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.unit.WrittenFigure;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a line of a text says about a network's costs, beside its structure.
 *
 * @param line the line's number in its text, from 1
 * @param text the part of the line that makes the claim, as written
 * @param subject what the claim is about
 * @param statement what it says
 */
public record Claim(int line, String text, Subject subject, Statement statement) {
  /**
   * Makes the claim of a table's row about a layer's output.
   *
   * @param row what the row says, as written
   * @param layer the layer's path
   */
  public static Claim ofOutput(int line, String row, String layer, List<Long> extents) {
    return new Claim(line, row, new Subject.Named(layer), new Statement.OfShape(extents));
  }

  /** Makes the claim of a table's row about how many of a quantity a layer has. */
  public static Claim ofCount(int line, String row, String layer, Quantity quantity, long count) {
    String text = Numbers.count(count);
    WrittenFigure figure = Objects.requireNonNull(WrittenFigure.at(text, 0, text.length()));
    return new Claim(
        line,
        row,
        new Subject.Named(layer),
        new Statement.OfQuantity(quantity, Share.ALL, List.of(Amount.Figure.of(figure, false))));
  }

  /** Makes a claim about the whole network. */
  static Claim ofTotal(int line, String text, Statement statement) {
    return new Claim(line, text, new Subject.Total(), statement);
  }

  /** Returns the same claim about another subject, whose text stands before the claim's. */
  public Claim about(Subject other, String head) {
    return new Claim(line, (head + " " + text).strip(), other, statement);
  }

  /** What a claim is about, found in a network when the claim is checked. */
  public sealed interface Subject {
    /** The whole network. */
    record Total() implements Subject {}

    /**
     * The layer or block of a name.
     *
     * @param name its name, such as {@code fc1}
     */
    record Named(String name) implements Subject {}

    /**
     * A layer that is described and not named, as the lecture's {@code CONV3-64}: the next such
     * layer after the one that the text spoke of before.
     *
     * @param text the description as written, which may be a layer's name too
     * @param word the layer's word in the notation, such as {@code conv}
     * @param head its required options as the notation prints them, {@code 3x3-64}; empty for any
     * @param place the position among the lines of the text that describe layers, from 0
     */
    record Described(String text, String word, String head, int place) implements Subject {}

    /**
     * Equal layers in a row, as {@code conv3-512 x 3}.
     *
     * @param text the description as written
     * @param word the layers' word in the notation
     * @param head their required options as the notation prints them
     * @param times how many they are
     * @param place how many times the text spoke of such a row before
     */
    record Run(String text, String word, String head, long times, int place) implements Subject {}

    /** Nothing that the text names: any layer, block or the whole. */
    record Unnamed() implements Subject {}
  }

  /** What a claim says. */
  public sealed interface Statement {
    /** Returns what is stated, as written; empty where nothing is. */
    String text();

    /**
     * An output's shape, in either order of the axes.
     *
     * @param extents the extents as written
     */
    record OfShape(List<Long> extents) implements Statement {
      /** Copies the extents. */
      public OfShape {
        extents = List.copyOf(extents);
      }

      @Override
      public String text() {
        return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
      }
    }

    /**
     * A quantity, stated in one or more ways: {@code 224*224*64 = 3.2M}.
     *
     * @param quantity what is stated
     * @param share which of the parameters, where it is these
     * @param amounts the ways, which all must agree with what is computed
     */
    record OfQuantity(Quantity quantity, Share share, List<Amount> amounts) implements Statement {
      /** Copies the amounts. */
      public OfQuantity {
        amounts = List.copyOf(amounts);
      }

      @Override
      public String text() {
        return amounts.stream().map(Amount::text).collect(Collectors.joining(" = "));
      }

      /** Returns whether an amount is a bound, as {@code less than 139M}. */
      public boolean isBounded() {
        return amounts.stream().anyMatch(Amount.Bound.class::isInstance);
      }
    }

    /**
     * A number of an architecture, such as its layers.
     *
     * @param fact which number
     * @param amount how many, as written
     */
    record OfFact(Fact fact, Amount amount) implements Statement {
      @Override
      public String text() {
        return amount.text();
      }
    }

    /** Nothing that could be checked. */
    record Nothing() implements Statement {
      @Override
      public String text() {
        return "";
      }
    }
  }
}
