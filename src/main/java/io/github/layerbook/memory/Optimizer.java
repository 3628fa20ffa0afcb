package io.github.layerbook.memory;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Tensor.Element;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How weights are changed, by what it remembers of each parameter tensor between steps, and what it
 * needs while it changes one tensor after the other.
 *
 * <p>One of your own is declared in a line and used as the others:
 *
 * <pre>{@code
 * Optimizer signs = Optimizer.named("signs").moments(1).scratch(1);
 * Training.with(signs).optimizer()   // signs
 * }</pre>
 *
 * @param name its name in commands, in lower case
 * @param states what is kept for each tensor
 * @param passing the temporary values that updating one tensor needs
 * @param held what a step's loop still holds of tensors that it has changed
 */
public record Optimizer(String name, List<Amount> states, List<Amount> passing, List<Held> held) {
  /**
   * Values that belong to tensors.
   *
   * @param element how wide each is
   * @param each how many for each parameter; 0 where that depends on the tensor
   * @param of how many for a tensor
   */
  public record Amount(Element element, long each, Function<Tensor, Size> of) {
    /** Makes a number of values for each parameter. */
    public static Amount perParameter(Element element, long number) {
      return new Amount(element, number, tensor -> tensor.count().times(number));
    }

    /** Makes a number of values that depends on the tensor. */
    public static Amount of(Element element, Function<Tensor, Size> of) {
      return new Amount(element, 0, of);
    }

    /** The same of some tensors, nothing of others. */
    private Amount where(Predicate<Tensor> some) {
      return of(element, tensor -> some.test(tensor) ? of.apply(tensor) : Size.of(0));
    }
  }

  /**
   * A variable of the loop over tensors: it holds its values until a later tensor gives it others.
   *
   * @param of how many values each tensor gives it; 0 for none, which leaves it as it is
   * @param overlaps whether the new values are made while the old ones are held
   */
  public record Held(Function<Tensor, Size> of, boolean overlaps) {}

  /** Stochastic gradient descent: nothing. */
  public static final Optimizer SGD = named("sgd");

  /** With momentum (Polyak 1964): one value. */
  public static final Optimizer MOMENTUM = named("momentum").moments(1);

  /** With Nesterov's momentum (Sutskever et al. 2013): one value. */
  public static final Optimizer NESTEROV = named("nesterov").moments(1).scratch(1);

  /** Adam (Kingma and Ba 2015, algorithm 1): two moments, and a counter per tensor. */
  public static final Optimizer ADAM =
      named("adam").moments(2).counter().scratch(2).holdsPrevious();

  /** Adam with decoupled weight decay (Loshchilov and Hutter 2019): as Adam. */
  public static final Optimizer ADAMW = ADAM.renamed("adamw");

  /** RMSprop (Tieleman and Hinton 2012): one moment, and a counter per tensor. */
  public static final Optimizer RMSPROP =
      named("rmsprop").moments(1).counter().scratch(1).holdsPrevious();

  /**
   * Adafactor (Shazeer and Stern 2018, algorithm 4): sums over the rows and over the columns of
   * each matrix, a moment of each vector, and a counter per tensor. A step needs an update and a
   * mean of a matrix's sums; PyTorch's loop still holds the update of the tensor before, the sums
   * of the last matrix and the squares of the last vector.
   */
  public static final Optimizer ADAFACTOR =
      named("adafactor")
          .keeping(Amount.of(Element.VALUE, Optimizer::factored))
          .counter()
          .scratch(1)
          .passing(Amount.of(Element.VALUE, Optimizer::meanOfSums).where(Optimizer::isMatrix))
          .holdsPrevious()
          .holding(new Held(t -> isMatrix(t) ? Size.of(0) : t.count(), false))
          .holding(new Held(t -> isMatrix(t) ? factored(t) : Size.of(0), false));

  /** LAMB (You et al. 2020, algorithm 2): two moments, and a counter per tensor. */
  public static final Optimizer LAMB = ADAM.renamed("lamb");

  /**
   * Lion (Chen et al. 2023, algorithm 2): one moment. Scratch as in the authors' program for
   * PyTorch.
   */
  public static final Optimizer LION = named("lion").moments(1).scratch(3).holdsPrevious();

  /**
   * Adam in 8 bits (Dettmers et al. 2022, "8-bit optimizers via block-wise quantization"): two
   * moments of a byte each, with a scale in fp32 for each {@value #BLOCK} of them; in fp32 for
   * tensors of fewer than {@value #SMALL} parameters, as in bitsandbytes, whose kernels need no
   * scratch. The two tables of 256 values that all tensors share are left out.
   */
  public static final Optimizer ADAM8BIT =
      named("adam8bit")
          .keeping(Amount.of(Element.BYTE, t -> moments(t, isLarge(t))))
          .keeping(Amount.of(Element.SINGLE, t -> scales(t).times(isLarge(t))))
          .keeping(Amount.of(Element.SINGLE, t -> moments(t, Size.of(1).minus(isLarge(t)))));

