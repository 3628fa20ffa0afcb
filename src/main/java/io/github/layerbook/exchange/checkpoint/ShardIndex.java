package io.github.layerbook.exchange.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.container.FileNames;
import io.github.layerbook.exchange.container.FirstNames;
import io.github.layerbook.exchange.container.JsonText;
import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.unit.Numbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The index of a model that is split into several files of weights, {@code
 * model.safetensors.index.json}. The files stand beside it; a name that leads elsewhere is refused,
 * a missing file named with its tensors.
 *
 * @param title what the index is, in words
 * @param ending how the names of its files end
 * @param reader reads one of the files
 */
public record ShardIndex(String title, String ending, ShardReader reader) implements FileForm {
  /** One of the files. */
  @FunctionalInterface
  public interface ShardReader {
    /** Returns a file's tensors, and what is wrong with it though they can be listed. */
    Shard read(Path file) throws IOException;
  }

  /**
   * What one of the files holds.
   *
   * @param tensors in the file's order
   * @param problems what is wrong with it
   */
  public record Shard(List<FileTensor> tensors, List<Problem> problems) {
    /** Copies the lists. */
    public Shard {
      tensors = List.copyOf(tensors);
      problems = List.copyOf(problems);
    }
  }

  /** Makes the index of safetensors files. */
  public static ShardIndex ofSafetensors() {
    return new ShardIndex(
        "an index of safetensors files",
        ".safetensors",
        file -> {
          SafetensorsHeader header = SafetensorsHeader.read(file);
          return new Shard(header.tensors(), header.problems());
        });
  }

  private static final long LONGEST = 64 << 20;

  /** More files has no model. */
  private static final int MOST_FILES = 10_000;

  @Override
  public boolean recognises(byte[] beginning, String name) {
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    return name.endsWith(ending + ".index.json")
        || (text.stripLeading().startsWith("{")
            && text.contains("\"weight_map\"")
            && text.contains(ending + "\""));
  }

  @Override
  public ReadNetwork read(Path file, FileOptions options) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw UnreadableFileException.of(
          file, "is larger than any index, %s".formatted(Numbers.bytes(LONGEST)));
    }
    JsonNode index = JsonText.tree(Files.readAllBytes(file), file, "");
    Map<String, Set<String>> shards = shards(file, index.path("weight_map"));
    if (shards.size() > MOST_FILES) {
      throw UnreadableFileException.of(
          file,
          "lists %s, more than any model is split into: %s"
              .formatted(Numbers.count(shards.size(), "file"), Numbers.count(MOST_FILES)));
    }
    Reading reading = new Reading(file, reader);
    for (Map.Entry<String, Set<String>> shard : shards.entrySet()) {
      reading.add(shard.getKey(), shard.getValue());
    }
    reading.compare(index.path("metadata").path("total_size"));
    List<FileTensor> tensors = TensorOrder.natural(reading.tensors);
    List<String> notes = new ArrayList<>();
    notes.add("the tensors stand in " + Numbers.count(shards.size(), "file"));
    notes.addAll(ModelFolder.of(file).notes(tensors));
    return ReadNetwork.of(
        TensorList.inventory(FileNames.stem(file), title(), tensors), notes, reading.problems);
  }

  /** The names of tensors by the file that is said to hold them. */
  private static Map<String, Set<String>> shards(Path file, JsonNode weights) {
    if (!weights.isObject() || weights.isEmpty()) {
      throw UnreadableFileException.of(file, "has no weight_map: it is not an index");
    }
    Map<String, Set<String>> shards = new TreeMap<>();
    weights
        .properties()
        .forEach(
            entry -> {
              String name = entry.getValue().asText();
              if (!entry.getValue().isTextual() || !FileNames.isPlain(name)) {
                throw UnreadableFileException.at(
                    file,
                    "weight_map, " + entry.getKey(),
                    "“%s” is not a file beside the index; other places are not opened"
                        .formatted(name));
              }
              shards.computeIfAbsent(name, each -> new LinkedHashSet<>()).add(entry.getKey());
            });
    return shards;
  }

  /** The reading of the files. */
  private static final class Reading {
    private final Path index;
    private final ShardReader reader;
    private final List<FileTensor> tensors = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private boolean whole = true;

    Reading(Path index, ShardReader reader) {
      this.index = index;
      this.reader = reader;
    }

    void add(String shard, Set<String> expected) throws IOException {
      Optional<Path> found = FileNames.beside(index, shard);
      if (found.isEmpty()) {
        whole = false;
        problem("%s is missing, with %s".formatted(shard, FirstNames.of(expected)));
        return;
      }
      Shard read = reader.read(found.get());
      read.problems().forEach(each -> problem(shard + ": " + each.message()));
      Set<String> missing = new TreeSet<>(expected);
      for (FileTensor tensor : read.tensors()) {
        String before = places.put(tensor.name(), shard);
        if (before != null) {
          throw UnreadableFileException.of(
              index, "%s stands in %s and in %s".formatted(tensor.name(), before, shard));
        }
        if (!missing.remove(tensor.name())) {
          problem("%s holds %s, which the index does not list".formatted(shard, tensor.name()));
        }
        tensors.add(tensor);
      }
      if (!missing.isEmpty()) {
        problem("%s does not hold %s".formatted(shard, FirstNames.of(missing)));
      }
    }

    void compare(JsonNode totalSize) {
      long held = tensors.stream().mapToLong(tensor -> tensor.bytes().orElse(0L)).sum();
      if (whole && totalSize.isIntegralNumber() && totalSize.asLong() != held) {
        problem(
            "the index says total_size %s, the files hold %s; the files count"
                .formatted(totalSize.asText(), Numbers.plainBytes(held)));
      }
    }

    private void problem(String message) {
      problems.add(new Problem(0, message));
    }
  }
}
