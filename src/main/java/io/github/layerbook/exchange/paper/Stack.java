package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.outline.WrittenShape;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.size.Size;
import java.util.List;

/** Draws the layers that papers put together again and again, at a line of the text. */
final class Stack {
  private final Drawing drawing;
  private int line;
  private Made last;

  Stack(Drawing drawing, List<Long> input) {
    this.drawing = drawing;
    last = drawing.input("input", WrittenShape.last(input), AxisOrder.HWC);
  }

  /** Goes to a line of the text. */
  void at(int newLine) {
    line = newLine;
  }

  /** Returns where the next layer goes on. */
  Made last() {
    return last;
  }

  /** Goes on from another place. */
  void from(Made place) {
    last = place;
  }

  long channels() {
    return last.shape().channels().size().value();
  }

  /** Returns the height of what was made last; 1 of a vector. */
  long height() {
    List<Long> extents = Drawing.extents(last);
    return extents.size() > 1 ? extents.get(1) : 1;
  }

  Made add(String path, Layer layer) {
    last = drawing.add(line, path, layer, last);
    return last;
  }

  Made merge(String path, Layer layer, List<Made> inputs) {
    last = drawing.add(line, path, layer, inputs).get(0);
    return last;
  }

  /** Adds a convolution that keeps the resolution, or divides it by the stride; no biases. */
  Made convolution(String path, long kernel, long out, long stride, long groups) {
    return add(
        path,
        Convolution.of(kernel, out).stride(stride).padding(kernel / 2).groups(groups).bias(false));
  }

  /** Adds a convolution of each channel by itself; no biases. */
  Made depthwise(String path, long kernel, long stride) {
    return add(
        path,
        DepthwiseConvolution.of(kernel).stride(stride).padding(Padding.of(kernel / 2)).bias(false));
  }

  Made norm(String path) {
    return add(path, BatchNormalization.of());
  }

  Made activation(String path, Activation.Kind kind) {
    return add(path, Activation.of(kind));
  }

  Made relu(String path) {
    return activation(path, Activation.Kind.RELU);
  }

  Made maxPool(String path, long kernel, long stride) {
    return add(path, MaxPool.of(kernel).stride(stride).padding((kernel - 1) / 2));
  }

  /** Adds the mean of each channel and a fully connected layer with biases. */
  void classifier(long classes) {
    add("avgpool", GlobalPool.average());
    add("fc", FullyConnected.of(classes));
  }

  /** Adds a convolution with what normalises it. */
  private void normed(String path, long kernel, long out) {
    convolution(path, kernel, out, 1, 1);
    norm(path + "_bn");
  }

  /** Adds the wide part of an inverted residual: its channels, then a window for each. */
  void widened(String path, long wide, long kernel, long stride, Activation.Kind activation) {
    if (wide != channels()) {
      normed(path + ".expand", 1, wide);
      activation(path + ".expand_activation", activation);
    }
    depthwise(path + ".depthwise", kernel, stride);
    norm(path + ".depthwise_bn");
    activation(path + ".depthwise_activation", activation);
  }

  /** Adds squeeze-and-excitation. */
  void squeeze(String path, long squeezed, Activation.Kind activation, Activation.Kind gate) {
    add(path + ".se", new SqueezeExcitation(Size.of(squeezed), activation, gate, true));
  }

  /** Adds the narrow end of an inverted residual, and the sum with its start. */
  void projected(String path, long out, long stride, Made start) {
    normed(path + ".project", 1, out);
    summed(path, stride, start);
  }

  /** Adds the sum with the start of a block, where the shape is the same. */
  void summed(String path, long stride, Made start) {
    if (stride == 1 && start.shape().channels().size().value() == channels()) {
      merge(path + ".add", Merge.of(Merge.Kind.ADD), List.of(last, start));
    }
  }
}
