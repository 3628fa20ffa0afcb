package io.github.layerbook.notebook.command;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.report.Report;
import java.util.Optional;

/** The option that keeps a command's result as a network of the notebook. */
public record Keep(
    @Takes("--as NAME: keep the result as a network of this name") Optional<String> as) {

  /** Refuses a name that {@link #keep} would refuse, before the work is done. */
  public void requireFree(Session session) {
    as.ifPresent(session::requireFree);
  }

  /** Declares a network under the name, if there is one. */
  public void keep(Session session, Report report) {
    as.ifPresent(
        name ->
            session.define(
                name, new Entry(report.network().renamed(name), Claims.NONE, report.settings())));
  }
}
