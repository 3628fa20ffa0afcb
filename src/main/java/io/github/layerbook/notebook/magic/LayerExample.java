package io.github.layerbook.notebook.magic;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds sizes and an input that a layer accepts, of a few that most do.
 *
 * @param form the layer
 */
record LayerExample(LayerForm form) {
  private static final List<String> VALUES =
      List.of("3x3", "8", "4", "2", "8x8", "1", "2x2", "5x5");
  private static final int MOST_INPUTS = 3;

  private static final List<Layer> INPUTS =
      List.of(
          Input.of(16, 16, 32), Input.of(16, 32), Input.of(32), Input.of(8, 8, 8, 4), Input.of(4));

  /** A network that ends with the layer; nothing if the layer accepts none of what is tried. */
  Optional<Network> network() {
    if (form.words().contains("input")) {
      return Optional.of(Network.named("example").add(INPUTS.get(0)).build());
    }
    for (Map<String, String> options : options(form.headOptions())) {
      for (Layer input : INPUTS) {
        for (int inputs = 0; inputs <= MOST_INPUTS; inputs++) {
          Optional<Network> network = attempt(options, input, inputs);
          if (network.isPresent()) {
            return network;
          }
        }
      }
    }
    return Optional.empty();
  }

  private List<Map<String, String>> options(List<String> names) {
    if (names.isEmpty()) {
      return List.of(Map.of());
    }
    List<Map<String, String>> all = new ArrayList<>();
    for (String value : VALUES) {
      if (form.takes(names.get(0), value)) {
        for (Map<String, String> rest : options(names.subList(1, names.size()))) {
          Map<String, String> options = new LinkedHashMap<>(rest);
          options.put(names.get(0), value);
          all.add(Collections.unmodifiableMap(options));
        }
      }
    }
    return all;
  }

  private Optional<Network> attempt(Map<String, String> options, Layer input, int inputs) {
    try {
      NetworkBuilder builder = Network.named("example");
      List<String> names = new ArrayList<>();
      for (int i = 0; i < inputs; i++) {
        names.add("input" + (i + 1));
        builder.add(names.get(i), input);
      }
      if (!names.isEmpty()) {
        builder.from(names);
      }
      return Optional.of(builder.add(form.read(options)).build());
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }
}
