package io.github.layerbook.notebook.command.look;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.serving.Measured;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.serving.Utilisation;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.table.RooflineTable;
import io.github.layerbook.whatif.edit.Knob;
import java.util.List;
import java.util.Optional;

/** Shows the least time that a network takes on a device. */
@Magic(
    name = "roofline",
    purpose = Magic.Purpose.LOOK,
    line = "Shows the least time that a network takes on a device, and what bounds it.",
    more =
        "Operations at full speed or bytes at full bandwidth, whichever takes longer; of a language"
            + " model for reading a prompt and for each further token, and whether it fits. Of"
            + " experts those of one token are counted, the fewest that a batch reads.",
    example = {
      "%roofline lenet --on h100 --dtype fp16 --batch 1..256",
      "%roofline lenet --on h100 --dtype fp16 --measured \"2 ms per step\" --training"
    })
public record RooflineCommand(
    NetworkArgument network,
    @Takes("--on DEVICE: h100, rtx4090 …, or a notebook variable that holds a Device")
        @Offers(NameOffers.Devices.class)
        String on,
    @Takes("--batch VALUES: batch sizes: 1..256, which doubles, or 1,8,32")
        Optional<String> batches,
    @Takes("--devices N: devices that share the network evenly") Optional<Long> devices,
    Counting.StoredAs stored,
    @Takes(
            "--context VALUES: lengths of each sequence in tokens: 8192, or"
                + " 1024..131072, which doubles")
        Optional<String> contexts,
    @Takes(
            "--measured SPEED: the speed of a run: \"3100 tokens/s\", \"0.45 s per"
                + " step\", \"15T tokens in 2.6M GPU hours\"; the table says how much of"
                + " the device it used")
        Optional<String> measured,
    @Takes("--training: with --measured: the run was training") boolean training,
    @Takes("--plot: the roofline as a chart instead of the table") boolean plot,
    @Takes(
            "--chart: a chart instead of the table: ${COMPLETION-CANDIDATES}; time"
                + " is the least time by batch, memory that by context")
        Optional<Kind> chart)
    implements Command {
  private static final String USUAL = "1..256";

  /** The charts of a roofline. */
  public enum Kind {
    ROOFLINE,
    TIME,
    MEMORY
  }

  @Override
  public Object run(Session session) {
    Entry entry = session.entry(network.name());
    Roofline defined =
        new Roofline(
            entry.under(stored.settings(entry.settings())).renamed(network.name()).report(),
            session.devices().of(on),
            devices.orElse(1L));
    List<Roofline> rooflines =
        contexts
            .map(written -> values(written, "--context", "8192 or 1024..131072"))
            .map(lengths -> lengths.stream().map(defined::of).toList())
            .orElse(List.of(defined));
    List<Long> all = values(batches.orElse(USUAL), "--batch", "1..256 or 1,8");
    if (measured.isPresent()) {
      return utilisation(rooflines.get(0), measured.get(), all.get(0));
    } else if (training) {
      throw new CellError(
          "--training is about a run: say how fast it was, --measured \"3100 tokens/s\".");
    }
    Optional<Kind> drawn = plot ? Optional.of(Kind.ROOFLINE) : chart;
    return drawn
        .<Object>map(kind -> chart(kind, rooflines, all))
        .orElseGet(() -> RooflineTable.of(rooflines, all));
  }

  private static Object chart(Kind kind, List<Roofline> rooflines, List<Long> batches) {
    return switch (kind) {
      case ROOFLINE -> Charts.roofline(rooflines, batches);
      case TIME -> Charts.servingTime(rooflines, batches);
      case MEMORY -> Charts.servingMemory(rooflines, batches);
    };
  }

  private Object utilisation(Roofline roofline, String written, long batch) {
    long tokens = training || !roofline.generates() ? batch * roofline.tokens() : batch;
    Measured speed =
        Measured.of(written, tokens, roofline.devices())
            .orElseThrow(
                () ->
                    new CellError(
                        ("--measured: “%s” is not a speed: write \"3100 tokens/s\", \"0.45 s per"
                                + " step\" or \"15T tokens in 2.6M GPU hours\".")
                            .formatted(written)));
    return RooflineTable.ofRun(
        roofline,
        speed,
        training
            ? Utilisation.training(roofline, speed)
            : Utilisation.serving(roofline, batch, speed));
  }

  /** The values of an option: a list, or a range, which doubles unless it says otherwise. */
  private static List<Long> values(String written, String option, String example) {
    boolean isPlainRange = written.contains("..") && !written.contains(":");
    Knob knob = Knob.batch(isPlainRange ? written + ":x2" : written);
    if (!knob.hasWholeNumbers() || knob.values().contains("0")) {
      throw new CellError(
          "%s: “%s” is not a list of numbers: write %s.".formatted(option, written, example));
    }
    return knob.values().stream().map(Long::valueOf).toList();
  }
}
