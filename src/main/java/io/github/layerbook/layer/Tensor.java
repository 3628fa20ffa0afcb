package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter or buffer of a layer.
 *
 * <p>Its count is the product of its axes, written as the field writes it: where the tensor has an
 * output axis, the fan-in stands first in parentheses and kernel extents before channels, {@code
 * (3*3*3)*64}.
 *
 * @param name the name under which PyTorch holds it, such as {@code weight}
 * @param kind whether it is counted as weight, bias or buffer
 * @param axes the axes in PyTorch's order
 * @param output the index of the axis that counts outputs (filters, units), or -1
 * @param element how wide each value is
 * @param chosen how many entries along the first axis an example uses, such as the experts that a
 *     token chooses; null where it uses all of them
 * @param tuning whether training changes it
 */
public record Tensor(
    String name,
    Kind kind,
    List<Axis> axes,
    int output,
    Element element,
    @Nullable Size chosen,
    Tuning tuning) {
  /** What a tensor is counted as. */
  public enum Kind {
    /** A trained parameter that multiplies. */
    WEIGHT,
    /** A trained parameter that is added. */
    BIAS,
    /** A tensor that is kept with the model and not trained, such as a running mean. */
    BUFFER
  }

  /** How wide a value is in memory. */
  public enum Element {
    /** As wide as the network's values: floating-point numbers, which a cast to fp16 halves. */
    VALUE,
    /** A mean or variance: as wide as all values, and never below 4 bytes. */
    STATISTIC,
    /** 8 bytes whatever the network's type: PyTorch's indices and counters, int64. */
    INDEX,
    /** 4 bytes whatever the network's type: fp32. */
    SINGLE,
    /** 2 bytes whatever the network's type: fp16 or bf16. */
    HALF,
    /** 1 byte: a truth value, or a quantised one. */
    BYTE
  }

  /** What fine-tuning does with a parameter. */
  public enum Tuning {
    /** It is trained, unless its layer is frozen. */
    TRAINED,
    /** It is frozen, whatever else of its layer is trained. */
    FROZEN,
    /** It is trained and was added for that: in the network's type, however the rest is stored. */
    ADAPTER
  }

  /** Makes a tensor of the network's values. */
  public Tensor(String name, Kind kind, List<Axis> axes, int output) {
    this(name, kind, axes, output, Element.VALUE, null, Tuning.TRAINED);
  }

  /** Copies the axes. */
  public Tensor {
    axes = List.copyOf(axes);
  }

  /** Makes a weight whose first axis counts outputs. */
  public static Tensor weight(String name, Axis output, List<Axis> fanIn) {
    List<Axis> axes = new ArrayList<>();
    axes.add(output);
    axes.addAll(fanIn);
    return new Tensor(name, Kind.WEIGHT, axes, 0);
  }

  /** Makes a bias, or any shift, of one axis. */
  public static Tensor bias(String name, Axis axis) {
    return new Tensor(name, Kind.BIAS, List.of(axis), -1);
  }

  /** Makes a scale, or any weight without an output axis. */
  public static Tensor scale(String name, List<Axis> axes) {
    return new Tensor(name, Kind.WEIGHT, axes, -1);
  }

  /** Makes a buffer. */
  public static Tensor buffer(String name, List<Axis> axes) {
    return new Tensor(name, Kind.BUFFER, axes, -1);
  }

  /** Returns this under another name. */
  public Tensor renamed(String newName) {
    return new Tensor(newName, kind, axes, output, element, chosen, tuning);
  }

  /** Returns this with values of another width, such as PyTorch's int64 indices. */
  public Tensor of(Element newElement) {
    return new Tensor(name, kind, axes, output, newElement, chosen, tuning);
  }

  /** Returns this as a bank, of whose entries along the first axis an example uses a few. */
  public Tensor choosing(Size few) {
    return new Tensor(name, kind, axes, output, element, few, tuning);
  }

  /** Returns this with what fine-tuning does with it. */
  public Tensor tuned(Tuning newTuning) {
    return new Tensor(name, kind, axes, output, element, chosen, newTuning);
  }

  /** Returns the part that an example uses: all, or as many entries as it chooses. */
  public Tensor used() {
    if (chosen == null) {
      return this;
    }
    List<Axis> few = new ArrayList<>(axes);
    few.set(0, axes.get(0).sized(chosen));
    return new Tensor(name, kind, few, output, element, null, tuning);
  }

  /** Returns as many rows of it as are looked up, each once. */
  public Tensor rows(Size looked) {
    List<Axis> some = new ArrayList<>(axes);
    some.set(0, axes.get(0).sized(looked.atMost(axes.get(0).size())));
    return new Tensor(name, kind, some, output, element, chosen, tuning);
  }

  /** Returns whether the tensor is a parameter, which is trained, and no buffer. */
  public boolean isParameter() {
    return kind != Kind.BUFFER;
  }

  /** Returns whether training changes it where its layer is trained: a parameter not frozen. */
  public boolean isTrained() {
    return isParameter() && tuning != Tuning.FROZEN;
  }

  /**
   * Returns the fan-in: how many weights each output has, kernel extents first. For a tensor
   * without output axis it is the product of all axes.
   */
  public Size fanIn() {
    List<Size> factors = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      if (i != output) {
        factors.add(axes.get(i).size());
      }
    }
    boolean channelsFirst = output >= 0 && !axes.get(output == 0 ? 1 % axes.size() : 0).isKernel();
    if (channelsFirst && factors.size() > 1) {
      factors.add(factors.remove(0));
    }
    return Size.product(factors);
  }

  /** Returns the number of elements, fan-in times outputs. */
  public Size count() {
    if (output < 0) {
      return fanIn();
    }
    Size outputs = axes.get(output).size();
    return axes.size() == 1 ? outputs : Size.product(fanIn(), outputs);
  }

  /** Returns the extents in PyTorch's order, evaluated where they are known. */
  public List<Size> extents() {
    return axes.stream().map(axis -> axis.size().evaluated()).toList();
  }
}
