package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.form.ReadNetwork;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The networks of a text that makes several. */
public final class Several {
  /** More are not read side by side. */
  private static final int MOST = 8;

  private Several() {}

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
