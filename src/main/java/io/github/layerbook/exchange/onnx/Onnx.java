package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.exchange.onnx.model.Model;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelReader;
import io.github.layerbook.exchange.onnx.model.OnnxException;
import io.github.layerbook.exchange.onnx.plain.PlainGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * ONNX: the graph of a model and its sizes, never the values of its weights.
 *
 * <p>Values of weights are skipped, external data is never opened. Files of more than 100,000
 * operations, or of more than 128 MiB beside the weights, are refused.
 */
public final class Onnx implements FileForm {
  /** What a model's file may begin with: the tags of its fields. */
  private static final Set<Integer> TAGS =
      Set.of(0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72, 0xa2, 0xca);

  private static final int HIGHEST_VERSION = 0x20;

  @Override
  public String title() {
    return "an ONNX file";
  }

  /** A file without the ending is one if a version stands first, and what may follow it next. */
  @Override
  public boolean recognises(byte[] beginning, String name) {
    if (beginning.length == 0 || !TAGS.contains(beginning[0] & 0xff)) {
      return false;
    }
    return name.endsWith(".onnx")
        || (beginning.length > 2
            && beginning[0] == 0x08
            && beginning[1] > 0
            && beginning[1] <= HIGHEST_VERSION
            && TAGS.contains(beginning[2] & 0xff));
  }

  /**
   * Reads a file; the batch is the first axis of the first input. Raw nodes are an inventory.
   *
   * @throws UnreadableFileException naming the file, the place and the cause
   */
  @Override
  public ReadNetwork read(Path file, FileOptions options) throws IOException {
    try {
      Model model = ModelReader.read(file);
      ModelGraph graph = WeightInputs.asInitializers(Ordering.ordered(Expansion.expanded(model)));
      String name = name(options, String.valueOf(file.getFileName()));
      return options.raw()
          ? RawGraph.of(model, graph, options, name)
          : new Following(model, PlainGraph.of(graph), options, name).read(file);
    } catch (OnnxException e) {
      throw UnreadableFileException.of(file, String.valueOf(e.getMessage()));
    }
  }

  /** The name that is asked for, or the file's, as a network can have it. */
  private static String name(FileOptions options, String file) {
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
