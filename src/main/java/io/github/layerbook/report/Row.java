package io.github.layerbook.report;

import io.github.layerbook.layer.Cached;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Node;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.BlockFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What one layer of a network costs.
 *
 * @param applied the layer at its place
 * @param settings what the analysis assumes
 * @param weights how the network's parameters are stored
 */
public record Row(Applied applied, Settings settings, WeightStorage weights) {
  /** Returns the node. */
  public Node node() {
    return applied.node();
  }

  /** Returns the shortest name that only this layer has. */
  public String name() {
    return applied.label();
  }

  /** Returns the output's shape, without the batch. */
  public Shape output() {
    return applied.output();
  }

  /** Returns what the layer declares. */
  public Declaration declaration() {
    return applied.declaration();
  }

  /** Returns whether the layer's parameters are not trained. */
  public boolean isFrozen() {
    return settings.frozen().contains(node().path());
  }

  /**
   * Returns a measure of the layer with its derivation.
   *
   * @throws IllegalArgumentException if layers do not have the quantity, only networks
   */
  public Measure measure(Quantity quantity) {
    return quantity.of(this);
  }

  /**
   * Returns the size of a quantity under its name, to make another quantity of: in formulas it
   * stands as {@code multiply-adds}, not as what that is made up of.
   *
   * @throws IllegalArgumentException if layers do not have the quantity, or it is a ratio
   */
  public Size size(Quantity quantity) {
    if (quantity.isRatio()) {
      throw new IllegalArgumentException(
          quantity.title() + " is a ratio, no size: make a ratio of it with Quantity.ratio");
    }
    return measure(quantity).size().settled().named(quantity.title());
  }

  /** Returns the number of operations of a kind for the batch, with its derivation. */
  public Size work(Work.Kind kind) {
    List<Size> counts = new ArrayList<>();
    for (Work work : declaration().work()) {
      if (work.kind() == kind) {
        counts.add(work.count());
      }
    }
    return settings.perBatch(Size.sum(counts));
  }

  /** Operations of all kinds, two for each multiply-add. */
  Size operations() {
    List<Size> counts = new ArrayList<>();
    for (Work work : declaration().work()) {
      boolean two = work.kind() == Work.Kind.MULTIPLY_ADDS;
      counts.add(two ? Size.product(Size.of(2), work.count()) : work.count());
    }
    return settings.perBatch(Size.sum(counts));
  }

  private boolean takesMemory() {
    return declaration().storage() == Declaration.Storage.NEW;
  }

  /** Values of outputs that take memory of their own. */
  Size values() {
    return takesMemory() ? values(applied.outputs(), "out") : Size.of(0);
  }

  /** Values of shapes, for the whole batch. */
  private Size values(List<Shape> shapes, String subscript) {
    List<Size> counts = new ArrayList<>();
    for (Shape shape : shapes) {
      counts.add(shape.values(subscript));
    }
    return settings.perBatch(Size.sum(counts));
  }

  /** Bytes of those values. */
  Size bytes() {
    return takesMemory() ? settings.type().bytes(values()) : Size.of(0);
  }

  /** Bytes that the layer reads and writes; one that computes nothing moves none. */
  Size traffic() {
    if (node().layer() instanceof Input || declaration().storage() == Declaration.Storage.VIEW) {
      return Size.of(0);
    }
    BlockFormat plain = BlockFormat.of(settings.type());
    Map<BlockFormat, List<Size>> moved = new LinkedHashMap<>();
    add(values(applied.inputs(), "in"), plain, moved);
    stored(declaration().tensors())
        .forEach((format, counts) -> add(Size.sum(counts), format, moved));
    add(values(applied.outputs(), "out"), plain, moved);
    return bytes(moved);
  }

  private static void add(Size count, BlockFormat format, Map<BlockFormat, List<Size>> counts) {
    if (!count.is(0)) {
      counts.computeIfAbsent(format, any -> new ArrayList<>()).add(count);
    }
  }

  private static Size bytes(Map<BlockFormat, List<Size>> counts) {
    List<Size> bytes = new ArrayList<>();
    counts.forEach(
        (format, of) -> {
          if (format.values() == 1) {
            bytes.add(format.bytes(Size.sum(of)));
          } else {
            of.forEach(count -> bytes.add(format.bytes(count.settled())));
          }
        });
    return Size.sum(bytes);
  }

  /** Bytes that generation keeps of the layer for the batch, see {@link Cached}. */
  Size cache() {
    return cached(Cached::values, cached -> true);
  }

  /** Bytes by which that grows with each further token, as long as no window is full. */
  Size cachePerToken() {
    return cached(Cached::each, cached -> !cached.isState());
  }

  private Size cached(Function<Cached, Size> values, Predicate<Cached> some) {
    Map<Tensor.Element, List<Size>> kept = new LinkedHashMap<>();
    for (Cached cached : declaration().cache()) {
      if (some.test(cached)) {
        kept.computeIfAbsent(cached.element(), any -> new ArrayList<>()).add(values.apply(cached));
      }
    }
    List<Size> bytes = new ArrayList<>();
    kept.forEach((element, each) -> bytes.add(settings.cacheBytes(Size.sum(each), element)));
    return settings.perBatch(Size.sum(bytes));
  }

  /** Weights and biases that the layer does not share with one before it. */
  Size parameters() {
    return elements(applied.tensors(), kind -> kind != Tensor.Kind.BUFFER);
  }

  /** Those of them that training changes, or those that it does not. */
  Size parameters(boolean trained) {
    List<Size> counts = new ArrayList<>();
    for (Tensor tensor : applied.tensors()) {
      if (tensor.isParameter() && trained == (!isFrozen() && tensor.isTrained())) {
        counts.add(tensor.count());
      }
    }
    return Size.sum(counts);
  }

  /** Bytes of those, as they are stored. */
  Size stored() {
    return bytes(stored(applied.tensors()));
  }

  /**
   * Returns the bytes of parameters that a number of examples read at least: those of chosen
   * experts once, of a table of embeddings a row for each; shared ones too.
   */
  public Size read(Size examples) {
    List<Tensor> used = new ArrayList<>();
    for (Tensor tensor : declaration().tensors()) {
      boolean isTable = node().layer() instanceof Embedding;
      used.add(isTable ? tensor.rows(examples) : tensor.used());
    }
    return bytes(stored(used));
  }

  /** The parameters among tensors, by how they are stored. */
  private Map<BlockFormat, List<Size>> stored(List<Tensor> tensors) {
    Map<BlockFormat, List<Size>> counts = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      if (tensor.isParameter()) {
        add(tensor.count(), weights.of(node(), tensor), counts);
      }
    }
    return counts;
  }

  /** Those of its weights and biases that an example uses: of experts the ones it chooses. */
  Size activeParameters() {
    return elements(
        applied.tensors().stream().map(Tensor::used).toList(), kind -> kind != Tensor.Kind.BUFFER);
  }

  /** Elements of a kind of tensor that the layer does not share with one before it. */
  Size tensors(Tensor.Kind kind) {
    return elements(applied.tensors(), kind::equals);
  }

  private static Size elements(List<Tensor> tensors, Predicate<Tensor.Kind> kinds) {
    List<Size> counts = new ArrayList<>();
    for (Tensor tensor : tensors) {
      if (kinds.test(tensor.kind())) {
        counts.add(tensor.count());
      }
    }
    return Size.sum(counts);
  }
}
