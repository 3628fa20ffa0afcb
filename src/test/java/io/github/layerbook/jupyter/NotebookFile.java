package io.github.layerbook.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** Notebook files, format 4.5, of the Layerbook kernel. */
final class NotebookFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NotebookFile() {}

  /** Writes a notebook of code cells that were never run. */
  static void write(Path file, List<String> sources) throws IOException {
    ObjectNode notebook = JSON.createObjectNode();
    ArrayNode cells = notebook.putArray("cells");
    for (String source : sources) {
      ObjectNode cell = cells.addObject();
      cell.put("cell_type", "code").put("id", "cell-" + cells.size()).put("source", source);
      cell.putNull("execution_count").putArray("outputs");
      cell.putObject("metadata");
    }
    ObjectNode kernel = notebook.putObject("metadata").putObject("kernelspec");
    kernel.put("name", "layerbook").put("display_name", "Java (Layerbook)");
    kernel.put("language", "java");
    notebook.put("nbformat", 4).put("nbformat_minor", 5);
    Files.writeString(file, JSON.writeValueAsString(notebook));
  }

  /** The cells of a notebook, in their order. */
  static List<JsonNode> cells(Path file) {
    try {
      JsonNode cells = JSON.readTree(file.toFile()).path("cells");
      return StreamSupport.stream(cells.spliterator(), false).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** The code cells of a notebook, in their order. */
  static List<JsonNode> codeCells(Path file) {
    return cells(file).stream()
        .filter(cell -> cell.path("cell_type").asText().equals("code"))
        .toList();
  }

  /** A text of a notebook, which may be written as one string or as a list of lines. */
  static String text(JsonNode node) {
    StringBuilder text = new StringBuilder(node.asText());
    node.elements().forEachRemaining(line -> text.append(line.asText()));
    return text.toString();
  }
}
