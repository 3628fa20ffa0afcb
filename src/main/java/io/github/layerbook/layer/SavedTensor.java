package io.github.layerbook.layer;

import io.github.layerbook.layer.Tensor.Element;
import io.github.layerbook.size.Size;

/**
 * Values that the forward pass leaves for the backward pass.
 *
 * @param role whose memory they are in, or when it is taken
 * @param name what they are, such as {@code indices}
 * @param values how many, for one example or for the batch; 0 where they are inputs or outputs
 * @param element how wide each is
 * @param perExample whether each example has its own
 */
public record SavedTensor(
    Role role, String name, Size values, Element element, boolean perExample) {
  private static final String MASK = "mask";

  /** Whose memory kept values are in. */
  public enum Role {
    /** The inputs', which are not freed. */
    INPUTS,
    /** The inputs', if the layer's parameters are trained: only their gradients need them. */
    INPUTS_IF_TRAINED,
    /** Each input's, if another one gets a gradient, which is a product with this one. */
    OTHER_INPUTS,
    /**
     * The inputs', read with other axes first: of several examples a copy, which the layer also
     * needs temporarily where nothing is saved.
     */
    INPUTS_IN_ORDER,
    /** The output's. */
    OUTPUT,
    /** Separate memory, allocated in training only. */
    IN_TRAINING,
    /** Separate memory, allocated at inference too and freed there once the layer has run. */
    ALWAYS,
    /**
     * Memory of their own that the layer needs at most before its output is there, and has freed by
     * then. Counted at inference; in training, what is kept for the backward pass outweighs it.
     */
    IN_PASSING,
    /** Temporary memory that the layer needs beside its output, in training too. */
    BESIDE,
    /** Temporary memory that the backward pass needs while it computes gradients. */
    IN_BACKWARD
  }

  /** Makes the layer's inputs kept. */
  public static SavedTensor inputs() {
    return new SavedTensor(Role.INPUTS, "inputs", Size.of(0), Element.VALUE, true);
  }

  /** Makes the layer's inputs kept where its parameters are trained. */
  public static SavedTensor inputsIfTrained() {
    return new SavedTensor(Role.INPUTS_IF_TRAINED, "inputs", Size.of(0), Element.VALUE, true);
  }

  /**
   * Makes the layer's inputs kept, of several examples a copy of them.
   *
   * @param values how many values of an example the inputs have
   */
  public static SavedTensor inputsInOrder(Size values) {
    return new SavedTensor(Role.INPUTS_IN_ORDER, "inputs in order", values, Element.VALUE, true);
  }

  /** Makes the factors of a product kept. */
  public static SavedTensor otherInputs() {
    return new SavedTensor(Role.OTHER_INPUTS, "inputs", Size.of(0), Element.VALUE, true);
  }

  /** Makes the layer's inputs, which are indices, kept where its parameters are trained. */
  public static SavedTensor indices() {
    return new SavedTensor(Role.INPUTS_IF_TRAINED, "indices", Size.of(0), Element.INDEX, true);
  }

  /** Returns whether these are inputs that are indices. */
  public boolean isIndices() {
    return role == Role.INPUTS_IF_TRAINED && element == Element.INDEX;
  }

  /** Makes the layer's output kept. */
  public static SavedTensor output() {
    return new SavedTensor(Role.OUTPUT, "output", Size.of(0), Element.VALUE, true);
  }

  /** Makes values kept that each example has and training alone needs. */
  public static SavedTensor inTraining(String name, Size values) {
    return new SavedTensor(Role.IN_TRAINING, name, values, Element.VALUE, true);
  }

  /** Makes a mask kept, of which values were zeroed: PyTorch's own width, on GPUs a byte each. */
  public static SavedTensor mask(Size values) {
    return inTraining(MASK, values);
  }

  /** Returns this for GPUs, where a mask's values take a byte each. */
  public SavedTensor onGpu() {
    return name.equals(MASK) ? new SavedTensor(role, name, values, Element.BYTE, perExample) : this;
  }

  /** Makes values kept that each example has and inference computes too. */
  public static SavedTensor always(String name, Size values, Element element) {
    return new SavedTensor(Role.ALWAYS, name, values, element, true);
  }

  /** Makes the same of values as wide as the network's. */
  public static SavedTensor always(String name, Size values) {
    return always(name, values, Element.VALUE);
  }

  /** Makes temporary values that inference needs before the output exists. */
  public static SavedTensor inPassing(String name, Size values) {
    return new SavedTensor(Role.IN_PASSING, name, values, Element.VALUE, true);
  }

  /** Makes values that the layer needs beside its output and frees once it has run. */
  public static SavedTensor beside(String name, Size values) {
    return new SavedTensor(Role.BESIDE, name, values, Element.VALUE, true);
  }

  /** Makes temporary values of the backward pass. */
  public static SavedTensor inBackward(String name, Size values, Element element) {
    return new SavedTensor(Role.IN_BACKWARD, name, values, element, true);
  }

  /** Makes the same of values as wide as the network's. */
  public static SavedTensor inBackward(String name, Size values) {
    return inBackward(name, values, Element.VALUE);
  }

  /** Makes the temporary values that the gradients of powers and quotients need. */
  public static SavedTensor factors(Size values) {
    return inBackward("factors of gradients", values.times(2), Element.VALUE);
  }

  /** Returns this with one set of values for all examples of a batch. */
  public SavedTensor shared() {
    return new SavedTensor(role, name, values, element, false);
  }

  /** Makes statistics of a batch kept. */
  public static SavedTensor statistics(String name, Size values) {
    return new SavedTensor(Role.IN_TRAINING, name, values, Element.STATISTIC, false);
  }
}
