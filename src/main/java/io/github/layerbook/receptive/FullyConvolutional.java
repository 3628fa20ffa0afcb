package io.github.layerbook.receptive;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites fully connected layers as convolutions (Simonyan and Zisserman 2015, section 3.2).
 *
 * <p>The first one becomes a convolution whose kernel covers its whole input, 7×7 in VGG; the
 * others become 1×1 convolutions. Pooling to a given size becomes pooling over windows of the size
 * that it has now, and is left out where that is 1. Weights and biases are the same numbers in
 * tensors of other shapes, and the network takes larger images, over which it then slides.
 */
public final class FullyConvolutional {
  private final List<Integer> leftOut = new ArrayList<>();

  /** What each layer gives, or what it reads if it is left out. */
  private final Map<String, Shape> shapes = new HashMap<>();

  private Blueprint changed;

  private FullyConvolutional(Network network) {
    this.changed = Blueprint.of(network);
  }

  /** Returns the network with its fully connected layers as convolutions, under the same names. */
  public static Network of(Network network) {
    FullyConvolutional rewriting = new FullyConvolutional(network);
    for (int place = 0; place < network.applied().size(); place++) {
      rewriting.rewrite(place, network.applied().get(place));
    }
    return rewriting.changed.without(rewriting.leftOut).network();
  }

  private void rewrite(int place, Applied applied) {
    List<Shape> read =
        applied.node().reads().stream().map(each -> shape(each.layer())).limit(1).toList();
    boolean kept = !isFlattening(applied) && !keepsAll(applied);
    shapes.put(applied.node().path(), kept ? applied.output() : read.get(0));
    Layer layer = pooling(applied);
    if (!kept) {
      leftOut.add(place);
    } else if (layer instanceof FullyConnected fullyConnected) {
      changed = changed.with(place, convolution(fullyConnected, read.get(0)));
    } else if (layer != applied.node().layer()) {
      changed = changed.with(place, layer);
    }
  }

  private Shape shape(String layer) {
    return shapes.getOrDefault(layer, Shape.features(Size.of(1)));
  }

  /** Whether a layer makes one vector of its input, not a sequence as vision transformers do. */
  private static boolean isFlattening(Applied applied) {
    return applied.node().layer() instanceof Flatten && applied.output().axes().size() == 1;
  }

  /** Whether a layer pools windows of one value each, as torchvision's VGG does at 224×224. */
  private static boolean keepsAll(Applied applied) {
    return applied.node().layer() instanceof AdaptivePool
        && applied.output().equals(applied.inputs().get(0));
  }

  /** Pooling to a given size becomes pooling over windows; other layers stay. */
  private static Layer pooling(Applied applied) {
    boolean max;
    if (applied.node().layer() instanceof AdaptivePool pool) {
      max = pool.kind() == AdaptivePool.Kind.MAX;
    } else if (applied.node().layer() instanceof GlobalPool pool) {
      max = pool.kind() == GlobalPool.Kind.MAX;
    } else {
      return applied.node().layer();
    }
    FieldOfView fieldOfView = applied.declaration().fieldOfView();
    List<Size> in = extents(applied.inputs().get(0));
    if (fieldOfView.kind() == FieldOfView.Kind.UNSTATED
        || fieldOfView.windows().stream().anyMatch(window -> !window.spread().is(1))) {
      return applied.node().layer();
    }
    boolean whole = fieldOfView.kind() == FieldOfView.Kind.WHOLE;
    Extents kernel =
        new Extents(whole ? in : fieldOfView.windows().stream().map(Window::taps).toList());
    Extents stride = whole ? Extents.of(1) : kernel;
    return max
        ? Options.with(Options.make(MaxPool.class, kernel), MaxPool::stride, stride)
        : Options.with(Options.make(AveragePool.class, kernel), AveragePool::stride, stride);
  }

  private static List<Size> extents(Shape shape) {
    return shape.spatial().stream().map(Axis::size).toList();
  }

  private static Layer convolution(FullyConnected layer, Shape input) {
    List<Size> extents = extents(input);
    Extents kernel = extents.isEmpty() ? Extents.square(1) : new Extents(extents);
    return Convolution.of(kernel, layer.out()).bias(layer.bias());
  }
}
