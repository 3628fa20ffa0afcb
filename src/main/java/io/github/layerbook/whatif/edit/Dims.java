package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import java.util.List;

/**
 * The sizes that the source of a network leaves open as something that is changed: {@code
 * sequence=256}, {@code height,width=320}. Where a layer has such a name, the layer is meant.
 */
public final class Dims {
  private Dims() {}

  /** Returns whether a knob means sizes that are open in a network. */
  public static boolean isMeant(Knob knob, Blueprint network) {
    return knob.isOption() && isMeant(knob.name(), network);
  }

  /** Returns whether an address means sizes that are open in a network. */
  public static boolean isMeant(String address, Blueprint network) {
    return !network.dims().sizes().isEmpty()
        && new OptionAddress(address)
            .parts().stream()
                .allMatch(
                    part ->
                        network.dims().sizes().containsKey(part)
                            && network.nodes().stream().noneMatch(n -> n.path().equals(part)));
  }

  /** Returns what the sizes that an address means are taken as. */
  public static List<Long> sizes(String address, Blueprint network) {
    return new OptionAddress(address)
        .parts().stream().map(part -> network.dims().sizes().getOrDefault(part, 0L)).toList();
  }

  /**
   * Returns a network, read anew, with a knob's value at a position.
   *
   * @throws OptionException if the value is no size
   * @throws io.github.layerbook.network.NetworkException if there is no such network
   */
  public static Blueprint of(Blueprint network, Knob knob, int position) {
    Sizing sizing =
        Sizing.of(knob)
            .orElseThrow(
                () ->
                    new OptionException(
                        knob.name(), knob.name() + " is a size: use a whole number from 1"));
    Blueprint changed = network;
    for (String part : new OptionAddress(knob.name()).parts()) {
      long size = network.dims().sizes().getOrDefault(part, 0L);
      changed = changed.withDim(part, sizing.value(position, size));
    }
    return changed;
  }
}
