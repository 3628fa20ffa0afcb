package io.github.layerbook.report;

import java.util.List;

/**
 * The calculation of one aspect.
 *
 * @param aspect what is explained
 * @param steps the lines, each of which may use the results before it
 * @param remark what there is to say besides; empty for nothing
 */
public record Section(Aspect aspect, List<Step> steps, String remark) {
  /** Copies the steps. */
  public Section {
    steps = List.copyOf(steps);
  }
}
