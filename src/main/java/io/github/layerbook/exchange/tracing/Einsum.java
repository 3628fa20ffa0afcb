package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.layer.merge.Merge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Einstein's summation, {@code bhid,bhjd->bhij}, as products of matrices: two tensors at a time,
 * whose common axes are summed over or stay.
 */
public final class Einsum {
  /** More tensors are no network's. */
  private static final int MOST = 32;

  private Einsum() {}

  /**
   * Returns what an equation makes of tensors.
   *
   * @throws PythonException if it is no product of two tensors at a time
   */
  public static TracedTensor of(String equation, List<TracedTensor> tensors) {
    String plain = equation.replaceAll("\\s", "");
    int arrow = plain.indexOf("->");
    String[] inputs = (arrow < 0 ? plain : plain.substring(0, arrow)).split(",", -1);
    if (!plain.matches("[A-Za-z,]+(->[A-Za-z]*)?")
        || inputs.length != tensors.size()
        || inputs.length > MOST) {
      throw new PythonException("the equation “%s” is not understood", equation);
    }
    String output = arrow < 0 ? implied(inputs) : plain.substring(arrow + 2);
    Term term = Term.of(inputs[0], tensors.get(0));
    for (int i = 1; i < inputs.length; i++) {
      StringBuilder kept = new StringBuilder(output);
      for (int j = i + 1; j < inputs.length; j++) {
        kept.append(inputs[j]);
      }
      term = term.times(Term.of(inputs[i], tensors.get(i)), kept.toString());
    }
    return term.ordered(output);
  }

  /** Without an arrow, the axes that are there once stay, in the order of letters. */
  private static String implied(String[] inputs) {
    String all = String.join("", inputs);
    StringBuilder once = new StringBuilder();
    all.chars()
        .sorted()
        .filter(letter -> all.indexOf(letter) == all.lastIndexOf(letter))
        .forEach(letter -> once.append((char) letter));
    return once.toString();
  }

  /** A tensor with a letter for each axis. */
  private record Term(String letters, TracedTensor tensor) {
    static Term of(String letters, TracedTensor tensor) {
      if (letters.chars().distinct().count() != letters.length()
          || letters.length() != tensor.rank()) {
        throw new PythonException(
            "“%s” does not name the axes of a tensor %s",
            letters, TracedTensor.text(tensor.extents()));
      }
      return new Term(letters, tensor);
    }

    private long extent(char letter) {
      return tensor.extents().get(letters.indexOf(letter));
    }

    /** Returns the product with another, summed over the common axes that are not kept. */
    Term times(Term other, String kept) {
      if (!tensor.isTraced() && other.tensor.isTraced()) {
        return other.times(this, kept);
      }
      Map<Character, Long> extents = new HashMap<>();
      String batch = "";
      String summed = "";
      for (int i = 0; i < letters.length(); i++) {
        char letter = letters.charAt(i);
        extents.put(letter, extent(letter));
        if (other.letters.indexOf(letter) >= 0 && kept.indexOf(letter) >= 0) {
          batch += letter;
        } else if (other.letters.indexOf(letter) >= 0) {
          summed += letter;
        }
      }
      other.letters.chars().forEach(c -> extents.put((char) c, other.extent((char) c)));
      String left = only(letters, batch + summed, kept);
      String right = only(other.letters, batch + summed, kept);
      TracedTensor made =
          summed.isEmpty()
              ? Merges.merged(
                  Merge.Kind.MULTIPLY,
                  shaped(batch, left, ones(right)),
                  other.shaped(batch, ones(left), right),
                  false)
              : product(other, batch, left, summed, right);
      String all = batch + left + right;
      List<Long> sizes = new ArrayList<>();
      all.chars().forEach(c -> sizes.add(extents.get((char) c)));
      return new Term(all, Layouts.reshaped(made, sizes));
    }

    private TracedTensor product(
        Term other, String batch, String left, String summed, String right) {
      if (!other.tensor.isTraced() && !batch.isEmpty()) {
        throw new PythonException(
            "learned values of their own for each of “%s” have no layer", batch);
      }
      TracedTensor matrix = other.shaped(batch, group(summed), group(right));
      TracedTensor first =
          other.tensor.isTraced()
              ? shaped(batch, group(left), group(summed))
              : shaped("", left, group(summed));
      return MatrixProducts.of(first, matrix);
    }

    private static String only(String letters, String common, String kept) {
      StringBuilder own = new StringBuilder();
      for (int i = 0; i < letters.length(); i++) {
        char letter = letters.charAt(i);
        if (common.indexOf(letter) < 0) {
          if (kept.indexOf(letter) < 0) {
            throw new PythonException("a sum over “%s” of one tensor has no layer", letter);
          }
          own.append(letter);
        }
      }
      return own.toString();
    }

    private static String ones(String letters) {
      return "1".repeat(letters.length());
    }

    private static String group(String letters) {
      return "(" + letters + ")";
    }

    /** The tensor with its axes in an order; those in brackets become one, {@code 1} is new. */
    private TracedTensor shaped(String batch, String then, String last) {
      String wanted = batch + then + last;
      List<Integer> order = new ArrayList<>();
      wanted
          .chars()
          .filter(c -> letters.indexOf(c) >= 0)
          .forEach(c -> order.add(letters.indexOf(c)));
      TracedTensor moved = permuted(tensor, order);
      List<Long> extents = new ArrayList<>();
      for (int i = 0; i < wanted.length(); i++) {
        long extent = 1;
        if (wanted.charAt(i) == '(') {
          for (i++; wanted.charAt(i) != ')'; i++) {
            extent = Math.multiplyExact(extent, extent(wanted.charAt(i)));
          }
        } else if (wanted.charAt(i) != '1') {
          extent = extent(wanted.charAt(i));
        }
        extents.add(extent);
      }
      return Layouts.reshaped(moved, extents);
    }

    private static TracedTensor permuted(TracedTensor tensor, List<Integer> order) {
      return tensor.isTraced()
          ? Layouts.permuted(tensor, order)
          : tensor.viewed(order.stream().map(tensor.extents()::get).toList(), tensor.placement());
    }

    TracedTensor ordered(String output) {
      Set<Integer> letters = new LinkedHashSet<>(output.chars().boxed().toList());
      if (letters.size() != output.length() || output.length() != this.letters.length()) {
        throw new PythonException("a sum of one tensor along an axis has no layer");
      }
      return permuted(tensor, output.chars().map(this.letters::indexOf).boxed().toList());
    }
  }
}
