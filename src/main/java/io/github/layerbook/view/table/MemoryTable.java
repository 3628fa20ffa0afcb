package io.github.layerbook.view.table;

import io.github.layerbook.memory.DeviceFigure;
import io.github.layerbook.memory.DeviceMemory;
import io.github.layerbook.memory.MemoryFigure;
import io.github.layerbook.memory.MemoryFigure.Part;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Recomputation;
import io.github.layerbook.memory.Sharding;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.chart.MemoryChart;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.figure.FigureDisplay;
import java.util.List;
import java.util.Locale;

/**
 * The table of a {@link MemoryReport}: where the memory goes; under it what each layer keeps, and
 * the memory over the steps as a chart.
 *
 * <p>Columns: {@code Memory}, {@code What is counted} and {@code Derivation} are texts, {@code
 * Bytes} an exact number.
 */
public final class MemoryTable {
  private static final int LONGEST = 72;

  private MemoryTable() {}

  /** Makes the table; sizes must be known. */
  public static ResultTable of(MemoryReport memory) {
    long total = memory.total().value();
    return new TableForm<MemoryFigure>()
        .text("Memory", figure -> figure.part().title())
        .number(
            Head.bars("Bytes", Quantity.BYTES),
            figure -> figure.bytes().value(),
            figure -> bytes(figure.bytes().value(), total))
        .quiet("What is counted", MemoryFigure::definition)
        .quiet(
            "Derivation",
            MemoryFigure::derivation,
            figure -> derivation(figure.bytes(), SummaryTable.COUNTS, SummaryTable.TYPESET_COUNTS))
        .kinds(figure -> figure.part() == Part.TOTAL ? Kind.TOTAL : Kind.ROW)
        .caption(caption(memory))
        .notes(
            "The peak is reached "
                + MemoryChart.at(memory.steps().get(memory.peakStep()))
                + ". Counts the tensors that PyTorch allocates in eager mode; the scratch"
                + " memory of its kernels is not modelled.")
        .table(memory.report().network().name(), memory.figures())
        .above(FigureDisplay.of(Charts.memory(memory)))
        .above(byLayer(memory).display());
  }

  /** Makes the table with what each device has under it. */
  public static ResultTable of(DeviceMemory devices) {
    return of(devices.memory()).above(byDevice(devices).display());
  }

  /** Makes the table of what each device holds that shares a step of training with others. */
  public static ResultTable byDevice(MemoryReport memory, Sharding sharding) {
    return byDevice(DeviceMemory.of(memory, sharding, Recomputation.NONE));
  }

  /**
   * Makes the table of what one device has, as {@link DeviceMemory} divides it. Columns: {@code
   * Memory}, {@code In one piece}, {@code Divided by}, {@code Each device}.
   */
  public static ResultTable byDevice(DeviceMemory devices) {
    long sum = devices.perDevice().value();
    return new TableForm<DeviceFigure>()
        .text("Memory", DeviceFigure::title)
        .number(
            "In one piece",
            figure -> figure.whole().value(),
            figure -> bytes(figure.whole().value(), 0))
        .number(
            "Divided by",
            DeviceFigure::divisor,
            figure -> Cell.of(figure.divisor() == 0 ? "" : Numbers.count(figure.divisor())))
        .number(
            Head.bars("Each device", Quantity.BYTES),
            figure -> figure.share().value(),
            figure -> bytes(figure.share().value(), sum))
        .caption("each device", spread(devices.sharding(), devices.recomputation()))
        .notes(
            "Counted as in the papers: everything divides evenly; of a pipeline the first stage,"
                + " with as many batches in flight as there are stages; temporary buffers are left"
                + " out.")
        .below(
            new Line(
                Kind.TOTAL, List.of(Cell.of("together"), Cell.EMPTY, Cell.EMPTY, bytes(sum, 0))))
        .table(devices.memory().report().network().name() + " by device", devices.figures());
  }

  private static String spread(Sharding sharding, Recomputation again) {
    StringBuilder text = new StringBuilder(" of " + Numbers.count(sharding.all()));
    if (sharding.devices() > 1 && sharding.devices() < sharding.all()) {
      text.append(", %s with a batch each".formatted(Numbers.count(sharding.devices())));
    }
    text.append(sharding.stage() == 0 ? ", without ZeRO" : ", ZeRO stage " + sharding.stage());
    if (sharding.tensor() > 1) {
      text.append(", each layer on " + Numbers.count(sharding.tensor()));
    }
    if (sharding.pipeline() > 1) {
      text.append(", the layers on " + Numbers.count(sharding.pipeline()));
    }
    if (sharding.expert() > 1) {
      text.append(", the experts on " + Numbers.count(sharding.expert()));
    }
    if (sharding.sequence()) {
      text.append(", sequences divided where layers are not");
    }
    if (again != Recomputation.NONE) {
      text.append(", %s recomputation".formatted(again.name().toLowerCase(Locale.ROOT)));
    }
    return text.toString();
  }

  /**
   * Makes the table of what each layer has in memory when the backward pass begins; at inference,
   * at the peak: under its block, and by block alone where it is long. Columns: {@code Layer},
   * {@code What}, {@code Memory} in bytes, {@code Derivation}.
   */
  public static ResultTable byLayer(MemoryReport memory) {
    return new LayerMemoryTable(memory).table();
  }

  private static String[] caption(MemoryReport memory) {
    return new String[] {
      memory.report().network().name(),
      memory
              .training()
              .map(how -> " — a step of training with " + how.optimizer())
              .orElse(" — inference")
          + ", batch %s, %s: "
              .formatted(
                  Numbers.count(memory.report().settings().batch()),
                  memory.report().settings().type()),
      Numbers.bytes(memory.total().value())
    };
  }

  /** A number of bytes, with every digit under the pointer and a bar as its part of a whole. */
  static Cell bytes(long bytes, long whole) {
    return Cell.of(Quantity.BYTES, bytes)
        .hover(Numbers.plainBytes(bytes))
        .bar((double) bytes, (double) whole);
  }

  /** A derivation, cut where it is long; the columns of the table have all of it. */
  static Cell derivation(Size size, Digits plain, Digits typeset) {
    return Cell.of(cut(SummaryTable.brief(plain, size)))
        .typeset(cut(SummaryTable.brief(typeset, size)));
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Math.max(text.lastIndexOf(" + ", LONGEST), LONGEST / 2);
    return text.substring(0, end) + " + …";
  }
}
