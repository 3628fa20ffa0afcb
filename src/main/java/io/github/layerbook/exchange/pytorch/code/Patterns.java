package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Members;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.tracing.Einops;
import io.github.layerbook.exchange.tracing.Einsum;
import io.github.layerbook.exchange.tracing.TensorCall;
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
  private static final Members EINOPS =
      new Members()
          .function("rearrange repeat", (in, a) -> applied(in, a, null))
          .function("reduce", (in, a) -> applied(in, a, kind(a.get(2, "reduction"))))
          .function("einsum", Patterns::reversed);

  private final Modules modules;

  Patterns(Modules modules) {
    this.modules = modules;
  }

  /** {@code torch.einsum("bij,bjk->bik", x, y)}. */
  static Object einsum(Python in, CallArguments arguments) {
    String equation = in.text(arguments.get(0, "equation"));
    List<Object> operands = arguments.from(1).positional();
    if (operands.size() == 1 && Operators.isSequence(operands.get(0))) {
      operands = in.items().list(operands.get(0));
    }
    return Einsum.of(equation, operands.stream().map(TensorCall::tensor).toList());
  }

  /** {@code einops}: its functions. */
  Optional<Object> functions(String name) {
    return EINOPS.find(name);
  }

  /** einops has the pattern last. */
  private static Object reversed(Python in, CallArguments arguments) {
    List<Object> all = new ArrayList<>(arguments.positional());
    all.add(0, all.remove(all.size() - 1));
    return einsum(in, new CallArguments(all, Map.of()));
  }

  /** {@code einops.layers.torch}: its functions as modules. */
  Optional<Object> layers(String name) {
    if (!name.equals("Rearrange") && !name.equals("Reduce")) {
      return Optional.empty();
    }
    Map<String, io.github.layerbook.exchange.python.value.Callable> methods = new LinkedHashMap<>();
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
      Python in, CallArguments arguments, GlobalPool.@Nullable Kind kind) {
    Map<String, Long> sizes = new HashMap<>();
    arguments
        .named()
        .forEach(
            (name, value) -> {
              if (value instanceof Long size) {
                sizes.put(name, size);
              }
            });
    String pattern = in.text(arguments.get(1, "pattern"));
    return Einops.apply(TensorCall.tensor(arguments.get(0, "tensor")), pattern, sizes, kind);
  }
}
