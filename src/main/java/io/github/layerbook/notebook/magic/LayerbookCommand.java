package io.github.layerbook.notebook.magic;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
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
    return Magics.help(topic.get().replace("%", ""));
  }
}
