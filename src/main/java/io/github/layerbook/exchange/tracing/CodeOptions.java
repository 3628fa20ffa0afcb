package io.github.layerbook.exchange.tracing;

import java.util.List;

/**
 * What is asked of pasted code.
 *
 * @param call which network: a name or an expression, {@code resnet50} or {@code Net(classes=10)};
 *     empty for the last one that the text makes
 * @param inputs the extents of each input in the framework's order, without the batch; none if the
 *     text tells
 * @param framework {@code pytorch} or {@code keras}; empty to tell by the text
 * @param name the network's name; empty for the text's own
 */
public record CodeOptions(String call, List<List<Long>> inputs, String framework, String name) {
  /** Asks for what the text itself tells. */
  public static final CodeOptions NONE = new CodeOptions("", List.of(), "", "");

  /** Copies the inputs. */
  public CodeOptions {
    inputs = inputs.stream().map(List::copyOf).toList();
  }

  /** Returns this for a call. */
  public CodeOptions call(String newCall) {
    return new CodeOptions(newCall, inputs, framework, name);
  }

  /** Returns this for one input. */
  public CodeOptions input(Long... extents) {
    return new CodeOptions(call, List.of(List.of(extents)), framework, name);
  }
}
