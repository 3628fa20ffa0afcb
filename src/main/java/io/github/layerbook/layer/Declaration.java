package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * What a layer says of itself, given its input shapes: everything that Layerbook knows is a fold
 * over declarations.
 *
 * <p>It grows from {@link #of} by steps, each named by what it takes: a tensor, work of a kind, a
 * requirement, where outputs live, what training needs, what an output sees. Their order matters
 * only among tensors, works and requirements, which are listed in it.
 *
 * @param outputs the output shapes, as expressions over the inputs' extents
 * @param tensors parameters and buffers
 * @param work the operations for one example
 * @param requirements what must hold for the layer to exist
 * @param storage where the outputs live
 * @param backward what training needs besides
 * @param sight what an output sees of the inputs at one position
 */
public record Declaration(
    List<Shape> outputs,
    List<Tensor> tensors,
    List<Work> work,
    List<Requirement> requirements,
    Storage storage,
    Backward backward,
    FieldOfView sight) {
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

  /** The parts of a declaration while it is changed: each stands here once. */
  private static final class Draft {
    private List<Shape> outputs;
    private List<Tensor> tensors;
    private List<Work> work;
    private List<Requirement> requirements;
    private Storage storage;
    private Backward backward;
    private FieldOfView sight;

    private Draft(Declaration from) {
      this.outputs = from.outputs;
      this.tensors = from.tensors;
      this.work = from.work;
      this.requirements = from.requirements;
      this.storage = from.storage;
      this.backward = from.backward;
      this.sight = from.sight;
    }

    private Declaration done() {
      return new Declaration(outputs, tensors, work, requirements, storage, backward, sight);
    }
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
        FieldOfView.UNSTATED);
  }

  /** Returns this with a parameter or buffer. */
  public Declaration with(Tensor tensor) {
    Draft draft = new Draft(this);
    draft.tensors = append(tensors, tensor);
    return draft.done();
  }

  /** Returns this with operations of a kind. */
  public Declaration with(Work.Kind kind, Size count) {
    Draft draft = new Draft(this);
    draft.work = append(work, new Work(kind, count));
    return draft.done();
  }

  /** Returns this with a requirement. */
  public Declaration with(Requirement requirement) {
    Draft draft = new Draft(this);
    draft.requirements = append(requirements, requirement);
    return draft.done();
  }

  /** Returns this with requirements. */
  public Declaration with(List<Requirement> more) {
    if (more.isEmpty()) {
      return this;
    }
    Draft draft = new Draft(this);
    draft.requirements = concatenated(requirements, more);
    return draft.done();
  }

  /** Returns this with other output shapes. */
  public Declaration with(Shape... newOutputs) {
    Draft draft = new Draft(this);
    draft.outputs = List.of(newOutputs);
    return draft.done();
  }

  /**
   * Returns this with the tensors, work and requirements of a layer that is part of it.
   *
   * @param prefix what stands before the names of the part's tensors, such as {@code self_attn.}
   * @param part the part's declaration
   */
  public Declaration including(String prefix, Declaration part) {
    List<Tensor> named =
        part.tensors.stream().map(tensor -> tensor.renamed(prefix + tensor.name())).toList();
    return with(concatenated(tensors, named), concatenated(work, part.work))
        .with(part.requirements);
  }

  /** Returns this with other tensors and work. */
  public Declaration with(List<Tensor> newTensors, List<Work> newWork) {
    Draft draft = new Draft(this);
    draft.tensors = newTensors;
    draft.work = newWork;
    return draft.done();
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
   * Returns this with its outputs stored elsewhere, in training too unless {@link #with(Backward)}
   * says otherwise. A view that does not say what training needs keeps nothing for its backward
   * pass and hands the gradient on as it is.
   */
  public Declaration with(Storage newStorage) {
    Draft draft = new Draft(this);
    draft.storage = newStorage;
    draft.backward = backward.under(newStorage);
    return draft.done();
  }

  /** Returns this with what training needs. */
  public Declaration with(Backward newBackward) {
    Draft draft = new Draft(this);
    draft.backward = newBackward.under(storage);
    return draft.done();
  }

  /** Returns this with what an output sees of the inputs at one position. */
  public Declaration with(FieldOfView newSight) {
    Draft draft = new Draft(this);
    draft.sight = newSight;
    return draft.done();
  }

  /** Returns the first output shape. */
  public Shape output() {
    return outputs.get(0);
  }

  private static <T> List<T> concatenated(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first.size() + second.size());
    all.addAll(first);
    all.addAll(second);
    return all;
  }

  /** The list with one element more; the array, of which the new list is a copy, stays here. */
  @SuppressWarnings("unchecked")
  private static <T> List<T> append(List<T> list, T element) {
    T[] longer = list.toArray((T[]) new Object[list.size() + 1]);
    longer[list.size()] = element;
    return List.of(longer);
  }
}
