package io.github.layerbook.view.page;

import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Fold;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import io.github.layerbook.whatif.tape.Script;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The fold that prints a size as {@link Digits} would, with slots where its numbers depend on the
 * sliders: what stands there is a term of the script.
 */
record Slots(Digits digits, Script script) implements Fold<Digits.Text> {
  private static final char OPEN = '\uE000';
  private static final char CLOSE = '\uE001';

  /** A slot in a text, its term in the group. */
  static final Pattern SLOT = Pattern.compile(OPEN + "([0-9]+)" + CLOSE);

  /** Prints a size. */
  String print(Size size) {
    return size.fold(this).text();
  }

  /** Returns the slot of a size that may be known. */
  String slot(Size size) {
    return size.isKnown() ? digits.settled(size).text() : mark(size);
  }

  /** Returns the slot of a term. */
  static String slot(int term) {
    return OPEN + Integer.toString(term) + CLOSE;
  }

  private String mark(Size size) {
    return slot(script.of(size));
  }

  @Override
  public Digits.Text constant(long value) {
    return digits.constant(value);
  }

  @Override
  public Digits.Text unknown(String name) {
    return digits.unknown(mark(new Size.Unknown(name)));
  }

  @Override
  public Digits.Text named(String symbol, Digits.Text size) {
    return digits.named(symbol, size);
  }

  @Override
  public Digits.Text settled(Size size) {
    return size.isKnown() ? digits.settled(size) : digits.unknown(mark(size));
  }

  @Override
  public Digits.Text apply(Op op, List<Digits.Text> operands) {
    return digits.apply(op, operands);
  }
}
