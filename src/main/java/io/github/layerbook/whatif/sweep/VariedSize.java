package io.github.layerbook.whatif.sweep;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.LowRank;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Dims;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.OptionAddress;
import io.github.layerbook.whatif.edit.OptionChange;
import io.github.layerbook.whatif.edit.Ranks;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Options that a search varies together by one number: options of one size are set to it, options
 * of different sizes are scaled so that the largest of them has it.
 */
public final class VariedSize {
  /** The word for the batch in place of an address. */
  private static final Pattern BATCH = Pattern.compile("batch(:[0-9]+)?");

  private final Report before;
  private final Blueprint network;
  private final OptionAddress address;
  private final boolean ofBatch;
  private final long largest;
  private final boolean same;

  /**
   * Finds what an address means in a network.
   *
   * @param address options, such as {@code conv*.out}; {@code batch}, or the rank of adapters
   * @throws OptionException if it names nothing
   */
  public VariedSize(Report before, String address) {
    this.before = before;
    this.network = Blueprint.of(before.network());
    this.address = new OptionAddress(address);
    this.ofBatch = BATCH.matcher(this.address.text()).matches();
    List<Long> sizes = sizes();
    this.largest = sizes.stream().mapToLong(Long::longValue).max().orElse(0);
    this.same = sizes.stream().distinct().count() == 1;
  }

  private List<Long> sizes() {
    if (ofBatch) {
      return List.of(before.settings().batch());
    } else if (Ranks.isMeant(address.text())) {
      return List.of(LowRank.of(Ranks.of(network, address.text())).orElseThrow().rank());
    }
    return Dims.isMeant(address.text(), network)
        ? Dims.sizes(address.text(), network)
        : OptionChange.varied(network, address.targets(network));
  }

  /** Returns the address. */
  public OptionAddress address() {
    return address;
  }

  /** Returns whether it is the number of examples that is varied. */
  public boolean isBatch() {
    return ofBatch;
  }

  /**
   * Returns the size as it is, of different ones the largest; 0 where no number could change it.
   */
  public long largest() {
    return largest;
  }

  /** Returns the knob that gives the size some values. */
  public Knob knob(long... values) {
    if (ofBatch) {
      return Knob.batch(
          LongStream.of(values).mapToObj(Long::toString).collect(Collectors.joining(",")));
    }
    return new Knob(
        same ? Knob.Kind.SET : Knob.Kind.SCALE,
        address.text(),
        LongStream.of(values).mapToObj(value -> value + (same ? "" : "/" + largest)).toList());
  }

  /** Returns the sweep over some values, which finds some quantities. */
  public Sweep sweep(List<Quantity> quantities, long... values) {
    return Sweep.of(List.of(network), before.settings(), List.of(knob(values)), quantities);
  }

  /**
   * Analyses the network with a value.
   *
   * @throws IllegalArgumentException if there is no such network, saying why
   */
  public Report report(long value) {
    return ofBatch
        ? Report.of(before.network(), before.settings().batch(value))
        : Report.of(new Edit.Option(knob(value)).of(network).network(), before.settings());
  }
}
