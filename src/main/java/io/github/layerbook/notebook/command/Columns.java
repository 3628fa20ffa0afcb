package io.github.layerbook.notebook.command;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.report.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The option that says which quantities are shown. */
public record Columns(
    @Takes(
            "--columns QUANTITIES: the quantities to show:"
                + " ${COMPLETION-CANDIDATES}, and those that the notebook declares")
        List<QuantityName> names) {

  /**
   * Returns the quantities that are asked for; empty if none is.
   *
   * @throws io.github.layerbook.layer.form.OptionException if a word is unknown, or names again
   *     what another one does
   */
  public Optional<List<Quantity>> in(Session session) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            session
                .quantities()
                .listed(names.stream().map(QuantityName::word).collect(Collectors.joining(","))));
  }
}
