package io.github.layerbook.exchange.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.keras.source.KerasSource;
import io.github.layerbook.exchange.onnx.source.OnnxSource;
import io.github.layerbook.exchange.pytorch.source.TorchSource;
import io.github.layerbook.exchange.rewriting.Expansions;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes the code of all networks of the zoo, and what we say of each, into a directory: {@code
 * src/test/python/check_exports.py} runs them.
 */
public final class ExportedZoo {
  private static final long MOST_PARAMETERS = 10_000_000;

  private ExportedZoo() {}

  /** Writes into the directory of the first argument; ONNX models if there is a second. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    Map<String, Object> expected = new LinkedHashMap<>();
    for (ZooEntry entry : Zoo.entries()) {
      String name = entry.name();
      Network network = Zoo.network(name);
      expected.put(name, expected(network, arguments.length == 1));
      if (arguments.length > 1) {
        writeModel(directory.resolve(name + ".onnx"), network);
        continue;
      }
      write(directory.resolve(name + "_torch.py"), network, TorchSource::of);
      write(directory.resolve(name + "_keras.py"), network, KerasSource::of);
    }
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(directory.resolve("expected.json").toFile(), expected);
  }

  private static void write(Path file, Network network, Function<Network, String> code)
      throws IOException {
    try {
      Files.writeString(file, code.apply(network));
    } catch (NotExpressibleException e) {
      Files.writeString(
          file, "raise NotImplementedError(" + '"' + '"' + '"' + e.reason() + "\"\"\")\n");
    }
  }

  /** With weights where they are few; all others without. */
  private static void writeModel(Path file, Network network) throws IOException {
    boolean few = Report.of(network).total(Quantity.PARAMETERS).value() <= MOST_PARAMETERS;
    try {
      Files.write(file, few ? OnnxSource.of(network) : OnnxSource.withoutWeights(network));
    } catch (NotExpressibleException e) {
      System.out.println(e.reason().lines().limit(2).toList());
    }
  }

  /**
   * A network whose queries meet all keys: PyTorch's kernels compute the products with those out of
   * a window too, and its counter counts them ({@code sdpa_flop_count} knows no masks).
   */
  private static Network withoutWindows(Network network) {
    return Network.of(
        network.name(),
        network.nodes().stream()
            .map(
                node ->
                    node.layer() instanceof GroupedAttention layer && layer.window() != null
                        ? node.with(Expansions.with(layer, "window", null))
                        : node)
            .toList());
  }

  private static boolean isKept(Applied applied) {
    return applied.node().layer() instanceof Buffer || applied.node().layer() instanceof Parameter;
  }

  private static Map<String, Object> expected(Network network, boolean isCode) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("parameters", Report.of(network).total(Quantity.PARAMETERS).value());
    Network counted = isCode ? withoutWindows(network) : network;
    values.put("multiply_adds", Report.of(counted).total(Quantity.MULTIPLY_ADDS).value());
    List<List<Long>> outputs = new ArrayList<>();
    for (Applied applied : network.applied()) {
      boolean read =
          network.nodes().stream()
              .anyMatch(
                  node ->
                      node.reads().stream()
                          .anyMatch(address -> address.layer().equals(applied.node().path())));
      if (!read && !isKept(applied)) {
        outputs.add(
            applied.output().sizes(AxisOrder.HWC).stream().map(Size::value).sorted().toList());
      }
    }
    values.put("outputs", outputs);
    values.put("buffers", network.applied().stream().flatMap(ExportedZoo::buffers).toList());
    return values;
  }

  /** The names of a layer's tensors that are not trained. */
  private static Stream<String> buffers(Applied applied) {
    String path = applied.node().path();
    return applied.declaration().tensors().stream()
        .filter(tensor -> tensor.kind() == Tensor.Kind.BUFFER)
        .map(tensor -> tensor.name().isEmpty() ? path : path + "." + tensor.name());
  }
}