  /**
   * Muon (Jordan et al. 2024): one moment of each matrix, which Newton and Schulz's iteration makes
   * orthogonal in bf16; AdamW's state for vectors, as its authors advise. Scratch as in PyTorch's
   * {@code torch.optim.Muon}: the update, and in bf16 the matrix before and after an iteration with
   * two products of its shorter side.
   */
  public static final Optimizer MUON =
      named("muon")
          .keeping(Amount.perParameter(Element.VALUE, 1))
          .keeping(Amount.perParameter(Element.VALUE, 1).where(t -> !isMatrix(t)))
          .keeping(Amount.of(Element.SINGLE, t -> Size.of(1)).where(t -> !isMatrix(t)))
          .scratch(1)
          .passing(Amount.perParameter(Element.VALUE, 1).where(t -> !isMatrix(t)))
          .passing(Amount.of(Element.HALF, Optimizer::iterated).where(Optimizer::isMatrix));

  private static final long BLOCK = 256;
  private static final long SMALL = 4096;

  /** Copies the lists. */
  public Optimizer {
    states = List.copyOf(states);
    passing = List.copyOf(passing);
    held = List.copyOf(held);
  }

  /** Makes an optimizer that keeps nothing. */
  public static Optimizer named(String name) {
    return new Optimizer(name, List.of(), List.of(), List.of());
  }

  /** Returns the optimizers that commands know. */
  public static Optimizer[] values() {
    return new Optimizer[] {
      SGD, MOMENTUM, NESTEROV, ADAM, ADAMW, RMSPROP, ADAFACTOR, LAMB, LION, ADAM8BIT, MUON
    };
  }

  /**
   * Returns the optimizer of a name in any case.
   *
   * @throws IllegalArgumentException listing the valid names
   */
  public static Optimizer valueOf(String name) {
    return Stream.of(values())
        .filter(optimizer -> optimizer.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is not an optimizer; there are %s"
                        .formatted(name, String.join(", ", names()))));
  }

  /** Returns the names of the optimizers that commands know. */
  public static List<String> names() {
    return Stream.of(values()).map(Optimizer::name).toList();
  }

  /** Returns this with values kept for each tensor. */
  public Optimizer keeping(Amount more) {
    return new Optimizer(name, with(states, more), passing, held);
  }

  /** Returns this with a number of values kept for each parameter. */
  public Optimizer moments(long number) {
    return keeping(Amount.perParameter(Element.VALUE, number));
  }

  /** Returns this with a counter of steps kept for each tensor, 4 bytes in PyTorch. */
  public Optimizer counter() {
    return keeping(Amount.of(Element.SINGLE, tensor -> Size.of(1)));
  }

  /** Returns this with the temporary values that updating a tensor needs. */
  public Optimizer passing(Amount more) {
    return new Optimizer(name, states, with(passing, more), held);
  }

  /** Returns this with a number of values for each parameter that changing a tensor needs. */
  public Optimizer scratch(long number) {
    return passing(Amount.perParameter(Element.VALUE, number));
  }

  /** Returns this with a variable that the loop over tensors holds. */
  public Optimizer holding(Held more) {
    return new Optimizer(name, states, passing, with(held, more));
  }

  /** Returns this with a value for each parameter of the tensor before still held. */
  public Optimizer holdsPrevious() {
    return holding(new Held(Tensor::count, true));
  }

  private Optimizer renamed(String other) {
    return new Optimizer(other, states, passing, held);
  }

  private static <T> List<T> with(List<T> list, T more) {
    List<T> all = new ArrayList<>(list);
    all.add(more);
    return all;
  }

  /** What Adafactor remembers of a tensor: sums over a matrix's rows and columns, a vector. */
  private static Size factored(Tensor tensor) {
    if (!isMatrix(tensor)) {
      return tensor.count();
    }
    List<Size> columns = new ArrayList<>(extents(tensor, 2));
    columns.add(tensor.axes().get(tensor.axes().size() - 1).size());
    return Size.product(extents(tensor, 1)).plus(Size.product(columns));
  }

  private static Size meanOfSums(Tensor tensor) {
    return Size.product(extents(tensor, 2));
  }

  /** A matrix before and after an iteration, and two products of its shorter side. */
  private static Size iterated(Tensor tensor) {
    Size rows = tensor.axes().get(0).size();
    Size side = rows.atMost(tensor.count().dividedBy(rows));
    return tensor.count().times(2).plus(side.times(side).times(2));
  }

  private static Size moments(Tensor tensor, Size which) {
    return tensor.count().times(2).times(which);
  }

  private static Size scales(Tensor tensor) {
    return tensor.count().dividedUpBy(Size.of(BLOCK)).times(2);
  }

  /** 1 for a large tensor, 0 for a small one: a size, so that sweeps may leave it open. */
  private static Size isLarge(Tensor tensor) {
    return tensor.count().dividedBy(Size.of(SMALL)).atMost(Size.of(1));
  }

  private static boolean isMatrix(Tensor tensor) {
    return tensor.axes().size() > 1;
  }

  /** A tensor's extents but for some at the end. */
  private static List<Size> extents(Tensor tensor, int without) {
    List<Size> extents = tensor.axes().stream().map(Axis::size).toList();
    return extents.subList(0, extents.size() - without);
  }

  /** Returns the name: {@code adam}. */
  @Override
  public String toString() {
    return name;
  }
}
