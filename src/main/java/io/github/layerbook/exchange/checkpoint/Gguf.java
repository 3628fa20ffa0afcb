package io.github.layerbook.exchange.checkpoint;

import io.github.layerbook.exchange.container.FileNames;
import io.github.layerbook.exchange.container.FileSeries;
import io.github.layerbook.exchange.container.FirstNames;
import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.unit.Numbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * GGUF, the format of llama.cpp: metadata, tensors with their types, values.
 *
 * <p>The header alone is read, and those of the parts beside it where a model is split into several
 * files. Shapes stand in GGUF's order, the fastest axis first: PyTorch's reversed. See <a
 * href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>.
 */
public final class Gguf implements FileForm {
  private static final String TABLE = "token_embd.weight";

  @Override
  public String title() {
    return "a GGUF file";
  }

  @Override
  public boolean recognises(byte[] beginning, String name) {
    return name.endsWith(".gguf")
        || new String(beginning, 0, Math.min(4, beginning.length), StandardCharsets.ISO_8859_1)
            .equals("GGUF");
  }

  @Override
  public ReadNetwork read(Path file, FileOptions options) throws IOException {
    Parts parts = new Parts();
    parts.add(file);
    long count = parts.first().metadata().number("split.count").orElse(1L);
    Optional<FileSeries> series = FileSeries.of(file);
    if (count > 1 && series.isPresent()) {
      parts.addAll(series.get());
    } else if (count > 1) {
      parts.problem(
          "the model is split into %,d files, and the name of this one does not give the others"
              .formatted(count));
    }
    return parts.read(FileNames.stem(file));
  }

  /** The files of a model. */
  private static final class Parts {
    private final List<GgufPart> parts = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<FileTensor> tensors = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    void add(Path file) throws IOException {
      GgufPart part = GgufPart.read(file);
      parts.add(part);
      problems.addAll(part.problems());
      for (FileTensor tensor : part.tensors()) {
        if (!names.add(tensor.name())) {
          throw UnreadableFileException.of(
              file, "holds %s, which another part holds too".formatted(tensor.name()));
        }
        tensors.add(tensor.name().startsWith("rope_freqs") ? tensor.as(Role.BUFFER) : tensor);
      }
    }

    GgufPart first() {
      return parts.get(0);
    }

    /** Adds all files of a model, in the place of what was read of one. */
    void addAll(FileSeries series) throws IOException {
      parts.clear();
      names.clear();
      tensors.clear();
      problems.clear();
      if (!series.missing().isEmpty()) {
        problem("missing, with their tensors: " + FirstNames.of(series.missing()));
      }
      for (Path part : series.found()) {
        add(part);
      }
      compare();
    }

    private void compare() {
      first()
          .metadata()
          .number("split.tensors.count")
          .filter(count -> count != tensors.size())
          .ifPresent(
              count ->
                  problem(
                      "%,d tensors are announced, %,d are there".formatted(count, tensors.size())));
    }

    void problem(String message) {
      problems.add(new Problem(0, message));
    }

    ReadNetwork read(String stem) {
      GgufMetadata metadata = first().metadata();
      List<String> notes = new ArrayList<>();
      metadata.note().ifPresent(notes::add);
      notes.add("shapes are in GGUF's order, the fastest axis first: PyTorch's reversed");
      if (parts.size() > 1) {
        notes.add("the tensors stand in " + Numbers.count(parts.size(), "file"));
      }
      if (names.contains(TABLE) && !names.contains("output.weight")) {
        notes.add("there is no output.weight: the head uses " + TABLE);
      }
      if (tensors.isEmpty()) {
        notes.add("the file holds a vocabulary and no tensors");
      }
      String name = metadata.text("general.name").filter(each -> !each.isBlank()).orElse(stem);
      return ReadNetwork.of(TensorList.inventory(name, "a GGUF file", tensors), notes, problems);
    }
  }
}
