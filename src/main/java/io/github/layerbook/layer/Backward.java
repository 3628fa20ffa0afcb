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
 * @param stated how much of this the layer says
 */
public record Backward(
    Declaration.Storage storage, List<SavedTensor> kept, Gradients gradients, Stated stated) {
  /** How much a layer says of what training needs. */
  public enum Stated {
    /** Nothing: it is a default, which depends on where the outputs live. */
    NOTHING,
    /** What is kept; the outputs live where they do at inference. */
    KEPT,
    /** Also where the outputs live in training. */
    ALL
  }

  /** In whose memory the gradients of a layer's inputs are. */
  public enum Gradients {
    /** In separate memory. */
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

  /** Reads part of the input in place; its gradient has zeros elsewhere, in separate memory. */
  public static final Backward OF_PART =
      new Backward(Declaration.Storage.VIEW, List.of(), Gradients.NEW);

  /** New outputs, keeps nothing, hands the gradient on. */
  public static final Backward OF_SUM = OF_NOTHING.giving(Gradients.SAME);

  /** New outputs, keeps nothing, hands the gradient on to the first input. */
  public static final Backward OF_DIFFERENCE = OF_NOTHING.giving(Gradients.FIRST_SAME);

  /** New outputs, keeps nothing, hands parts of the gradient on. */
  public static final Backward OF_CONCATENATION = OF_NOTHING.giving(Gradients.PARTS);

  private static final Backward UNSTATED =
      new Backward(Declaration.Storage.NEW, OF_INPUTS.kept, Gradients.NEW, Stated.NOTHING);
  private static final Backward UNSTATED_IN_PLACE =
      new Backward(Declaration.Storage.IN_PLACE, OF_INPUTS.kept, Gradients.NEW, Stated.NOTHING);
  private static final Backward UNSTATED_VIEW =
      new Backward(Declaration.Storage.VIEW, List.of(), Gradients.PARTS, Stated.NOTHING);

  /** Makes what a layer needs whose outputs live in training where it is stated. */
  public Backward(Declaration.Storage storage, List<SavedTensor> kept, Gradients gradients) {
    this(storage, kept, gradients, Stated.ALL);
  }

  /** Copies the list. */
  public Backward {
    kept = List.copyOf(kept);
  }

  /** Allocates outputs and gradients, and saves the stated tensors. */
  public static Backward keeping(SavedTensor... kept) {
    return new Backward(Declaration.Storage.NEW, List.of(kept), Gradients.NEW, Stated.KEPT);
  }

  /** What training needs of a layer that does not say: its inputs, of a view nothing. */
  static Backward byDefault(Declaration.Storage storage) {
    return switch (storage) {
      case NEW -> UNSTATED;
      case IN_PLACE -> UNSTATED_IN_PLACE;
      case VIEW -> UNSTATED_VIEW;
    };
  }

  /** The same of a layer whose outputs live somewhere at inference. */
  Backward under(Declaration.Storage atInference) {
    return switch (stated) {
      case NOTHING -> byDefault(atInference);
      case KEPT ->
          storage == atInference ? this : new Backward(atInference, kept, gradients, stated);
      case ALL -> this;
    };
  }

  private Backward giving(Gradients newGradients) {
    return new Backward(storage, kept, newGradients, stated);
  }

  /** Returns this with something else that is kept or needed. */
  public Backward and(SavedTensor more) {
    List<SavedTensor> all = new ArrayList<>(kept);
    all.add(more);
    return new Backward(storage, all, gradients, stated);
  }

  /** Returns this with outputs stored elsewhere in training. */
  public Backward storedAs(Declaration.Storage newStorage) {
    return new Backward(newStorage, kept, gradients, Stated.ALL);
  }
}
