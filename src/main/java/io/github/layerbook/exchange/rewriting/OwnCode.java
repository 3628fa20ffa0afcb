package io.github.layerbook.exchange.rewriting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Python code of classes for layers that a framework has none for: files of {@link OwnClass}es
 * with two empty lines between them.
 */
public final class OwnCode {
  /** The module in which, as far as a dialect goes, such classes stand. */
  public static final String MODULE = "layerbook";

  private static final String CLASS = "class ";
  private static final Pattern WHOLE = Pattern.compile("(?m)^class (\\w+)\\(.*$(?:\\R+ .*)*+");

  private final Map<String, OwnClass> sources;

  private OwnCode(Map<String, OwnClass> sources) {
    this.sources = sources;
  }

  /** Reads files beside a class. */
  public static OwnCode of(Class<?> beside, String... files) {
    Map<String, OwnClass> sources = new LinkedHashMap<>();
    for (String file : files) {
      for (String part : text(beside, file).split("\n\n\n", -1)) {
        if (part.startsWith(CLASS)) {
          String name = part.substring(CLASS.length(), part.indexOf('('));
          sources.put(name, OwnClass.of(name, part.strip()));
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

  /** Returns a class. */
  public OwnClass find(String name) {
    return Objects.requireNonNull(sources.get(name));
  }

  /**
   * Returns the code of classes, after that of the classes that they are made of.
   *
   * @param texts their own code by their names
   */
  public String text(Map<String, String> texts) {
    Map<String, String> all = new LinkedHashMap<>();
    texts.forEach(
        (type, text) -> {
          for (String name : sources.keySet()) {
            if (!texts.containsKey(name)
                && Pattern.compile("\\b%s\\(".formatted(name)).matcher(text).find()) {
              all.put(name, find(name).text(name, Map.of()));
            }
          }
          all.put(type, text);
        });
    return all.values().stream().map(text -> text + "\n\n\n").collect(Collectors.joining());
  }

  /**
   * A class whose code stands in a text.
   *
   * @param type what it is called there
   * @param name the class
   * @param chosen what is chosen of it
   */
  public record Found(String type, String name, Map<String, @Nullable Object> chosen) {}

  /** Returns the classes whose code stands in a text. */
  public List<Found> in(String text) {
    List<Found> all = new ArrayList<>();
    Matcher classes = WHOLE.matcher(text);
    while (classes.find()) {
      String type = classes.group(1);
      sources.forEach(
          (name, source) ->
              source
                  .read(type, classes.group())
                  .ifPresent(chosen -> all.add(new Found(type, name, chosen))));
    }
    return all;
  }
}
