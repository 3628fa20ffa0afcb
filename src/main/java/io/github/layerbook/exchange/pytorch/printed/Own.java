package io.github.layerbook.exchange.pytorch.printed;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.pytorch.Probes;
import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a printed module holds itself, beside the modules in it. */
final class Own {
  static final String ATTENTION = "MultiheadAttention";

  /** Classes that hold nothing: rotary positions, activations, losses. */
  private static final Set<String> EMPTY_WORDS =
      Set.of("Activation", "Rotary", "Loss", "DropPath", "GELU", "Pool", "Act", "Quant", "Permute");

  private Own() {}

  /** Returns whether a class is one of the table or a known other name of one. */
  static boolean isKnown(String type) {
    return PyTorch.printed(type).isPresent();
  }

  /** Returns whether a module with others in it holds parameters besides. */
  static boolean holdsItself(PrintedModule module) {
    return module.type().equals(ATTENTION);
  }

  /** Returns the arguments of a leaf as its entry takes them. */
  static Arguments arguments(PrintedModule module, Entry entry) {
    return PrintedArguments.of(module.arguments(), entry);
  }

  /**
   * Returns what a module holds itself; empty where the text does not say.
   *
   * @param width the model's width, for what does not state its own; null if it is not known
   */
  static Optional<List<StoredTensor>> tensors(PrintedModule module, @Nullable Long width) {
    String type = module.type();
    Arguments printed = PrintedArguments.of(module.arguments());
    if (holdsItself(module)) {
      return attention(module);
    } else if (type.equals("Parameter")) {
      return Optional.of(List.of(StoredTensor.trained("", longs(printed.positional()))));
    } else if (type.equals("Conv1D") && printed.named().get("nf") instanceof Long out) {
      return printed.named().get("nx") instanceof Long in
          ? Optional.of(
              List.of(
                  StoredTensor.trained("weight", List.of(in, out)),
                  StoredTensor.trained("bias", List.of(out))))
          : Optional.empty();
    } else if (type.equals("Bilinear")) {
      return bilinear(printed);
    } else if (type.endsWith("Norm") && !isKnown(type)) {
      return norm(type, printed, width);
    }
    Optional<Entry> entry = PyTorch.printed(type);
    if (entry.isEmpty()) {
      boolean empty = module.arguments().isEmpty() && EMPTY_WORDS.stream().anyMatch(type::contains);
      return empty ? Optional.of(List.of()) : Optional.empty();
    }
    return declared(module, entry.get());
  }

  private static Optional<List<StoredTensor>> declared(PrintedModule module, Entry entry) {
    if (module.type().equals("Identity") || module.arguments().isEmpty()) {
      return Optional.of(List.of());
    } else if (module.arguments().startsWith("original_name=")) {
      return Optional.empty();
    }
    return Probes.declaration(entry, arguments(module, entry))
        .map(
            declaration -> {
              List<StoredTensor> tensors = new ArrayList<>();
              for (Tensor tensor : declaration.tensors()) {
                StoredTensor stored =
                    StoredTensor.trained(
                        tensor.name(), tensor.extents().stream().map(Size::value).toList());
                boolean buffer = tensor.kind() == Tensor.Kind.BUFFER;
                tensors.add(buffer ? stored.as(Role.BUFFER) : stored);
              }
              return module.type().startsWith("Frozen")
                  ? tensors.stream().map(tensor -> tensor.as(Role.BUFFER)).toList()
                  : tensors;
            });
  }

  /** A matrix over both inputs for each output. */
  private static Optional<List<StoredTensor>> bilinear(Arguments printed) {
    if (printed.named().get("in1_features") instanceof Long first
        && printed.named().get("in2_features") instanceof Long second
        && printed.named().get("out_features") instanceof Long out) {
      List<StoredTensor> tensors =
          new ArrayList<>(List.of(StoredTensor.trained("weight", List.of(out, first, second))));
      if (!Boolean.FALSE.equals(printed.named().get("bias"))) {
        tensors.add(StoredTensor.trained("bias", List.of(out)));
      }
      return Optional.of(tensors);
    }
    return Optional.empty();
  }

  /** A norm of a library's own, with a scale, and a shift where its class says LayerNorm. */
  private static Optional<List<StoredTensor>> norm(
      String type, Arguments printed, @Nullable Long width) {
    Object first = printed.positional().isEmpty() ? null : printed.positional().get(0);
    List<Long> shape =
        first instanceof List<?> list
            ? longs(list)
            : first instanceof Long size
                ? List.of(size)
                : width == null ? List.of() : List.of(width);
    if (shape.isEmpty()) {
      return Optional.empty();
    }
    List<StoredTensor> tensors = new ArrayList<>(List.of(StoredTensor.trained("weight", shape)));
    if (type.endsWith("LayerNorm") && !type.startsWith("T5")) {
      tensors.add(StoredTensor.trained("bias", shape));
    }
    return Optional.of(tensors);
  }

  /** PyTorch keeps the three projections into attention in one tensor that it does not print. */
  private static Optional<List<StoredTensor>> attention(PrintedModule module) {
    for (PrintedModule child : module.children()) {
      Arguments printed = PrintedArguments.of(child.arguments());
      if (printed.named().get("in_features") instanceof Long width) {
        List<StoredTensor> tensors =
            new ArrayList<>(
                List.of(StoredTensor.trained("in_proj_weight", List.of(3 * width, width))));
        if (!Boolean.FALSE.equals(printed.named().get("bias"))) {
          tensors.add(StoredTensor.trained("in_proj_bias", List.of(3 * width)));
        }
        return Optional.of(tensors);
      }
    }
    return Optional.empty();
  }

  private static List<Long> longs(List<?> values) {
    return values.stream().filter(Long.class::isInstance).map(Long.class::cast).toList();
  }
}
