package io.github.layerbook.exchange.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Invocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code RNN} around Keras's own cells: of one cell the layer of its name, of several one layer
 * upon the other, all but the last with every step.
 */
final class RecurrentCells {
  private static final Set<String> CELLS = Set.of("SimpleRNNCell", "LSTMCell", "GRUCell");

  private static final String CELL = "Cell";

  private static final String SEQUENCES = "return_sequences";

  private RecurrentCells() {}

  /** Returns the layers; empty if the cells are not Keras's, or the layer is no such. */
  static Optional<List<Invocation>> of(LayerConfig layer) {
    List<JsonNode> cells = cells(layer.config().path("cell"));
    boolean known =
        layer.type().equals("RNN")
            && !cells.isEmpty()
            && cells.stream().allMatch(cell -> CELLS.contains(type(cell)));
    if (!known) {
      return Optional.empty();
    }
    List<Invocation> layers = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      boolean last = i == cells.size() - 1;
      String name = type(cells.get(i)).substring(0, type(cells.get(i)).length() - CELL.length());
      Map<String, @Nullable Object> arguments =
          new LinkedHashMap<>(ConfigValues.arguments(name, cells.get(i).path("config")).named());
      arguments.put(SEQUENCES, !last || layer.config().path(SEQUENCES).asBoolean());
      layers.add(new Invocation(name, Arguments.named(arguments)));
    }
    return Optional.of(layers);
  }

  private static List<JsonNode> cells(JsonNode cell) {
    List<JsonNode> cells = new ArrayList<>();
    JsonNode stacked = cell.isArray() ? cell : cell.path("config").path("cells");
    stacked.forEach(cells::add);
    return cells.isEmpty() && cell.isObject() ? List.of(cell) : cells;
  }

  private static String type(JsonNode cell) {
    return cell.path("class_name").asText("");
  }
}
