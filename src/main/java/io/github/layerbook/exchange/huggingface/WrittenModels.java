package io.github.layerbook.exchange.huggingface;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The models that the resource {@code models.layers} holds, whose head says how it is read. */
final class WrittenModels {
  private static final WrittenModels ALL = new WrittenModels();

  private final Map<String, List<String>> headings = new LinkedHashMap<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();

  /**
   * A part that others use, or a model.
   *
   * @param parameters the names of the values that it is used with
   * @param lines its lines
   */
  record Part(List<String> parameters, List<WrittenLine> lines) {}

  private WrittenModels() {
    try (InputStream in =
        Objects.requireNonNull(
            WrittenModels.class.getResourceAsStream("models.layers"), "models.layers")) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
      for (int i = 0; i < lines.size(); ) {
        List<String> heading = List.of(lines.get(i).split(" ", -1));
        boolean isModel = heading.get(0).equals("model");
        int end = end(lines, i);
        List<String> rest = heading.subList(2, heading.size());
        if (isModel) {
          headings.put(heading.get(1), rest);
        }
        Part part = new Part(isModel ? List.of() : rest, read(lines, i + 1, end));
        if (parts.put(heading.get(1), part) != null) {
          throw new IllegalStateException("two parts are called " + heading.get(1));
        }
        i = end;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the types with what stands behind them in their heading. */
  static Map<String, List<String>> headings() {
    return ALL.headings;
  }

  /** Returns a model or a part. */
  static Optional<Part> find(String name) {
    return Optional.ofNullable(ALL.parts.get(name));
  }

  private static List<WrittenLine> read(List<String> lines, int from, int to) {
    List<WrittenLine> all = new ArrayList<>();
    for (int i = from; i < to; ) {
      int end = end(lines, i);
      all.add(WrittenLine.of(lines.get(i).strip(), read(lines, i + 1, end)));
      i = end;
    }
    return all;
  }

  /** Where the lines end that stand further right than one above them. */
  private static int end(List<String> lines, int start) {
    int end = start + 1;
    while (end < lines.size() && indent(lines.get(end)) > indent(lines.get(start))) {
      end++;
    }
    return end;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
