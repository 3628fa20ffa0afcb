package io.github.layerbook.exchange.form;

import java.util.List;

/**
 * What is asked of a text that a network is read from.
 *
 * @param call which network: a name or an expression, {@code resnet50} or {@code Net(classes=10)};
 *     empty for the last one that the text makes
 * @param inputs the extents of each input in the text's order of axes, without the batch; none if
 *     the text tells
 * @param name the network's name; empty for the text's own
 */
public record ReadingOptions(String call, List<List<Long>> inputs, String name) {
  /** Asks for what the text itself tells. */
  public static final ReadingOptions NONE = new ReadingOptions("", List.of(), "");

  /** Copies the inputs. */
  public ReadingOptions {
    inputs = inputs.stream().map(List::copyOf).toList();
  }

  /** Returns this for a call. */
  public ReadingOptions call(String newCall) {
    return new ReadingOptions(newCall, inputs, name);
  }

  /** Returns this for one input. */
  public ReadingOptions input(Long... extents) {
    return new ReadingOptions(call, List.of(List.of(extents)), name);
  }

  /** Returns the name that is asked for, or else another. */
  public String nameOr(String otherwise) {
    return name.isEmpty() ? otherwise : name;
  }

  /** Returns extents as {@code --input} takes them: {@code 3x32x32}. */
  public static String text(List<Long> extents) {
    return String.join("x", extents.stream().map(String::valueOf).toList());
  }
}
