package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.python.Builtin;
import io.github.layerbook.exchange.python.CallArguments;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.PythonClass;
import io.github.layerbook.exchange.python.TupleValue;
import io.github.layerbook.exchange.tracing.Einops;
import io.github.layerbook.exchange.tracing.Einsum;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.pooling.GlobalPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code torch.einsum} and einops: operations that are written as patterns of axes. */
final class Patterns {
  private final Modules modules;

  Patterns(Modules modules) {
    this.modules = modules;
  }

  /** {@code torch.einsum("bij,bjk->bik", x, y)}. */
  static Object einsum(Interpreter in, CallArguments arguments) {
    String equation = in.operators().text(arguments.get(0, "equation"));
    List<Object> operands = arguments.from(1).positional();
    if (operands.size() == 1 && isSequence(operands.get(0))) {
      operands = in.operators().list(operands.get(0));
    }
    return Einsum.of(equation, operands.stream().map(Functions::tensor).toList());
  }

  private static boolean isSequence(Object value) {
    return value instanceof List<?> || value instanceof TupleValue;
  }

  /** {@code einops}: its functions. */
  Optional<Object> functions(String name) {
    return switch (name) {
      case "rearrange", "repeat" ->
          Optional.of(Builtin.function(name, (in, a) -> applied(in, a, null)));
      case "reduce" ->
          Optional.of(
              Builtin.function(name, (in, a) -> applied(in, a, kind(a.get(2, "reduction")))));
      case "einsum" -> Optional.of(Builtin.function(name, Patterns::reversed));
      default -> Optional.empty();
    };
  }

  /** einops has the pattern last. */
  private static Object reversed(Interpreter in, CallArguments arguments) {
    List<Object> all = new ArrayList<>(arguments.positional());
    all.add(0, all.remove(all.size() - 1));
    return einsum(in, new CallArguments(all, Map.of()));
  }

  /** {@code einops.layers.torch}: its functions as modules. */
  Optional<Object> layers(String name) {
    if (!name.equals("Rearrange") && !name.equals("Reduce")) {
      return Optional.empty();
    }
    Map<String, io.github.layerbook.exchange.python.Callable> methods = new LinkedHashMap<>();
    methods.put(
        "__init__",
        (in, a) -> {
          Modules.self(a).fields().put("<pattern>", a.from(1));
          return Modules.self(a);
        });
    methods.put(
        "forward",
        (in, a) -> {
          CallArguments made =
              (CallArguments)
                  java.util.Objects.requireNonNull(Modules.self(a).fields().get("<pattern>"));
          return applied(
              in,
              made.after(a.get(1, "x")),
              name.equals("Reduce") ? kind(made.get(1, "reduction")) : null);
        });
    PythonClass type = modules.container(name, modules.module, methods);
    return Optional.of(type);
  }

  private static GlobalPool.Kind kind(Object reduction) {
    return "max".equals(reduction) || "min".equals(reduction)
        ? GlobalPool.Kind.MAX
        : GlobalPool.Kind.AVERAGE;
  }

  private static TracedTensor applied(
      Interpreter in, CallArguments arguments, GlobalPool.@Nullable Kind kind) {
    Map<String, Long> sizes = new HashMap<>();
    arguments
        .named()
        .forEach(
            (name, value) -> {
              if (value instanceof Long size) {
                sizes.put(name, size);
              }
            });
    String pattern = in.operators().text(arguments.get(1, "pattern"));
    return Einops.apply(Functions.tensor(arguments.get(0, "tensor")), pattern, sizes, kind);
  }
}
