package io.github.layerbook.notebook.magic;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.command.Help;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** Explains the commands, the layers and the notation. */
@Magic(
    name = "layerbook",
    purpose = Purpose.NOTEBOOK,
    line = "Explains a command, a layer's word or the notation; alone, lists all commands.",
    example = "%layerbook summary")
public record LayerbookCommand(
    @Parameters(
            index = "0",
            paramLabel = "TOPIC",
            description = "a command's name, a layer's word, or notation")
        Optional<String> topic)
    implements Command {

  @Override
  public Object run(Session session) {
    if (topic.isEmpty()) {
      return new Overview(Magics.all());
    }
    String wanted = topic.get().replace("%", "");
    List<CommandForm> commands =
        Magics.all().stream().filter(form -> form.name().equals(wanted)).toList();
    if (commands.isEmpty()) {
      throw new CellError(
          "There is no command %s.%s %%layerbook lists all."
              .formatted(wanted, Magics.nearest(wanted)));
    }
    return new Help(commands);
  }
}
