package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * What a layer says of itself, given its input shapes: everything that Layerbook knows is a fold
 * over declarations.
 *
 * <p>It grows from {@link #of} by steps, each named by what it takes: a tensor, work of a kind, a
 * requirement, where outputs live, what training needs, what an output sees, what a cache keeps.
 * Their order matters only among tensors, works and requirements, which are listed in it.
 *
 * @param outputs the output shapes, as expressions over the inputs' extents
 * @param tensors parameters and buffers
 * @param work the operations for one example
 * @param requirements what must hold for the layer to exist
 * @param storage where the outputs live
 * @param backward what training needs besides
 * @param fieldOfView what an output sees of the inputs at one position
 * @param composition the steps that all this was made of; none for a layer that is one step
 * @param cache what generation keeps of it for the next token; nothing for most layers
 */
public record Declaration(
    List<Shape> outputs,
    List<Tensor> tensors,
    List<Work> work,
    List<Requirement> requirements,
    Storage storage,
    Backward backward,
    FieldOfView fieldOfView,
    Composition composition,
    List<Cached> cache) {
  /** Where a layer's output lives. */
  public enum Storage {
    /** In separate memory. */
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
    cache = List.copyOf(cache);
  }

  /** Makes the declaration of a layer with one output and nothing else. */
  public static Declaration of(Shape output) {
    return new Declaration(
        List.of(output),
        List.of(),
        List.of(),
        List.of(),
        Storage.NEW,
        Backward.byDefault(Storage.NEW),
        FieldOfView.UNSTATED,
        Composition.NONE,
        List.of());
  }

  /** Makes the same of a step whose output is stored at inference as in training. */
  public static Declaration of(Shape output, Backward backward) {
    return of(output).with(backward.storage()).with(backward);
  }

  /** Returns this with a parameter or buffer. */
  public Declaration with(Tensor tensor) {
    return counted(append(tensors, tensor), work, requirements);
  }

  /** Returns this with operations of a kind. */
  public Declaration with(Work.Kind kind, Size count) {
    return with(kind, count, "");
  }

  /** Returns this with operations of a kind that a part does, such as {@code query}. */
  public Declaration with(Work.Kind kind, Size count, String part) {
    return counted(tensors, append(work, new Work(kind, count, part)), requirements);
  }

  /** Returns this with a requirement. */
  public Declaration with(Requirement requirement) {
    return counted(tensors, work, append(requirements, requirement));
  }

  /** Returns this with requirements. */
  public Declaration with(List<Requirement> more) {
    return more.isEmpty() ? this : counted(tensors, work, concatenated(requirements, more));
  }

  /** Returns this with other output shapes. */
  public Declaration with(Shape... newOutputs) {
    return giving(List.of(newOutputs), cache);
  }

  /** Returns this with other tensors and work. */
  public Declaration with(List<Tensor> newTensors, List<Work> newWork) {
    return counted(newTensors, newWork, requirements);
  }

  /**
   * Returns this with its outputs stored elsewhere, in training too unless {@link #with(Backward)}
   * says otherwise. A view that does not say what training needs keeps nothing for its backward
   * pass and hands the gradient on as it is.
   */
  public Declaration with(Storage newStorage) {
    return run(newStorage, backward.under(newStorage), fieldOfView, composition);
  }

  /** Returns this with what training needs. */
  public Declaration with(Backward newBackward) {
    return run(storage, newBackward.under(storage), fieldOfView, composition);
  }

  /** Returns this with what training keeps of it, see {@link Backward#keeping}. */
  public Declaration keeping(SavedTensor... kept) {
    return with(Backward.keeping(kept));
  }

  /** Returns this with what an output sees of the inputs at one position. */
  public Declaration with(FieldOfView newFieldOfView) {
    return run(storage, backward, newFieldOfView, composition);
  }

  /** Returns this with something that generation keeps of it for the next token. */
  public Declaration with(Cached cached) {
    return giving(outputs, append(cache, cached));
  }

  /** Returns this run in steps, which take and keep what memory there is. */
  public Declaration with(Composition steps) {
    return run(storage, backward, fieldOfView, steps);
  }

  /**
   * Returns this with a bias for each entry of an axis, if it is present.
   *
   * @param additions how many additions it takes
   */
  public Declaration biased(boolean present, Axis axis, Size additions) {
    return present ? with(Tensor.bias("bias", axis)).with(Work.Kind.ADDITIONS, additions) : this;
  }

  /** This with other parts of what it is counted by. */
  private Declaration counted(
      List<Tensor> newTensors, List<Work> newWork, List<Requirement> newRequirements) {
    return new Declaration(
        outputs,
        newTensors,
        newWork,
        newRequirements,
        storage,
        backward,
        fieldOfView,
        composition,
        cache);
  }

  /** This with other parts of how it runs. */
  private Declaration run(
      Storage newStorage, Backward newBackward, FieldOfView view, Composition steps) {
    return new Declaration(
        outputs, tensors, work, requirements, newStorage, newBackward, view, steps, cache);
  }

  /** This with other outputs, and another cache. */
  private Declaration giving(List<Shape> newOutputs, List<Cached> newCache) {
    return new Declaration(
        newOutputs,
        tensors,
        work,
        requirements,
        storage,
        backward,
        fieldOfView,
        composition,
        newCache);
  }

  /** Returns the first output shape. */
  public Shape output() {
    return outputs.get(0);
  }

  private static <T> List<T> concatenated(List<T> first, List<T> second) {
    if (first.isEmpty()) {
      return second;
    }
    List<T> all = new ArrayList<>(first.size() + second.size());
    all.addAll(first);
    all.addAll(second);
    return all;
  }

  /** The list with one element more; the array, of which the new list is a copy, stays here. */
  @SuppressWarnings("unchecked")
  private static <T> List<T> append(List<T> list, T element) {
    if (list.isEmpty()) {
      return List.of(element);
    } else if (list.size() == 1) {
      return List.of(list.get(0), element);
    }
    T[] longer = list.toArray((T[]) new Object[list.size() + 1]);
    longer[list.size()] = element;
    return List.of(longer);
  }
}
