package io.github.layerbook.exchange.rewriting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The Python code of classes for layers that a framework has none for: files of classes with two
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

  /** Reads files beside a class. */
  public static OwnCode of(Class<?> beside, String... files) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (String file : files) {
      for (String part : text(beside, file).split("\n\n\n", -1)) {
        if (part.startsWith(CLASS)) {
          sources.put(part.substring(CLASS.length(), part.indexOf('(')), part.strip());
        }
      }
    }
    return new OwnCode(sources);
  }

  private static String text(Class<?> beside, String file) {
    try (InputStream source = Objects.requireNonNull(beside.getResourceAsStream(file))) {
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
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

  /** Returns the code of classes and of those that they use, in the order of the files. */
  public List<String> sources(Collection<String> names) {
    Set<String> needed = new HashSet<>();
    names.forEach(name -> need(name, needed));
    return sources.keySet().stream()
        .filter(needed::contains)
        .map(name -> Objects.requireNonNull(sources.get(name)))
        .toList();
  }

  private void need(String name, Set<String> needed) {
    String source = Objects.requireNonNull(sources.get(name));
    if (needed.add(name)) {
      sources.keySet().stream()
          .filter(other -> source.contains(" " + other + "("))
          .forEach(other -> need(other, needed));
    }
  }

  /** Returns the names of the classes whose code stands in a text, word for word. */
  public List<String> in(String text) {
    return sources.entrySet().stream()
        .filter(source -> text.contains(source.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
