package io.github.layerbook.report;

import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.SizeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a network costs, layer by layer; immutable, and never formatted text.
 *
 * <pre>{@code
 * Network net = Network.named("net").input(224, 224, 3).convolution(3, 64).maxPool(2).build();
 * Report report = Report.of(net);
 * report.total(Quantity.PARAMETERS).value()                       // 1792
 * report.row("conv1_1").get().measure(Quantity.WEIGHTS)           // (3*3*3)*64 = 1728
 * report.row("pool1").get().output()                              // 111x111x64
 * }</pre>
 *
 * @param network the network
 * @param settings what the analysis assumes
 * @param rows one row per layer, in the network's order
 */
public record Report(Network network, Settings settings, List<Row> rows) {
  /** Copies the rows. */
  public Report {
    rows = List.copyOf(rows);
  }

  /** Analyses a network for one example in fp32. */
  public static Report of(Network network) {
    return of(network, Settings.DEFAULT);
  }

  /** Analyses a network. */
  public static Report of(Network network, Settings settings) {
    WeightStorage weights = settings.stored(network);
    return new Report(
        network,
        settings,
        network.applied().stream().map(applied -> new Row(applied, settings, weights)).toList());
  }

  /** Returns the row of a layer's path, or of the end of one that only it has. */
  public Optional<Row> row(String layer) {
    return network.find(layer).map(applied -> new Row(applied, settings, settings.stored(network)));
  }

  /**
   * Returns the measure of the whole network: for most quantities the sum over all layers.
   *
   * @throws IllegalArgumentException if the quantity has no total
   */
  public Measure total(Quantity quantity) {
    return quantity.of(this);
  }

  /**
   * Names the layer of which a number has no value, mostly as it is beyond 64 bits.
   *
   * @param e what was thrown as a number of this report was asked for
   * @return the same with the layer in front; as it is if each layer's own numbers have values
   */
  public SizeException located(SizeException e) {
    for (Row row : rows) {
      for (Quantity quantity : Quantities.standard().ofLayers()) {
        try {
          row.measure(quantity).number();
        } catch (SizeException here) {
          return new SizeException(row.name() + ": " + here.getMessage(), here);
        }
      }
    }
    return e;
  }

  /**
   * Returns the rows of a block, those of the blocks in it too.
   *
   * @throws IllegalArgumentException naming the network's blocks if it has no such block
   */
  public Group block(String path) {
    List<Row> in = rows.stream().filter(row -> row.node().isIn(path)).toList();
    if (in.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no block %s in %s; it has %s"
              .formatted(path, network.name(), String.join(", ", network.blocks())));
    }
    return new Group(path, in);
  }

  /** Returns the rows by outermost block; a layer outside any block is a group of its own. */
  public List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    List<Row> open = new ArrayList<>();
    for (Row row : rows) {
      if (!open.isEmpty() && !(block(row).equals(block(open.get(0))) && !block(row).isNone())) {
        groups.add(group(open));
        open.clear();
      }
      open.add(row);
    }
    groups.add(group(open));
    return groups;
  }

  private static Group group(List<Row> rows) {
    Row first = rows.get(0);
    return new Group(block(first).isNone() ? first.name() : block(first).toString(), rows);
  }

  private static BlockPath block(Row row) {
    return row.node().blockPath().at(1);
  }
}
