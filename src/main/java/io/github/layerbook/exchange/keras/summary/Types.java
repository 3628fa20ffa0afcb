package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.keras.Keras;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The classes that a row may be of, of which a column may show the beginning only. */
final class Types {
  static final String INPUT = "InputLayer";

  /** Models as layers of others. */
  static final Set<String> MODELS = Set.of("Functional", "Sequential", "Model");

  /** Operators that Keras wraps in layers of their own. */
  static final List<String> OPERATORS =
      Dialect.names(
          """
          TFOpLambda SlicingOpLambda TensorFlowOpLayer ClassMethod Lambda GetItem NotEqual Cast
          ExpandDims Transpose Mean Sum Rescaling Normalization CenterCrop RandomBrightness
          RandomContrast RandomCrop RandomFlip RandomHeight RandomWidth RandomRotation
          RandomTranslation RandomZoom Attention AdditiveAttention CategoryEncoding StringLookup
          TextVectorization
          """);

  private static final List<String> ALL =
      Stream.of(
              Keras.dialect().entries().stream()
                  .filter(entry -> !entry.isFunction())
                  .map(Entry::names)
                  .flatMap(List::stream),
              Keras.dialect().absent().keySet().stream().sorted(),
              MODELS.stream().sorted(),
              OPERATORS.stream().sorted(),
              Stream.of(INPUT))
          .flatMap(each -> each)
          .distinct()
          .toList();

  private Types() {}

  /** Returns the classes that a row may be of, the likeliest first. */
  static List<String> of(SummaryRow row) {
    Written type = row.type();
    if (!type.cut()) {
      return List.of(type.text());
    }
    String base = base(row.name().text());
    Set<String> found = new LinkedHashSet<>();
    List<String> fitting = new ArrayList<>(ALL.stream().filter(type::standsFor).toList());
    fitting.sort(
        Comparator.comparingInt((String each) -> Keras.layerName(each).equals(base) ? 0 : 1)
            .thenComparingInt(each -> axes(each) == row.output().size() - 1 ? 0 : 1));
    if (type.text().isEmpty()) {
      fitting.removeIf(each -> !Keras.layerName(each).equals(base));
    }
    found.addAll(fitting);
    return List.copyOf(found);
  }

  /** Returns the number of spatial axes that a class's name tells; -1 if it tells none. */
  static int axes(String type) {
    int digit = type.replaceFirst("Transpose$", "").length() - 2;
    String bare = type.replaceFirst("Transpose$", "");
    return digit > 0 && bare.endsWith("D") && Character.isDigit(bare.charAt(digit))
        ? bare.charAt(digit) - '0'
        : -1;
  }

  /** Returns a name without the number that Keras gives it. */
  static String base(String name) {
    return name.replaceFirst("_[0-9]+$", "");
  }
}
