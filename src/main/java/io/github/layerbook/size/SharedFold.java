package io.github.layerbook.size;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A fold over many sizes that have parts in common: each part is interpreted once, however often it
 * is used and however deep it lies.
 *
 * <p>The sizes of a symbolic network of thousands of layers are one such graph: {@link Size#fold}
 * would walk its paths, this walks its nodes, and needs no stack. Intermediate results are
 * interpreted as the expression that gave them.
 *
 * @param <R> what the fold makes of a size
 */
public final class SharedFold<R> {
  private final Fold<R> fold;
  private final IdentityHashMap<Size, R> results = new IdentityHashMap<>();

  /** Makes the shared form of a fold. */
  public SharedFold(Fold<R> fold) {
    this.fold = fold;
  }

  /** Interprets a size. */
  public R of(Size size) {
    Deque<Size> open = new ArrayDeque<>();
    open.push(size);
    while (!open.isEmpty()) {
      Size next = open.element();
      if (results.containsKey(next) || !opensParts(next, open)) {
        open.pop();
        results.computeIfAbsent(next, this::interpret);
      }
    }
    return result(size);
  }

  /** Puts the parts that are not interpreted yet before their whole; returns whether any were. */
  private boolean opensParts(Size size, Deque<Size> open) {
    boolean opened = false;
    for (Size part : parts(size)) {
      if (!results.containsKey(part)) {
        open.push(part);
        opened = true;
      }
    }
    return opened;
  }

  private static List<Size> parts(Size size) {
    if (size instanceof Size.Named named) {
      return List.of(named.size());
    } else if (size instanceof Size.Settled settled) {
      return List.of(settled.size());
    }
    return size instanceof Expression expression ? expression.operands() : List.of();
  }

  private R interpret(Size size) {
    if (size instanceof Size.Constant constant) {
      return fold.constant(constant.value());
    } else if (size instanceof Size.Unknown unknown) {
      return fold.unknown(unknown.name());
    } else if (size instanceof Size.Named named) {
      return fold.named(named.symbol(), result(named.size()));
    } else if (size instanceof Size.Settled settled) {
      return result(settled.size());
    }
    Expression expression = (Expression) size;
    List<R> operands = new ArrayList<>();
    for (Size operand : expression.operands()) {
      operands.add(result(operand));
    }
    return fold.apply(expression.op(), operands);
  }

  private R result(Size size) {
    R result = results.get(size);
    if (result == null) {
      throw new IllegalStateException("a part of a size was not interpreted before the whole");
    }
    return result;
  }
}
