package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadNetwork.Unused;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.pytorch.code.TorchCode;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The network of a program, where all of its calls are known: read as PyTorch's code, and taken
 * only if it has the program's parameters.
 *
 * @param network the network; empty if there is none
 * @param unused the parameters that it never uses
 * @param reason why there is none
 */
record ProgramNetwork(Optional<Network> network, List<Unused> unused, String reason) {
  static final ProgramNetwork NONE = none("");

  /**
   * Reads the network of a program.
   *
   * @param sizes those of the program's open sizes that are given
   */
  static ProgramNetwork of(
      JsonNode program,
      ExportedGraph graph,
      StoredWeights weights,
      String name,
      Map<String, Long> sizes) {
    try {
      AtenCode code = AtenCode.of(program, graph, weights.ties());
      ReadNetwork read =
          TorchCode.read(
              PythonReader.read(code.text()), new ReadingOptions("", inputs(graph, sizes), name));
      if (read.network().isEmpty() || !read.problems().isEmpty()) {
        return none(
            read.problems().isEmpty()
                ? "it is not followed to its end"
                : read.problems().get(0).message());
      }
      List<Unused> unused = new ArrayList<>(read.unused());
      code.unused().forEach(state -> unused.add(unused(graph, state)));
      long ours =
          parameters(read.network().get()) + unused.stream().mapToLong(Unused::parameters).sum();
      long theirs = parameters(graph, weights.ties());
      return ours == theirs
          ? new ProgramNetwork(read.network(), unused, "")
          : none(
              "its layers would have %,d parameters, the program has %,d".formatted(ours, theirs));
    } catch (AtenCode.UnsaidException | ArithmeticException | StackOverflowError e) {
      return none(
          e instanceof StackOverflowError
              ? "it is nested too deeply"
              : String.valueOf(e.getMessage()));
    }
  }

  private static Unused unused(ExportedGraph graph, String state) {
    long values =
        Optional.ofNullable(graph.values().get(state))
            .flatMap(GraphValue::numbers)
            .orElse(List.of(0L))
            .stream()
            .reduce(1L, Math::multiplyExact);
    return new Unused(graph.states().getOrDefault(state, state), "Parameter", values);
  }

  private static ProgramNetwork none(String reason) {
    return new ProgramNetwork(Optional.empty(), List.of(), reason);
  }

  /** The extents of the inputs without the batch, which stands first. */
  private static List<List<Long>> inputs(ExportedGraph graph, Map<String, Long> sizes) {
    List<List<Long>> inputs = new ArrayList<>();
    for (String input : graph.inputs()) {
      List<Extent> shape =
          Optional.ofNullable(graph.values().get(input)).map(GraphValue::shape).orElse(List.of());
      List<Long> extents = new ArrayList<>();
      for (Extent extent : shape) {
        Optional.ofNullable(sizes.get(extent.text())).or(extent::value).ifPresent(extents::add);
      }
      if (shape.isEmpty() || extents.size() != shape.size()) {
        throw new AtenCode.UnsaidException("an input has no batch, or open sizes");
      }
      inputs.add(extents.subList(1, extents.size()));
    }
    return inputs;
  }

  private static long parameters(Network network) {
    return network.applied().stream()
        .flatMap(applied -> applied.tensors().stream())
        .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
        .map(Tensor::count)
        .mapToLong(Size::value)
        .reduce(0, Math::addExact);
  }

  /** The values of all parameters that the graph has, each once. */
  private static long parameters(ExportedGraph graph, Map<String, String> ties) {
    return graph.states().entrySet().stream()
        .filter(state -> !graph.buffers().contains(state.getKey()))
        .filter(state -> !ties.containsKey(state.getValue()))
        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey, (one, other) -> one))
        .values()
        .stream()
        .map(graph.values()::get)
        .flatMap(value -> value.numbers().stream())
        .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
        .reduce(0, Math::addExact);
  }
}
