package io.github.layerbook.report;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a layer's, a block's or a network's figures are calculated, step by step: data, not text.
 *
 * @param title whose figures they are
 * @param sections the calculations, one per aspect
 * @param legend the symbols that they use, with what they stand for, in order of appearance
 */
public record Explanation(String title, List<Section> sections, Map<String, String> legend) {
  /** Copies the lists. */
  public Explanation {
    sections = List.copyOf(sections);
    legend = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(legend));
  }

  /** Explains aspects of one layer; the usual ones if none is named. */
  public static Explanation of(Row row, Aspect... aspects) {
    LayerSteps steps = new LayerSteps(row);
    return of(row.name(), List.of(row), all(aspects).map(steps::section).toList());
  }

  /** Explains aspects of a block, layer by layer; the usual ones if none is named. */
  public static Explanation of(Group group, Aspect... aspects) {
    SumSteps steps = SumSteps.of(group);
    return of(group.name(), group.rows(), all(aspects).map(steps::section).toList());
  }

  /** Explains aspects of a network, block by block; the usual ones if none is named. */
  public static Explanation of(Report report, Aspect... aspects) {
    SumSteps steps = SumSteps.of(report);
    return of(report.network().name(), report.rows(), all(aspects).map(steps::section).toList());
  }

  private static java.util.stream.Stream<Aspect> all(Aspect... aspects) {
    return (aspects.length == 0 ? Aspect.USUAL : List.of(aspects)).stream().distinct();
  }

  /**
   * Makes an explanation of steps that were found elsewhere, with the legend of their symbols.
   *
   * @param rows the layers whose symbols the steps use
   */
  public static Explanation of(String title, List<Row> rows, List<Section> sections) {
    List<Size> sizes = new ArrayList<>();
    sections.forEach(section -> section.steps().forEach(step -> sizes.addAll(step.sizes())));
    return new Explanation(title, sections, Symbols.legend(sizes, rows));
  }
}
