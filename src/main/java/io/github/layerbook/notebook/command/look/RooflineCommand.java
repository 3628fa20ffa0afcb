package io.github.layerbook.notebook.command.look;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Formats;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Purpose;
import io.github.layerbook.notebook.offer.DeviceNames;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.serving.Measured;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.serving.Utilisation;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.table.RooflineTable;
import io.github.layerbook.view.table.UtilisationTable;
import io.github.layerbook.whatif.edit.Knob;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Shows the least time that a network takes on a device. */
@Magic(
    name = "roofline",
    purpose = Purpose.LOOK,
    line = "Shows the least time that a network takes on a device, and what bounds it.",
    more =
        "Operations at full speed or bytes at full bandwidth, whichever takes longer; of a language"
            + " model for reading a prompt and for each further token, and whether it fits.",
    example = {
      "%roofline lenet --on h100 --dtype fp16 --batch 1..256",
      "%roofline lenet --on h100 --dtype fp16 --measured \"2 ms per step\" --training"
    })
public record RooflineCommand(
    NetworkArgument network,
    @Option(
            names = "--on",
            paramLabel = "DEVICE",
            description = "h100, rtx4090 …, or a notebook variable that holds a Device",
            required = true)
        @Offers(DeviceNames.class)
        String on,
    @Option(
            names = "--batch",
            paramLabel = "VALUES",
            description = "sequences at once: 1..256, which doubles, or 1,8,32")
        Optional<String> batches,
    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "devices that share the network evenly")
        Optional<Long> devices,
    Formats formats,
    @Option(
            names = "--measured",
            paramLabel = "SPEED",
            description =
                "how fast a run was: \"3100 tokens/s\", \"0.45 s per step\", \"15T tokens in 2.6M"
                    + " GPU hours\"; the table says how much of the device that is")
        Optional<String> measured,
    @Option(names = "--training", description = "with --measured: the run was training")
        boolean training,
    @Option(names = "--plot", description = "the roofline as a chart, not the table") boolean plot)
    implements Command {
  private static final String USUAL = "1..256";

  @Override
  public Object run(Session session) {
    Roofline roofline =
        new Roofline(
            formats.of(session.entry(network.name())).renamed(network.name()).report(),
            session.device(on),
            devices.orElse(1L));
    List<Long> all = sequences();
    if (measured.isPresent()) {
      return utilisation(roofline, measured.get(), all.get(0));
    } else if (training) {
      throw new CellError(
          "--training is about a run: say how fast it was, --measured \"3100 tokens/s\".");
    }
    return plot ? Charts.roofline(roofline, all) : RooflineTable.of(roofline, all);
  }

  private Object utilisation(Roofline roofline, String written, long batch) {
    long tokens = training || !roofline.generates() ? batch * roofline.tokens() : batch;
    Measured speed =
        Measured.of(written, tokens, roofline.devices())
            .orElseThrow(
                () ->
                    new CellError(
                        ("--measured: “%s” is no speed: write \"3100 tokens/s\", \"0.45 s per"
                             + " step\" or \"15T tokens in 2.6M GPU hours\".")
                            .formatted(written)));
    return UtilisationTable.of(
        roofline,
        speed,
        training
            ? Utilisation.training(roofline, speed)
            : Utilisation.serving(roofline, batch, speed));
  }

  private List<Long> sequences() {
    String written = batches.orElse(USUAL);
    boolean isPlainRange = written.contains("..") && !written.contains(":");
    Knob knob = Knob.batch(isPlainRange ? written + ":x2" : written);
    if (!knob.hasWholeNumbers() || knob.values().contains("0")) {
      throw new CellError("--batch: “" + written + "” is no list of batches: write 1..256 or 1,8.");
    }
    return knob.values().stream().map(Long::valueOf).toList();
  }
}
