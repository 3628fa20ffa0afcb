package io.github.layerbook.exchange.keras.file;

import io.github.layerbook.exchange.keras.file.ConfigValues.Constant;
import io.github.layerbook.exchange.keras.file.ConfigValues.Given;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts tensors into the places where a call names them, and finds them there. */
final class Resolved {
  /** Arguments that are tensors and change no shape. */
  private static final List<String> ASIDE = List.of("mask", "initial_state", "training");

  /** What a tensor from a file can do. */
  static final TracedTensor.Methods NO_METHODS = (interpreter, tensor, name) -> Optional.empty();

  private Resolved() {}

  /** Returns what a call is given, with tensors in the places of their names. */
  static Given of(Given call, Function<TensorRef, TracedTensor> tensors) {
    List<Object> arguments = new ArrayList<>();
    call.arguments().forEach(each -> arguments.add(resolved(each, tensors)));
    Map<String, Object> named = new LinkedHashMap<>();
    call.named().forEach((name, each) -> named.put(name, resolved(each, tensors)));
    return new Given(arguments, named);
  }

  private static Object resolved(Object value, Function<TensorRef, TracedTensor> tensors) {
    if (value instanceof List<?> list) {
      return list.stream().map(each -> resolved(each, tensors)).toList();
    } else if (value instanceof Constant constant) {
      return TracedTensor.constant(constant.extents(), null, NO_METHODS);
    }
    return value instanceof TensorRef tensor ? tensors.apply(tensor) : value;
  }

  /** Returns the tensors that a layer works on: masks and first states are none of them. */
  static List<TracedTensor> tensors(Given given) {
    List<TracedTensor> tensors = new ArrayList<>();
    collect(given.arguments(), tensors);
    given
        .named()
        .forEach(
            (name, value) -> {
              if (ASIDE.stream().noneMatch(name::contains)) {
                collect(value, tensors);
              }
            });
    return tensors;
  }

  private static void collect(Object value, List<TracedTensor> tensors) {
    if (value instanceof TracedTensor tensor) {
      tensors.add(tensor);
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, tensors));
    }
  }
}
