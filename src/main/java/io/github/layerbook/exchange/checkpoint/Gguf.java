package io.github.layerbook.exchange.checkpoint;

import io.github.layerbook.exchange.container.FileNames;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GGUF, the format of llama.cpp: metadata, tensors with their types, values.
 *
 * <p>The header alone is read, and those of the parts beside it where a model is split into several
 * files. Shapes stand in GGUF's order, the fastest axis first: PyTorch's reversed. See <a
 * href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>.
 */
public final class Gguf implements FileForm {
  private static final Pattern PART = Pattern.compile("(?s)(.*-)(\\d{5})-of-(\\d{5})(\\.gguf)");

  /** Into more files no model is split. */
  private static final int MOST_PARTS = 1_000;

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
    Matcher part = PART.matcher(String.valueOf(file.getFileName()));
    long count = parts.first().metadata().number("split.count").orElse(1L);
    if (count > 1 && part.matches() && isAmong(part)) {
      readOthers(file, part, parts);
    } else if (count > 1) {
      parts.problem(
          "the model is split into %,d files, and the name of this one does not tell the others"
              .formatted(count));
    }
    return parts.read(FileNames.stem(file));
  }

  /** Whether a part's number is one of its model's. */
  private static boolean isAmong(Matcher part) {
    int number = Integer.parseInt(part.group(2));
    int count = Integer.parseInt(part.group(3));
    return number >= 1 && number <= count && count <= MOST_PARTS;
  }

  private static void readOthers(Path file, Matcher part, Parts parts) throws IOException {
    int count = Integer.parseInt(part.group(3));
    Map<Integer, Path> found = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    parts.clear();
    for (int i = 1; i <= count; i++) {
      String name = part.group(1) + "%05d-of-%s%s".formatted(i, part.group(3), part.group(4));
      Optional<Path> other = FileNames.beside(file, name);
      if (other.isPresent()) {
        found.put(i, other.get());
      } else {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      parts.problem("missing, with their tensors: " + FirstNames.of(missing));
    }
    for (Path other : found.values()) {
      parts.add(other);
    }
    parts.compare();
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

    void clear() {
      parts.clear();
      names.clear();
      tensors.clear();
      problems.clear();
    }

    void compare() {
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
