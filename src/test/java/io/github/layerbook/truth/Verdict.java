package io.github.layerbook.truth;

import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.network.Applied;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What comes of a case.
 *
 * @param kind whether Layerbook agrees with the framework
 * @param text the differences, the error's message or the reason
 */
record Verdict(Kind kind, String text) {
  /** Whether Layerbook agrees. */
  enum Kind {
    /** Shapes, tensors and counts are equal. */
    AGREES,
    /** Both refuse it. */
    REFUSED,
    /** It cannot be said in Layerbook's terms. */
    NOT_EXPRESSIBLE,
    /** They differ. */
    DIFFERS
  }

  /** Layerbook has no extents of 0, as nothing can follow them. */
  private static final String NO_VALUES = "an output without values, which Layerbook refuses";

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

  /** Runs a case. */
  static Verdict of(Case reference, Mapping mapping) {
    try {
      Trial trial = mapping.trial(reference);
      List<String> differences = differences(reference, trial, trial.apply());
      if (reference.fails()) {
        return new Verdict(Kind.DIFFERS, "must fail, but is accepted: " + reference);
      }
      return differences.isEmpty()
          ? new Verdict(Kind.AGREES, "")
          : new Verdict(Kind.DIFFERS, reference + ": " + String.join("; ", differences));
    } catch (NotExpressibleException e) {
      return new Verdict(Kind.NOT_EXPRESSIBLE, e.reason());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return refused(reference, String.valueOf(e.getMessage()));
    }
  }

  private static Verdict refused(Case reference, String message) {
    if (reference.shapes("out").stream().anyMatch(shape -> shape.contains(0L))) {
      return new Verdict(Kind.NOT_EXPRESSIBLE, NO_VALUES);
    } else if (reference.failsToRun()) {
      return new Verdict(Kind.REFUSED, message);
    } else if (!reference.fails()) {
      return new Verdict(Kind.DIFFERS, reference + ": is refused: " + message);
    } else if (!namesACause(reference, message)) {
      return new Verdict(Kind.DIFFERS, reference + ": its error names no cause: " + message);
    }
    return new Verdict(Kind.REFUSED, message);
  }

  /**
   * Whether the message is for a reader: a sentence with a number that stands in the case, if an
   * example has any.
   */
  private static boolean namesACause(Case reference, String message) {
    String asked = " " + reference.json().path("args") + reference.inputs() + " ";
    return message.length() > 20
        && !message.contains("Exception")
        && (message.contains("is a single value")
            || NUMBER
                .matcher(message)
                .results()
                .anyMatch(m -> asked.matches(".*[^0-9-]" + m.group() + "[^0-9].*")));
  }

  /** Returns in what a layer differs from what the framework says of it. */
  static List<String> differences(Case reference, Trial trial, Applied applied) {
    List<String> differences = new ArrayList<>();
    List<List<Long>> outputs = trial.layout().all(applied.outputs());
    if (reference.failsToRun()) {
      compare(differences, "outputs", symbolic(reference), outputs);
      return differences;
    }
    compare(differences, "outputs", reference.shapes("out"), outputs);
    compareTensors(differences, reference, trial, applied);
    if (reference.states("flops") && trial.counted()) {
      compare(
          differences,
          "flops",
          reference.count("flops"),
          2 * trial.batch() * multiplyAdds(applied));
    }
    return differences;
  }

  /** The symbolic output shapes, with the batch for the extent that Keras leaves open. */
  private static List<List<Long>> symbolic(Case reference) {
    long batch = reference.input(0).get(0);
    return reference.shapes("out_symbolic").stream()
        .map(shape -> shape.stream().map(extent -> extent < 0 ? batch : extent).toList())
        .toList();
  }

  private static void compareTensors(
      List<String> differences, Case reference, Trial trial, Applied applied) {
    String parameters = reference.states("trainable") ? "trainable" : "params";
    String total = reference.states("trainable") ? "trainable_count" : "param_count";
    Map<String, List<Long>> tensors = new LinkedHashMap<>();
    Map<String, List<Long>> buffers = new LinkedHashMap<>();
    for (Tensor tensor : applied.tensors()) {
      boolean buffer = tensor.kind() == Tensor.Kind.BUFFER;
      (buffer ? buffers : tensors).putAll(trial.naming().apply(tensor));
    }
    compare(differences, parameters, reference.namedShapes(parameters), tensors);
    compare(differences, total, reference.count(total), elements(applied, false));
    if (reference.states("non_trainable")) {
      compare(differences, "non_trainable", reference.namedShapes("non_trainable"), buffers);
    } else {
      compare(differences, "buffers", reference.count("buffer_count"), elements(applied, true));
    }
  }

  /** Returns the number of elements of a layer's buffers or of its parameters. */
  static long elements(Applied applied, boolean buffers) {
    return applied.tensors().stream()
        .filter(tensor -> (tensor.kind() == Tensor.Kind.BUFFER) == buffers)
        .map(Tensor::count)
        .mapToLong(Size::value)
        .sum();
  }

  /** Returns a layer's multiply-adds for one example. */
  static long multiplyAdds(Applied applied) {
    return applied.declaration().work().stream()
        .filter(work -> work.kind() == Work.Kind.MULTIPLY_ADDS)
        .mapToLong(work -> work.count().value())
        .sum();
  }

  private static void compare(
      List<String> differences, String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      differences.add("%s expected %s, found %s".formatted(what, expected, found));
    }
  }
}
