package io.github.layerbook.exchange.pytorch.source;

import io.github.layerbook.exchange.source.Layout;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.network.OutputAddress;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Tensors that a module holds without a module around them. They have no batch: operators repeat
 * them over it as they are, everything else gets them expanded.
 */
final class HeldTensors {
  private final Map<OutputAddress, Held> held = new HashMap<>();

  /**
   * A tensor.
   *
   * @param code what it is called
   * @param extents its extents
   * @param layout the value as the layer has it
   */
  private record Held(String code, List<Long> extents, Layout layout) {}

  boolean contains(OutputAddress value) {
    return held.containsKey(value);
  }

  /** Takes the value of a parameter; returns how the layer has it. */
  Layout hold(OutputAddress value, String code, Parameter layer) {
    Layout layout =
        layer.order() == AxisOrder.HWC
            ? Layout.channelsLast(layer.on(List.of()).output().evaluated())
            : Layout.channelsFirst(layer.on(List.of()).output().evaluated());
    held.put(value, new Held(code, layer.shape().stream().map(Size::value).toList(), layout));
    return layout;
  }

  private Held of(OutputAddress value) {
    return Objects.requireNonNull(held.get(value));
  }

  /** Takes a value that is another but for axes of extent 1; returns whether it is. */
  boolean again(OutputAddress value, OutputAddress read, Layout output) {
    Held own = held.get(read);
    if (own == null || !large(own.extents()).equals(large(one(output)))) {
      return false;
    }
    held.put(value, new Held(own.code(), own.extents(), output));
    return true;
  }

  /** Takes a value that is made of each of another's alone; returns its code. */
  String changed(OutputAddress value, OutputAddress read, UnaryOperator<String> change) {
    Held own = of(read);
    String code = change.apply(own.code());
    held.put(value, new Held(code, own.extents(), own.layout()));
    return code;
  }

  /** Returns the tensor as an operator takes it beside others that stand so. */
  String repeated(OutputAddress value, Layout wanted) {
    Held own = of(value);
    List<Long> target = one(wanted);
    if (trimmed(own.extents()).equals(trimmed(target))) {
      return own.code();
    }
    String sizes = sizes(one(own.layout()));
    return TorchStatements.moved(
        "%s.reshape(%s)".formatted(own.code(), sizes), own.layout(), wanted);
  }

  /** Returns the tensor for each example of the batch that another value has. */
  String expanded(OutputAddress value, Layout wanted, String other, Layout otherLayout) {
    String batch = "%s.size(%d)".formatted(other, otherLayout.batch());
    String code = repeated(value, wanted);
    int missing = code.equals(of(value).code()) ? wanted.rank() - of(value).extents().size() : 0;
    List<String> sizes = new ArrayList<>();
    for (int axis = 0; axis < wanted.rank(); axis++) {
      sizes.add(axis == wanted.batch() ? batch : axis < missing ? "1" : "-1");
    }
    return "%s.expand(%s)".formatted(code, String.join(", ", sizes));
  }

  /** The extents with a batch of one. */
  private static List<Long> one(Layout layout) {
    List<Long> extents = new ArrayList<>(layout.extents());
    extents.set(layout.batch(), 1L);
    return extents;
  }

  private static List<Long> large(List<Long> extents) {
    return extents.stream().filter(extent -> extent != 1).toList();
  }

  /** The extents from the first that is not 1. */
  private static List<Long> trimmed(List<Long> extents) {
    return extents.stream().dropWhile(extent -> extent == 1).toList();
  }

  private static String sizes(List<Long> extents) {
    return extents.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
