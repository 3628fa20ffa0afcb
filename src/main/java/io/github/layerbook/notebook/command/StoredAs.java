package io.github.layerbook.notebook.command;

import io.github.layerbook.report.Settings;
import io.github.layerbook.report.WeightFormat;
import io.github.layerbook.unit.NumberType;
import java.util.Optional;

/**
 * The options that say how a network's numbers are stored.
 *
 * @param type what values are stored as
 * @param weights how parameters are stored
 * @param cache what keys and values are kept as
 */
public record StoredAs(
    @Takes("--dtype TYPE: what values are stored as: ${COMPLETION-CANDIDATES}")
        Optional<NumberType> type,
    @Takes(
            "--weights FORMAT: how parameters are stored, where not as --dtype:"
                + " ${COMPLETION-CANDIDATES}")
        Optional<WeightFormat> weights,
    @Takes("--cache TYPE: what keys and values are kept as, where not as --dtype")
        Optional<NumberType> cache) {

  /** Returns settings with what the options ask for. */
  public Settings settings(Settings otherwise) {
    Settings typed = type.map(otherwise::type).orElse(otherwise);
    Settings stored = weights.map(typed::weights).orElse(typed);
    return cache.map(stored::cache).orElse(stored);
  }
}
