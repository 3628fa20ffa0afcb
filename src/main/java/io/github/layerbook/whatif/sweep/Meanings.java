package io.github.layerbook.whatif.sweep;

import io.github.layerbook.network.Blueprint;
import io.github.layerbook.whatif.edit.Depth;
import io.github.layerbook.whatif.edit.Dims;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.Ranks;
import java.util.ArrayList;
import java.util.List;

/**
 * What knobs mean in networks: an option, or a word for something else of all of them.
 *
 * @param knobs the knobs as they are meant
 * @param networks the networks as far as such words can change them
 */
record Meanings(List<Knob> knobs, List<Rebuilt> networks) {
  /** Copies the lists. */
  Meanings {
    knobs = List.copyOf(knobs);
    networks = List.copyOf(networks);
  }

  static Meanings of(List<Blueprint> networks, List<Knob> knobs) {
    List<Knob> meant = new ArrayList<>();
    List<Rebuilt> built = networks.stream().map(Rebuilt::of).toList();
    for (Knob knob : knobs) {
      Knob.Kind kind = kind(networks, knob);
      meant.add(knob.as(kind));
      if (kind == Knob.Kind.DIM || kind == Knob.Kind.LAYERS) {
        built = Rebuilt.all(built, knob);
      } else if (kind == Knob.Kind.RANK) {
        built =
            built.stream()
                .map(each -> new Rebuilt(Ranks.of(each.network(), knob.name()), each.problem()))
                .toList();
      }
    }
    return new Meanings(meant, built);
  }

  private static Knob.Kind kind(List<Blueprint> networks, Knob knob) {
    if (networks.stream().allMatch(network -> Dims.isMeant(knob, network))) {
      return Knob.Kind.DIM;
    } else if (networks.stream().allMatch(network -> Depth.isMeant(knob, network))) {
      return Knob.Kind.LAYERS;
    }
    return Ranks.isMeant(knob) ? Knob.Kind.RANK : knob.kind();
  }
}
