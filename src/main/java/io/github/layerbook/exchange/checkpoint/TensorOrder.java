package io.github.layerbook.exchange.checkpoint;

import java.util.Comparator;
import java.util.List;

/** Orders tensors by name as people do: {@code layers.2} before {@code layers.10}. */
final class TensorOrder {
  private TensorOrder() {}

  /** Returns tensors in the order of their names, for files whose own order says nothing. */
  static List<FileTensor> natural(List<FileTensor> tensors) {
    return tensors.stream()
        .sorted(Comparator.comparing(FileTensor::name, TensorOrder::compare))
        .toList();
  }

  private static int compare(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() && j < right.length()) {
      if (isDigit(left.charAt(i)) && isDigit(right.charAt(j))) {
        int iEnd = numberEnd(left, i);
        int jEnd = numberEnd(right, j);
        int order = compareNumbers(left, i, iEnd, right, j, jEnd);
        if (order != 0) {
          return order;
        }
        i = iEnd;
        j = jEnd;
      } else if (left.charAt(i) != right.charAt(j)) {
        return Character.compare(left.charAt(i), right.charAt(j));
      } else {
        i++;
        j++;
      }
    }
    int rest = Integer.compare(left.length() - i, right.length() - j);
    return rest != 0 ? rest : left.compareTo(right);
  }

  /** Compares digits as numbers: without the zeros in front the longer is the larger. */
  private static int compareNumbers(String left, int i, int iEnd, String right, int j, int jEnd) {
    int a = significant(left, i, iEnd);
    int b = significant(right, j, jEnd);
    int longer = Integer.compare(iEnd - a, jEnd - b);
    for (int at = 0; longer == 0 && a + at < iEnd; at++) {
      longer = Character.compare(left.charAt(a + at), right.charAt(b + at));
    }
    return longer;
  }

  private static int significant(String text, int from, int end) {
    int at = from;
    while (at < end - 1 && text.charAt(at) == '0') {
      at++;
    }
    return at;
  }

  private static int numberEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }
}
