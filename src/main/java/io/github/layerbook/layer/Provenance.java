package io.github.layerbook.layer;

import io.github.layerbook.layer.Declaration.Storage;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/** The values of a layer's steps, and where each comes from. */
final class Provenance {
  private final int inputs;
  private final List<Part> parts;
  private final List<Value> values = new ArrayList<>();

  /** For each value that is no input its step, and for each step its first value. */
  private final List<Integer> makers = new ArrayList<>();

  private final List<Integer> firsts = new ArrayList<>();

  /**
   * Makes the values of inputs alone.
   *
   * @param parts the steps, to which each that gives values is added
   */
  Provenance(List<Shape> inputs, List<Part> parts) {
    this.inputs = inputs.size();
    this.parts = parts;
    inputs.forEach(this::add);
  }

  private void add(Shape shape) {
    values.add(new Value(values.size(), shape));
  }

  /** Adds a step, and returns what it gives. */
  List<Value> append(Part part) {
    int first = values.size();
    for (Shape output : part.declaration().outputs()) {
      makers.add(parts.size());
      add(output.evaluated());
    }
    parts.add(part);
    firsts.add(first);
    return List.copyOf(values.subList(first, values.size()));
  }

  List<Value> inputs() {
    return List.copyOf(values.subList(0, inputs));
  }

  Value last() {
    return values.get(values.size() - 1);
  }

  Shape shape(int number) {
    return values.get(number).shape();
  }

  /** The extents of a value as the steps that made them derive them. */
  Shape derived(int number) {
    Shape shape = shape(number);
    for (int axis = 0; axis < shape.axes().size(); axis++) {
      shape = shape.sized(axis, derived(number, axis));
    }
    return shape;
  }

  /** The extent of an axis where the last step that changed it made it. */
  private Size derived(int last, int axis) {
    int number = last;
    while (number >= inputs) {
      Part part = maker(number);
      Shape declared = part.declaration().outputs().get(output(number));
      List<Axis> before = part.reads().isEmpty() ? List.of() : shape(part.reads().get(0)).axes();
      List<Axis> after = shape(number).axes();
      if (before.size() != after.size()
          || !(after.get(axis).size() instanceof Size.Constant)
          || !after.get(axis).equals(before.get(axis))) {
        return declared.axes().get(axis).size();
      }
      number = part.reads().get(0);
    }
    return shape(number).axes().get(axis).size();
  }

  /** Where a value lives: in an input's memory if all that it passes only read it differently. */
  Storage storage(int last) {
    Storage storage = Storage.VIEW;
    for (int number = last; number >= inputs; number = maker(number).reads().get(0)) {
      Storage own = maker(number).declaration().storage();
      if (own == Storage.NEW || maker(number).reads().isEmpty()) {
        return Storage.NEW;
      }
      storage = own == Storage.IN_PLACE ? own : storage;
    }
    return storage;
  }

  private Part maker(int number) {
    return parts.get(makers.get(number - inputs));
  }

  /** Which of its step's outputs a value is. */
  private int output(int number) {
    return number - firsts.get(makers.get(number - inputs));
  }
}
