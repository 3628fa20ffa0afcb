package io.github.layerbook.notebook.command.change;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.EachQuantity;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.QuantityName;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.command.TrainingOptions;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.offer.OptionAddresses;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.page.LivePage;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.Ranks;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.play.Play;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows sliders for options of a network. */
@Magic(
    name = "play",
    purpose = Magic.Purpose.CHANGE,
    line = "Shows sliders for options: totals, rows and derivations follow, without a kernel.",
    more =
        "The page is part of the notebook and of what is exported from it. Budgets have a light."
            + " Where scripts are refused, a table of a few positions stands in its place.",
    example = "%play lenet conv*.out*=0.25..2 fc1.out=40..400:40 --parameters 100K")
public record PlayCommand(
    NetworkArgument network,
    @Takes("OPTIONS: a slider each: conv*.out*=0.25..2, fc1.out=512..8192:512, input=32,64")
        @Offers(OptionAddresses.class)
        List<String> options,
    @Takes(
            "--measure QUANTITIES: the quantities to show; parameters,"
                + " multiply-adds and memory if left out")
        List<QuantityName> measures,
    @Takes("--batch VALUES: a slider: 1,8,32") Optional<String> batches,
    @EachQuantity(description = "a budget, such as 50M or 8GiB, of") Map<Quantity, String> budgets,
    TrainingOptions training,
    Counting.Formats formats)
    implements Command {

  @Override
  public Object run(Session session) {
    Report defined = formats.of(session.entry(network.name())).renamed(network.name()).report();
    List<Knob> knobs = new ArrayList<>(Ranks.joined(options).stream().map(Knob::parse).toList());
    batches.map(Knob::batch).ifPresent(knobs::add);
    List<Quantity> shown = measures.stream().map(each -> each.in(session)).toList();
    List<Quantity> all = new ArrayList<>(shown.isEmpty() ? Quantities.USUAL : shown);
    budgets.keySet().stream().filter(each -> !all.contains(each)).forEach(all::add);
    List<Quantity> trained = training.in(session, all, defined.network());
    List<Budget> kept = new ArrayList<>();
    budgets.forEach(
        (quantity, most) -> kept.add(Budget.of(trained.get(all.indexOf(quantity)), most)));
    return LivePage.of(Play.of(defined, knobs, trained, kept));
  }
}
