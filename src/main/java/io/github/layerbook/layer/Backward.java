package io.github.layerbook.layer;

import java.util.List;

/**
 * What training needs of a layer besides its forward pass: what it keeps until its gradient comes
 * back, and what it does with that.
 *
 * <p>A layer that does not say keeps its inputs, which is enough for any layer. The built-in layers
 * keep what PyTorch's do, measured on one layer each: a convolution its input, a ReLU its output, a
 * max pool its input and the indices of the largest values.
 *
 * @param storage where the outputs live in training: dropout's are new only then
 * @param kept what is not freed before the backward pass
 * @param passes whether the inputs' gradients are the output's itself, as those of a sum, or parts
 *     of it, as those of a concatenation: no new memory
 */
public record Backward(Declaration.Storage storage, List<Kept> kept, boolean passes) {
  /** New outputs; keeps the inputs. */
  public static final Backward OF_INPUTS = keeping(Kept.inputs());

  /**
   * New outputs of a matrix product: keeps the inputs unless the parameters are frozen, since the
   * inputs' own gradients need the weights alone. PyTorch's convolutions keep them even then.
   */
  public static final Backward OF_MATRIX = keeping(Kept.inputsIfTrained());

  /** New outputs; keeps nothing. */
  public static final Backward OF_NOTHING = keeping();

  /** The inputs read differently; keeps nothing, and so are their gradients. */
  public static final Backward OF_VIEW = new Backward(Declaration.Storage.VIEW, List.of(), true);

  /** A part of the input read as it is; its gradient has zeros elsewhere, in memory of its own. */
  public static final Backward OF_PART = new Backward(Declaration.Storage.VIEW, List.of(), false);

  /** New outputs, keeps nothing, hands the gradient on. */
  public static final Backward OF_SUM = new Backward(Declaration.Storage.NEW, List.of(), true);

  /** Copies the list. */
  public Backward {
    kept = List.copyOf(kept);
  }

  /** Makes new outputs with gradients of their own, and keeps what is stated. */
  public static Backward keeping(Kept... kept) {
    return new Backward(Declaration.Storage.NEW, List.of(kept), false);
  }

  /** Returns this with outputs stored elsewhere in training. */
  public Backward storedAs(Declaration.Storage newStorage) {
    return new Backward(newStorage, kept, passes);
  }
}
