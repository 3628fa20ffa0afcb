package io.github.layerbook.exchange.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configuration of a model, from whatever file.
 *
 * @param file the file that it stands in
 * @param part where it stands there; empty for the file itself
 * @param json what it says
 */
record KerasConfig(Path file, String part, JsonNode json) {
  private static final Set<String> MODELS = Set.of("Functional", "Model", "Sequential");

  /** Returns whether a text looks like a configuration. */
  static boolean isLike(String text) {
    return text.stripLeading().startsWith("{")
        && text.contains("\"class_name\"")
        && text.contains("\"config\"");
  }

  /** Whether it says which layers there are; a subclassed model's does not. */
  boolean hasLayers() {
    return MODELS.contains(json.path("class_name").asText(""));
  }

  /** Says why there is no network, where the configuration does not say the layers. */
  String withoutLayers() {
    return "the model is of a class of its author's own, %s, whose layers stand in code that is not in the file"
        .formatted(json.path("registered_name").asText(json.path("class_name").asText("?")));
  }

  /**
   * Returns the network.
   *
   * @param options what is asked
   * @param listed whether the model's weights are listed beside it: where a layer is not known, nor
   *     the shape that follows it, there may be no network then
   * @throws UnreadableFileException if the configuration makes none
   */
  ReadNetwork read(FileOptions options, boolean listed) {
    if (!hasLayers()) {
      throw error(withoutLayers());
    }
    boolean channelsFirst = json.findValuesAsText("data_format").contains("channels_first");
    ModelBuilder builder = new ModelBuilder(channelsFirst, options);
    try {
      Network network = builder.network(ModelConfig.of(ModelConfig.layer(json)));
      return new ReadNetwork(
              Optional.of(network),
              List.of(),
              builder.notes(),
              builder.problems().stream().map(problem -> new Problem(0, problem)).toList())
          .frozen(frozen(network, builder.frozen()))
          .open(builder.open(), sizes -> read(options.dims(sizes), listed));
    } catch (PythonException e) {
      if (listed && builder.isLost()) {
        return ReadNetwork.failed(
            builder.notes(), List.of(new Problem(0, String.valueOf(e.getMessage()))));
      }
      throw error(String.valueOf(e.getMessage()));
    }
  }

  /** Of the layers that are not trained those that have something to train. */
  private static Set<String> frozen(Network network, Set<String> paths) {
    return network.nodes().stream()
        .map(Node::path)
        .filter(paths::contains)
        .collect(Collectors.toSet());
  }

  private UnreadableFileException error(String reason) {
    return part.isEmpty()
        ? UnreadableFileException.of(file, reason)
        : UnreadableFileException.at(file, part, reason);
  }
}
