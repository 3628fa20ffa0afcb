package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.size.Size;
import io.github.layerbook.whatif.edit.OptionAddress.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes one option of a layer: to a text, or its sizes by a function. */
public final class OptionChange {
  private OptionChange() {}

  /** Returns a layer with an option at one of a knob's values. */
  public static Layer changed(
      Layer layer, Target target, Knob knob, Optional<Sizing> sizing, int position) {
    boolean sized = !sizes(layer, target).isEmpty();
    if (sizing.isPresent() && sized) {
      Sizing read = sizing.get();
      return changed(layer, target, size -> Size.of(read.value(position, read.base(size))));
    }
    String value = knob.values().get(position);
    try {
      return sized && Knob.isWhole(value)
          ? changed(layer, target, size -> Size.of(Long.parseLong(value)))
          : LayerForm.of(layer).with(layer, target.option(), value);
    } catch (OptionException e) {
      throw new OptionException(e.culprit(), knob.name() + ": " + e.getMessage());
    } catch (LayerException e) {
      throw new OptionException(value, knob.name() + ": " + e.getMessage());
    }
  }

  /** Numbers vary the positions of an input and leave its channels; they vary all other sizes. */
  public static Layer changed(Layer layer, Target target, UnaryOperator<Size> change) {
    return layer instanceof Input input
        ? input.positions(change)
        : LayerForm.of(layer).with(layer, target.option(), change);
  }

  /** Returns the sizes of options that numbers vary; of those that are made of them. */
  public static List<Long> varied(Blueprint network, List<Target> targets) {
    return targets.stream()
        .flatMap(target -> varied(network.layer(target.node()), target).stream())
        .toList();
  }

  /** Returns the sizes of an option that numbers vary; none if it is made of something else. */
  public static List<Long> varied(Layer layer, Target target) {
    List<Long> sizes = new ArrayList<>();
    if (!sizes(layer, target).isEmpty()) {
      changed(
          layer,
          target,
          size -> {
            sizes.add(size.value());
            return size;
          });
    }
    return sizes;
  }

  /** Returns the sizes of an option; none if it is made of something else. */
  public static List<Size> sizes(Layer layer, Target target) {
    return LayerForm.of(layer).sizes(layer, target.option());
  }
}
