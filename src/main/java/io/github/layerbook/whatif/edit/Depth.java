package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;

/** The number of a network's repeated blocks as something that is changed: {@code layers=16}. */
public final class Depth {
  /** The most repeated blocks that a network is given. */
  public static final int MOST = RepeatedBlocks.MOST;

  /** The word for it where no layer has that name. */
  private static final String WORD = "layers";

  private Depth() {}

  /** Returns whether a knob means the number of a network's repeated blocks. */
  public static boolean isMeant(Knob knob, Blueprint network) {
    return knob.kind() == Knob.Kind.SET && isMeant(knob.name(), network);
  }

  /** Returns whether an address means the number of a network's repeated blocks. */
  public static boolean isMeant(String address, Blueprint network) {
    return address.equals(WORD)
        && network.names().matching(WORD).isEmpty()
        && RepeatedBlocks.of(network).isPresent();
  }

  /**
   * Returns a network with another number of its repeated blocks.
   *
   * @throws OptionException if it repeats none, or the value is no number of layers
   */
  public static Blueprint of(Blueprint network, String value) {
    RepeatedBlocks blocks =
        RepeatedBlocks.of(network)
            .orElseThrow(
                () ->
                    new OptionException(value, network.name() + " repeats no blocks: name layers"));
    if (!value.matches("[0-9]{1,9}")) {
      throw new OptionException(
          value, "\"%s\" is not a number of layers: use a whole number from 1".formatted(value));
    }
    return blocks.with(Integer.parseInt(value));
  }
}
