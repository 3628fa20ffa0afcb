package io.github.layerbook.notebook.command.change;

import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Keep;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.receptive.DenseEvaluation;
import io.github.layerbook.receptive.FullyConvolutional;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.ConversionTable;
import io.github.layerbook.view.table.DenseTable;
import java.util.Optional;

/** Turns fully connected layers into convolutions. */
@Magic(
    name = "fullyconv",
    purpose = Magic.Purpose.CHANGE,
    line = "Turns fully connected layers into convolutions, and shows both side by side.",
    more =
        "As section 3.2 of the VGG paper does; over a larger input, also what one dense run saves"
            + " against the network on every window.",
    example = "%fullyconv lenet --as lenetconv")
public record FullyConvolutionalCommand(
    NetworkArgument network,
    @Takes("--input SHAPE: a larger input to run over: 512x512x3") Optional<String> input,
    Keep keep)
    implements Command {

  @Override
  public Object run(Session session) {
    Entry entry = session.entry(network.name());
    if (input.isPresent()) {
      return over(input.get(), session, entry);
    }
    Network converted = FullyConvolutional.of(entry.network());
    keep.keep(session, Report.of(converted, entry.settings()));
    return ConversionTable.of(entry.network(), converted);
  }

  /** Compares one run over a larger input with the network on every window of it. */
  private ResultTable over(String input, Session session, Entry entry) {
    if (!(session.notation().layer("input " + input) instanceof Input larger)) {
      throw new CellError("“" + input + "” is not the shape of an input: write 512x512x3.");
    }
    DenseEvaluation evaluation = DenseEvaluation.of(entry.network(), larger);
    keep.keep(session, Report.of(evaluation.dense(), entry.settings()));
    return DenseTable.of(evaluation);
  }
}
