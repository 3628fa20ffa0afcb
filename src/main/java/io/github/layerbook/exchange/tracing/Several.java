package io.github.layerbook.exchange.tracing;

import static java.util.stream.Collectors.toSet;

import io.github.layerbook.exchange.form.ReadNetwork;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The networks of a text that makes several. */
public final class Several {
  /** More are not read side by side. */
  private static final int MOST = 8;

  private static final Pattern SUPER = Pattern.compile("\\bsuper\\(\\s*\\w+\\s*,");
  private static final Pattern USE =
      Pattern.compile("(?<!class )(?<!def )(?<!super\\()\\b(\\w+)\\s*[(,\\])]");

  private Several() {}

  /** Returns the names that Python code calls, or gives to something; it is gone through once. */
  public static Set<String> used(String code) {
    return USE.matcher(SUPER.matcher(code).replaceAll(""))
        .results()
        .map(found -> found.group(1))
        .collect(toSet());
  }

  /**
   * Returns what each network is; empty unless there are several that are read whole.
   *
   * @param names the networks' names in the text
   * @param read reads the network of a name, on its own
   */
  public static Optional<List<ReadNetwork>> of(
      List<String> names, Function<String, ReadNetwork> read) {
    return Optional.of(names)
        .filter(all -> all.size() > 1 && all.size() <= MOST)
        .map(all -> all.stream().map(read).toList())
        .filter(all -> all.stream().allMatch(ReadNetwork::isWhole));
  }
}
