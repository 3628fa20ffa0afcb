package io.github.layerbook.exchange.rewriting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The Python code of classes for layers that a framework has none for: a file of classes with two
 * empty lines between them.
 */
public final class OwnCode {
  /** The module in which, as far as a dialect goes, such classes stand. */
  public static final String MODULE = "layerbook";

  private static final String CLASS = "class ";

  private final Map<String, String> sources;

  private OwnCode(Map<String, String> sources) {
    this.sources = sources;
  }

  /** Reads a file beside a class. */
  public static OwnCode of(Class<?> beside, String file) {
    try (InputStream source = Objects.requireNonNull(beside.getResourceAsStream(file))) {
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> sources = new LinkedHashMap<>();
      for (String part : text.split("\n\n\n", -1)) {
        if (part.startsWith(CLASS)) {
          sources.put(part.substring(CLASS.length(), part.indexOf('(')), part.strip());
        }
      }
      return new OwnCode(sources);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of the classes. */
  public Set<String> names() {
    return sources.keySet();
  }

  /** Returns the code of a class. */
  public Optional<String> source(String name) {
    return Optional.ofNullable(sources.get(name));
  }

  /** Returns the names of the classes whose code stands in a text, word for word. */
  public List<String> in(String text) {
    return sources.entrySet().stream()
        .filter(source -> text.contains(source.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
