package io.github.layerbook.notebook.command.look;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.NetworkReference;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.view.animation.LayerAnimation;

/** Shows how the windows of a layer move over its input. */
@Magic(
    name = "animate",
    purpose = Magic.Purpose.LOOK,
    line = "Shows how a layer's windows move over its input, and where each one looks.",
    more =
        "For convolutions, transposed convolutions, pools and other layers with windows: with"
            + " their padding, stride, dilation and groups.",
    example = "%animate lenet.conv1_1")
public record AnimateCommand(
    @Takes("NAME.LAYER: a layer of a network") @Offers(NameOffers.Parts.class) String address,
    @Takes("--still: some of the steps side by side, for paper") boolean still,
    @Takes("--filter: one filter over one position of the input: its weights and its bias")
        boolean filter)
    implements Command {

  @Override
  public Object run(Session session) {
    if (still && filter) {
      throw new CellError("--filter stands still already: leave out --still.");
    }
    NetworkReference place = NetworkReference.of(address);
    Report report = Report.of(session.network(place.name()));
    LayerAnimation moving = LayerAnimation.of(place.layer(report, AnimateCommand::hasWindows));
    return still ? moving.still() : filter ? moving.filter() : moving;
  }

  private static boolean hasWindows(Row row) {
    return !row.declaration().fieldOfView().windows().isEmpty();
  }
}
