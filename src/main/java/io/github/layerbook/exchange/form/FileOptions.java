package io.github.layerbook.exchange.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked of a file that a network is read from.
 *
 * @param inputs the extents of each input in the file's order of axes, without the batch; none if
 *     the file tells
 * @param dims values of the file's named dimensions, such as {@code batch}
 * @param raw whether to show the file's graph as it is, without folding what exporters add
 * @param name the network's name; empty for the file's own
 */
public record FileOptions(
    List<List<Long>> inputs, Map<String, Long> dims, boolean raw, String name) {
  /** Asks for what the file itself tells. */
  public static final FileOptions NONE = new FileOptions(List.of(), Map.of(), false, "");

  /** Copies the inputs and dimensions. */
  public FileOptions {
    inputs = inputs.stream().map(List::copyOf).toList();
    dims = Map.copyOf(dims);
  }

  /** Returns this for one input. */
  public FileOptions input(Long... extents) {
    return new FileOptions(List.of(List.of(extents)), dims, raw, name);
  }

  /** Returns this with values of named dimensions, and those that it has of others. */
  public FileOptions dims(Map<String, Long> sizes) {
    Map<String, Long> all = new HashMap<>(dims);
    all.putAll(sizes);
    return new FileOptions(inputs, all, raw, name);
  }

  /** Returns what is asked of a text that stands in the file. */
  public ReadingOptions text() {
    return new ReadingOptions("", inputs, name);
  }
}
