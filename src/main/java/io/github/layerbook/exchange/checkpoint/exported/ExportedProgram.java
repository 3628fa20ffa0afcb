package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.container.FileNames;
import io.github.layerbook.exchange.container.JsonText;
import io.github.layerbook.exchange.container.ZipArchive;
import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.unit.Numbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A program that {@code torch.export.save} wrote, of PyTorch 2.1 and later. */
public final class ExportedProgram implements FileForm {
  private static final List<String> GRAPHS =
      List.of("models/model.json", "serialized_exported_program.json");

  private static final String WEIGHTS = "model_weights_config.json";

  /** Larger graphs has no program, in bytes. */
  private static final int LONGEST = 256 << 20;

  @Override
  public String title() {
    return "a program exported by PyTorch";
  }

  @Override
  public boolean recognises(byte[] beginning, String name) {
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    boolean zip = text.startsWith("PK\u0003\u0004");
    return zip && (name.endsWith(".pt2") || GRAPHS.stream().anyMatch(text::contains));
  }

  @Override
  public ReadNetwork read(Path file, FileOptions options) throws IOException {
    try (ZipArchive zip = ZipArchive.open(file)) {
      String graph =
          entry(zip, GRAPHS.get(0))
              .or(() -> entry(zip, GRAPHS.get(1)))
              .orElseThrow(
                  () ->
                      UnreadableFileException.of(
                          file, "the archive holds no models/model.json: no exported program"));
      JsonNode program = JsonText.tree(zip.read(graph, LONGEST), file, graph);
      ExportedGraph read = ExportedGraph.of(program, file);
      List<String> problems = new ArrayList<>();
      zip.escaping()
          .forEach(
              name ->
                  problems.add(
                      "the entry %s points out of the archive; not opened".formatted(name)));
      unknown(read).ifPresent(problems::add);
      StoredWeights weights = weights(zip, file);
      weights.disagreements(read).forEach(problems::add);
      String name = options.name().isEmpty() ? FileNames.stem(file) : options.name();
      Inventory inventory = ProgramInventory.of(FileNames.stem(file), title(), read, weights);
      Map<String, Long> open = read.open();
      requireOpen(file, open, options.dims());
      List<Problem> all = problems.stream().map(problem -> new Problem(0, problem)).toList();
      Function<Map<String, Long>, ReadNetwork> anew =
          sizes -> {
            ProgramNetwork followed =
                options.raw()
                    ? ProgramNetwork.NONE
                    : ProgramNetwork.of(program, read, weights, name, within(program, file, sizes));
            List<String> notes = new ArrayList<>(notes(read, program));
            if (!followed.reason().isEmpty()) {
              notes.add("its modules are listed, not its network: " + followed.reason());
            }
            return new ReadNetwork(
                followed.network(), Optional.of(inventory), followed.unused(), notes, all);
          };
      Map<String, Long> sizes = new LinkedHashMap<>(open);
      sizes.putAll(options.dims());
      return anew.apply(sizes).open(sizes, anew);
    }
  }

  private static void requireOpen(Path file, Map<String, Long> open, Map<String, Long> asked) {
    for (String dim : asked.keySet()) {
      if (!open.containsKey(dim)) {
        throw UnreadableFileException.of(
            file,
            "no size is called %s: %s"
                .formatted(
                    dim,
                    open.isEmpty()
                        ? "none is open"
                        : "open are " + String.join(", ", open.keySet())));
      }
    }
  }

  /** Returns sizes that are within the limits of the program, which says them of each. */
  private static Map<String, Long> within(JsonNode program, Path file, Map<String, Long> sizes) {
    sizes.forEach(
        (symbol, size) -> {
          JsonNode range = program.path("range_constraints").path(symbol);
          if (size < range.path("min_val").asLong(1)
              || size > range.path("max_val").asLong(Long.MAX_VALUE)) {
            throw UnreadableFileException.of(
                file, "%s=%d: %s".formatted(symbol, size, range(symbol, range)));
          }
        });
    return sizes;
  }

  private static String range(String symbol, JsonNode range) {
    return "%s is %s to %s"
        .formatted(symbol, range.path("min_val").asText("?"), range.path("max_val").asText("any"));
  }

  private static Optional<String> entry(ZipArchive zip, String end) {
    return zip.names().stream()
        .filter(name -> name.equals(end) || name.endsWith("/" + end))
        .findFirst();
  }

  private static StoredWeights weights(ZipArchive zip, Path file) throws IOException {
    Optional<String> config =
        zip.names().stream().filter(name -> name.endsWith("/" + WEIGHTS)).findFirst();
    return config.isEmpty()
        ? new StoredWeights(Map.of())
        : StoredWeights.of(JsonText.tree(zip.read(config.get(), LONGEST), file, config.get()));
  }

  private static Optional<String> unknown(ExportedGraph graph) {
    Set<String> unknown = new LinkedHashSet<>();
    for (GraphNode node : graph.nodes()) {
      if (!AtenOperators.isKnown(node.operator())) {
        unknown.add(node.operator());
      }
    }
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "operators that are not known: "
                + String.join(", ", unknown)
                + "; their shapes are the file's");
  }

  private static List<String> notes(ExportedGraph graph, JsonNode program) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "the graph has %s of ATen's operators"
            .formatted(Numbers.count(graph.nodes().size(), "call")));
    for (String input : graph.inputs()) {
      GraphValue value = graph.values().get(input);
      if (value != null) {
        notes.add("input %s: %s %s".formatted(input, value.type(), value.shape()));
      }
    }
    program
        .path("range_constraints")
        .properties()
        .forEach(symbol -> notes.add(range(symbol.getKey(), symbol.getValue())));
    return notes;
  }
}
