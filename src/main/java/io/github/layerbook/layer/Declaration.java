package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * What a layer says of itself, given its input shapes: everything that Layerbook knows is a fold
 * over declarations.
 *
 * @param outputs the output shapes, as expressions over the inputs' extents
 * @param tensors parameters and buffers
 * @param work the operations for one example
 * @param requirements what must hold for the layer to exist
 * @param storage where the outputs live
 * @param backward what training needs besides
 * @param sight what an output sees of the inputs at one position
 * @param composition the steps that all this was made of; none for a layer that is one step
 */
public record Declaration(
    List<Shape> outputs,
    List<Tensor> tensors,
    List<Work> work,
    List<Requirement> requirements,
    Storage storage,
    Backward backward,
    FieldOfView sight,
    Composition composition) {
  /** Where a layer's output lives. */
  public enum Storage {
    /** In memory of its own. */
    NEW,
    /** In its input's memory, which it overwrites: no new values. */
    IN_PLACE,
    /** In its input's memory, which it only reads differently: no new values. */
    VIEW
  }

  /** Copies the lists. */
  public Declaration {
    outputs = List.copyOf(outputs);
    tensors = List.copyOf(tensors);
    work = List.copyOf(work);
    requirements = List.copyOf(requirements);
  }

  /** Makes the declaration of a layer with one output and nothing else. */
  public static Declaration of(Shape output) {
    return new Declaration(
        List.of(output),
        List.of(),
        List.of(),
        List.of(),
        Storage.NEW,
        Backward.OF_INPUTS,
        FieldOfView.UNSTATED,
        Composition.NONE);
  }

  /** Makes the same of a step whose output is stored at inference as in training. */
  public static Declaration of(Shape output, Backward backward) {
    return of(output).with(backward.storage()).with(backward);
  }

  /** Returns this with a parameter or buffer. */
  public Declaration with(Tensor tensor) {
    return new Declaration(
        outputs,
        append(tensors, tensor),
        work,
        requirements,
        storage,
        backward,
        sight,
        composition);
  }

  /** Returns this with operations of a kind. */
  public Declaration with(Work.Kind kind, Size count) {
    return with(kind, count, "");
  }

  /** Returns this with operations of a kind that a part does, such as {@code query}. */
  public Declaration with(Work.Kind kind, Size count, String part) {
    return new Declaration(
        outputs,
        tensors,
        append(work, new Work(kind, count, part)),
        requirements,
        storage,
        backward,
        sight,
        composition);
  }

  /** Returns this with a requirement. */
  public Declaration with(Requirement requirement) {
    return new Declaration(
        outputs,
        tensors,
        work,
        append(requirements, requirement),
        storage,
        backward,
        sight,
        composition);
  }

  /** Returns this with requirements. */
  public Declaration with(List<Requirement> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Requirement> all = new ArrayList<>(requirements.size() + more.size());
    all.addAll(requirements);
    all.addAll(more);
    return new Declaration(outputs, tensors, work, all, storage, backward, sight, composition);
  }

  /** Returns this with other output shapes. */
  public Declaration with(Shape... newOutputs) {
    return new Declaration(
        List.of(newOutputs), tensors, work, requirements, storage, backward, sight, composition);
  }

  /** Returns this with other tensors and work. */
  public Declaration with(List<Tensor> newTensors, List<Work> newWork) {
    return new Declaration(
        outputs, newTensors, newWork, requirements, storage, backward, sight, composition);
  }

  /** Returns this with all its work done a number of times, once for each step. */
  public Declaration times(Size steps) {
    List<Work> repeated = new ArrayList<>(work.size());
    for (Work each : work) {
      repeated.add(new Work(each.kind(), Size.product(each.count(), steps)));
    }
    return with(tensors, repeated);
  }

  /**
   * Returns this with its outputs stored elsewhere, in training too; a view keeps nothing for its
   * backward pass and hands the gradient on as it is, unless {@link #with(Backward)} says otherwise
   * afterwards.
   */
  public Declaration with(Storage newStorage) {
    Backward then = newStorage == Storage.VIEW ? Backward.OF_VIEW : backward.storedAs(newStorage);
    return new Declaration(
        outputs, tensors, work, requirements, newStorage, then, sight, composition);
  }

  /** Returns this with what training needs. */
  public Declaration with(Backward newBackward) {
    return new Declaration(
        outputs, tensors, work, requirements, storage, newBackward, sight, composition);
  }

  /** Returns this with what an output sees of the inputs at one position. */
  public Declaration with(FieldOfView newSight) {
    return new Declaration(
        outputs, tensors, work, requirements, storage, backward, newSight, composition);
  }

  /** Returns this run in steps, which take and keep what memory there is. */
  public Declaration with(Composition steps) {
    return new Declaration(outputs, tensors, work, requirements, storage, backward, sight, steps);
  }

  /** Returns the first output shape. */
  public Shape output() {
    return outputs.get(0);
  }

  /** The list with one element more; the array, of which the new list is a copy, stays here. */
  @SuppressWarnings("unchecked")
  private static <T> List<T> append(List<T> list, T element) {
    T[] longer = list.toArray((T[]) new Object[list.size() + 1]);
    longer[list.size()] = element;
    return List.of(longer);
  }
}
