package io.github.layerbook.exchange.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.container.JsonText;
import io.github.layerbook.exchange.form.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that a model was saved in, whose {@code config.json} says what its weights do not.
 *
 * @param config the model's configuration; empty without one that can be read
 */
record ModelFolder(Optional<JsonNode> config) {
  private static final long LONGEST = 1 << 20;

  /** The names that a language model's table of words has in the models of transformers. */
  private static final List<String> TABLES =
      List.of(
          "embed_tokens.weight",
          "wte.weight",
          "word_embeddings.weight",
          "tok_embeddings.weight",
          "embed_in.weight");

  /** The names of the layer that scores the words. */
  private static final Set<String> HEADS =
      Set.of("lm_head.weight", "output.weight", "embed_out.weight", "score.weight");

  /** Looks for the configuration beside a file. */
  static ModelFolder of(Path file) throws IOException {
    Path config = file.resolveSibling("config.json");
    if (!Files.isRegularFile(config) || Files.size(config) > LONGEST) {
      return new ModelFolder(Optional.empty());
    }
    try {
      return new ModelFolder(
          Optional.of(JsonText.tree(Files.readAllBytes(config), config, ""))
              .filter(JsonNode::isObject));
    } catch (UnreadableFileException e) {
      return new ModelFolder(Optional.empty());
    }
  }

  /** Says what the configuration adds to a file's tensors. */
  List<String> notes(List<FileTensor> tensors) {
    return config.flatMap(known -> tie(known, tensors)).map(List::of).orElse(List.of());
  }

  /** A language model without weights for its head uses those of its table of words. */
  private static Optional<String> tie(JsonNode config, List<FileTensor> tensors) {
    boolean tied = config.path("tie_word_embeddings").asBoolean(false);
    boolean hasHead =
        tensors.stream().anyMatch(tensor -> HEADS.stream().anyMatch(head -> isNamed(tensor, head)));
    return tied && !hasHead
        ? tensors.stream()
            .filter(tensor -> TABLES.stream().anyMatch(table -> isNamed(tensor, table)))
            .findFirst()
            .map(
                table ->
                    "config.json ties lm_head.weight to %s: the file keeps it once"
                        .formatted(table.name()))
        : Optional.empty();
  }

  private static boolean isNamed(FileTensor tensor, String end) {
    return tensor.name().equals(end) || tensor.name().endsWith("." + end);
  }
}
