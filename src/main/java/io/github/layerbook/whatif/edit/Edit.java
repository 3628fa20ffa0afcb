package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.LowRank;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.size.Size;
import io.github.layerbook.whatif.edit.OptionAddress.Target;
import java.util.List;
import java.util.Optional;

/**
 * One change to a network.
 *
 * <pre>{@code
 * Edit.parse("fc1.out=2048")               // fc1.out=2048
 * Edit.parse("conv5.*.out *= 1/2")         // conv5.*.out*=1/2
 * Edit.parse("-drop*")                     // -drop*
 * Edit.parse("conv*+=batchnorm")           // conv*+=batchnorm
 * Edit.parse("fc1: conv 7x7-4096")         // fc1: conv 7x7-4096
 * Edit.parse("lora 16 on q_proj,v_proj")   // lora 16 on q_proj,v_proj
 * }</pre>
 */
public sealed interface Edit {
  /**
   * Returns a network after this change. Where its source leaves sizes open, they stay so: with
   * another size it is read anew and then changed.
   *
   * @throws io.github.layerbook.layer.form.OptionException if there is nothing that it could change
   */
  default Blueprint of(Blueprint network) {
    return changed(network).open(network.dims().after(this::of));
  }

  /** Returns a network after this change, of which nothing is left open. */
  Blueprint changed(Blueprint network);

  /** Returns a network after changes, one after the other. */
  static Blueprint all(List<Edit> edits, Blueprint network) {
    Blueprint changed = network;
    for (Edit edit : edits) {
      changed = edit.of(changed);
    }
    return changed;
  }

  /**
   * Options get a value, {@code conv5.*.out=256}, or their own value times a factor, {@code
   * *.out*=0.5}.
   *
   * @param knob the options, and the only value
   */
  record Option(Knob knob) implements Edit {
    /** Refuses several values, which are a sweep's. */
    public Option {
      EditText.checkOneValue(knob);
    }

    @Override
    public Blueprint of(Blueprint network) {
      return Dims.isMeant(knob, network) ? Dims.of(network, knob, 0) : Edit.super.of(network);
    }

    @Override
    public Blueprint changed(Blueprint network) {
      if (Depth.isMeant(knob, network)) {
        return Depth.of(network, knob.values().get(0));
      } else if (Ranks.isMeant(knob)) {
        Size rank = Size.of(Long.parseLong(knob.as(Knob.Kind.RANK).values().get(0)));
        return Ranks.ranked(Ranks.of(network, knob.name()), rank);
      }
      Blueprint changed = network;
      Optional<Sizing> sizing = Sizing.of(knob);
      for (Target target : new OptionAddress(knob.name()).targets(network)) {
        Layer layer = changed.layer(target.node());
        changed = changed.with(target.node(), OptionChange.changed(layer, target, knob, sizing, 0));
      }
      return changed;
    }

    @Override
    public String toString() {
      return knob.name() + (knob.kind() == Knob.Kind.SCALE ? "*=" : "=") + knob.values().get(0);
    }
  }

  /**
   * Layers go, {@code -drop*}; what read such a layer reads what it read.
   *
   * @param layers the layers
   */
  record Removal(OptionAddress layers) implements Edit {
    @Override
    public Blueprint changed(Blueprint network) {
      return network.without(layers.layers(network));
    }

    @Override
    public String toString() {
      return "-" + layers;
    }
  }

  /**
   * A layer comes after each of some layers, {@code conv*+=batchnorm}; what read that one reads it.
   *
   * @param after the layers after which it comes
   * @param name its name; empty for its word with a number
   * @param layer the layer
   */
  record Insertion(OptionAddress after, String name, Layer layer) implements Edit {
    @Override
    public Blueprint changed(Blueprint network) {
      Blueprint changed = network;
      int added = 0;
      for (int place : after.layers(network)) {
        changed = changed.withAfter(place + added++, name, layer);
      }
      return changed;
    }

    @Override
    public String toString() {
      return after + "+=" + (name.isEmpty() ? "" : name + ": ") + EditText.print(layer);
    }
  }

  /**
   * A layer takes the place, the name and the inputs of others: {@code fc1: conv 7x7-4096}.
   *
   * @param layers the layers that are replaced
   * @param layer the layer
   */
  record Replacement(OptionAddress layers, Layer layer) implements Edit {
    @Override
    public Blueprint changed(Blueprint network) {
      Blueprint changed = network;
      for (int place : layers.layers(network)) {
        changed = changed.with(place, layer);
      }
      return changed;
    }

    @Override
    public String toString() {
      return layers + ": " + EditText.print(layer);
    }
  }

  /**
   * Low-rank adapters come beside modules, and all else is frozen: {@code lora 16 on
   * q_proj,v_proj}.
   *
   * @param adapters the adapters
   */
  record Adapted(LowRank adapters) implements Edit {
    @Override
    public Blueprint changed(Blueprint network) {
      return adapters.beside(network);
    }

    @Override
    public String toString() {
      return adapters.toString();
    }
  }

  /**
   * Reads one change, in the notation of the layers that come with Layerbook.
   *
   * @throws io.github.layerbook.layer.form.OptionException if the text is no change
   * @throws io.github.layerbook.notation.NotationException if its layer cannot be read
   */
  static Edit parse(String text) {
    return parse(text, Notation.standard());
  }

  /** Reads one change, its layers in a notation of the user's own. */
  static Edit parse(String text, Notation notation) {
    return new EditText(notation).one(text);
  }

  /**
   * Reads changes with blanks or line ends between them: {@code fc1.out=2048 -drop1 input=384}.
   * What follows a layer and is no change on its own, such as {@code padding=1}, belongs to the
   * layer; comments after {@code #} or {@code //} are passed over.
   *
   * @throws io.github.layerbook.layer.form.OptionException if the text has something else in it
   * @throws io.github.layerbook.notation.NotationException if a layer cannot be read
   */
  static List<Edit> parseAll(String text, Notation notation) {
    return new EditText(notation).all(text);
  }
}
