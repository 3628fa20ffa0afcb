package io.github.layerbook.notebook.command.look;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.CellText;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
import io.github.layerbook.notebook.offer.ClaimedNames;
import io.github.layerbook.notebook.offer.NetworkNames;
import io.github.layerbook.notebook.offer.Offers;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks what a text claims of a network. */
@Magic(
    name = "check",
    purpose = Purpose.CHECK,
    line = "Checks what a network's own text claims, or the claims in the cell.",
    more =
        "Claims are weights and totals beside layers, or sentences, such as a student's answer; each"
            + " is checked at the precision that it is stated with.",
    example = {
      "%check lenet",
      """
      %%check lenet
      fc1 : 48,120
      TOTAL : 61,706"""
    })
public record CheckCommand(
    @Offers(NetworkNames.class)
        @Parameters(index = "0", paramLabel = "NAME", description = "the name of a network")
        String name,
    @Option(
            names = "--hide",
            description = "keep back what is computed: the verdicts alone, for exercises")
        boolean hide,
    @Offers(ClaimedNames.class) @CellText("claims, one a line, such as TOTAL : 138,357,544")
        Optional<String> text)
    implements Command {

  @Override
  public Object run(Session session) {
    if (text.isEmpty() && hide) {
      throw new CellError("--hide is for claims in a cell, below a first line %%check " + name);
    }
    return text.map(claims -> session.check(name, claims, hide))
        .orElseGet(() -> session.check(name));
  }
}
