package io.github.layerbook.exchange.known;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.caffe.Caffe;
import io.github.layerbook.exchange.darknet.Darknet;
import io.github.layerbook.exchange.djl.Djl;
import io.github.layerbook.exchange.dl4j.Dl4j;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.exchange.slim.Slim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The dialects that come with Layerbook. */
public final class Dialects {
  private static final List<Dialect> ALL =
      List.of(
          PyTorch.dialect(),
          Keras.dialect(),
          OnnxOperators.dialect(),
          Caffe.dialect(),
          Darknet.dialect(),
          Dl4j.dialect(),
          Djl.dialect(),
          Slim.dialect(),
          Slim.layersDialect());

  private Dialects() {}

  /** Returns all dialects. */
  public static List<Dialect> all() {
    return ALL;
  }

  /** Returns the dialect of a framework, its name in any case: {@code pytorch}. */
  public static Optional<Dialect> named(String framework) {
    return ALL.stream().filter(dialect -> dialect.name().equalsIgnoreCase(framework)).findFirst();
  }

  /**
   * Returns what a framework's name of a class or function means, in each dialect that knows it:
   * written as there or, if no dialect has it so, in any case.
   *
   * @param name the name, also after its module: {@code nn.Conv2d}
   */
  public static List<Meaning> meanings(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    List<Meaning> exact = meanings(last::equals);
    String lower = last.toLowerCase(Locale.ROOT);
    return exact.isEmpty()
        ? meanings(other -> other.toLowerCase(Locale.ROOT).equals(lower))
        : exact;
  }

  private static List<Meaning> meanings(Predicate<String> isMeant) {
    List<Meaning> meanings = new ArrayList<>();
    for (Dialect dialect : ALL) {
      for (Entry entry : dialect.entries()) {
        if (entry.names().stream().anyMatch(isMeant)) {
          meanings.add(new Meaning(dialect.name(), entry.usage(), entry.words(), entry.limits()));
        }
      }
      for (Map.Entry<String, String> absent : dialect.absent().entrySet()) {
        if (isMeant.test(absent.getKey())) {
          meanings.add(
              new Meaning(dialect.name(), absent.getKey(), List.of(), List.of(absent.getValue())));
        }
      }
    }
    return meanings;
  }
}
