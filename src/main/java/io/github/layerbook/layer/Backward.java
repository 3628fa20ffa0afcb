package io.github.layerbook.layer;

import java.util.ArrayList;
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
 * @param gradients in whose memory the inputs' gradients are
 */
public record Backward(Declaration.Storage storage, List<SavedTensor> kept, Gradients gradients) {
  /** In whose memory the gradients of a layer's inputs are. */
  public enum Gradients {
    /** In memory of their own. */
    NEW,
    /** In that of the output's gradient, of which they are parts, as those of a concatenation. */
    PARTS,
    /**
     * They are the output's gradient itself; smaller inputs, which are repeated, have their own.
     */
    SAME,
    /**
     * The first input's is the output's gradient; the others are negated, in memory of their own.
     */
    FIRST_SAME
  }

  /** New outputs; keeps the inputs. */
  public static final Backward OF_INPUTS = keeping(SavedTensor.inputs());

  /**
   * New outputs of a matrix product: keeps the inputs unless the parameters are frozen, since the
   * inputs' own gradients need the weights alone. PyTorch's convolutions keep them even then.
   */
  public static final Backward OF_MATRIX = keeping(SavedTensor.inputsIfTrained());

  /** New outputs; keeps nothing. */
  public static final Backward OF_NOTHING = keeping();

  /** The inputs read differently; keeps nothing, and so are their gradients. */
  public static final Backward OF_VIEW =
      new Backward(Declaration.Storage.VIEW, List.of(), Gradients.PARTS);

  /** A part of the input read as it is; its gradient has zeros elsewhere, in memory of its own. */
  public static final Backward OF_PART =
      new Backward(Declaration.Storage.VIEW, List.of(), Gradients.NEW);

  /** New outputs, keeps nothing, hands the gradient on. */
  public static final Backward OF_SUM =
      new Backward(Declaration.Storage.NEW, List.of(), Gradients.SAME);

  /** New outputs, keeps nothing, hands the gradient on to the first input. */
  public static final Backward OF_DIFFERENCE =
      new Backward(Declaration.Storage.NEW, List.of(), Gradients.FIRST_SAME);

  /** New outputs, keeps nothing, hands parts of the gradient on. */
  public static final Backward OF_CONCATENATION =
      new Backward(Declaration.Storage.NEW, List.of(), Gradients.PARTS);

  /** Copies the list. */
  public Backward {
    kept = List.copyOf(kept);
  }

  /** Makes new outputs with gradients of their own, and keeps what is stated. */
  public static Backward keeping(SavedTensor... kept) {
    return new Backward(Declaration.Storage.NEW, List.of(kept), Gradients.NEW);
  }

  /** Returns this with something else that is kept or needed. */
  public Backward and(SavedTensor more) {
    List<SavedTensor> all = new ArrayList<>(kept);
    all.add(more);
    return new Backward(storage, all, gradients);
  }

  /** Returns this with outputs stored elsewhere in training. */
  public Backward storedAs(Declaration.Storage newStorage) {
    return new Backward(newStorage, kept, gradients);
  }
}
