package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.onnx.model.Model;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelReader;
import io.github.layerbook.exchange.onnx.model.OnnxException;
import java.nio.file.Path;
import java.util.List;

/** Reads networks from ONNX files: the graph and its sizes, never the values of weights. */
public final class Onnx {
  private Onnx() {}

  /**
   * Reads a file.
   *
   * <p>Never throws for what stands in the file: problems are named in the result, with the file,
   * the place and the cause. Values of weights are skipped, external data is never opened. Files
   * of more than 200,000 operations, or 128 MiB beside the weights, are refused.
   *
   * @return the network, the batch being the first axis of the first input; of {@linkplain
   *     OnnxOptions#raw raw} nodes an inventory
   */
  public static ReadNetwork read(Path path, OnnxOptions options) {
    String file = String.valueOf(path.getFileName());
    try {
      Model model = ModelReader.read(path);
      try {
        return read(model, options, file);
      } catch (OnnxException e) {
        throw e.in(file);
      }
    } catch (OnnxException e) {
      return ReadNetwork.failed(
          List.of(), List.of(new Problem(0, String.valueOf(e.getMessage()))));
    }
  }

  private static ReadNetwork read(Model model, OnnxOptions options, String file) {
    ModelGraph graph = Ordering.ordered(Expansion.expanded(model));
    String name = name(options, file);
    return options.raw()
        ? RawGraph.of(model, graph, options, name)
        : new Following(model, graph, options, name).read();
  }

  /** The name that is asked for, or the file's, as a network can have it. */
  private static String name(OnnxOptions options, String file) {
    if (!options.name().isEmpty()) {
      return options.name();
    }
    String plain =
        file.replaceFirst("\\.onnx$", "")
            .replaceAll("[^A-Za-z0-9_]+", "_")
            .replaceFirst("^_+|^([0-9])", "n$1");
    return plain.isEmpty() ? "network" : plain;
  }
}
