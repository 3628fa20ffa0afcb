package io.github.layerbook.whatif;

import io.github.layerbook.analysis.Report;
import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.network.Applied;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The totals of all variants of one topology as terms over symbols, and what must hold for a
 * variant to exist.
 *
 * @param graph the terms; those of output shapes are among them, so that none is negative unnoticed
 * @param symbols the symbols
 * @param totals the totals' terms
 * @param conditions what the layers require
 */
record Formulas(
    Graph graph, List<Symbol> symbols, List<Integer> totals, List<Condition> conditions) {
  /**
   * How two terms must relate.
   *
   * @param relation the relation
   * @param found the term on its left
   * @param limit the term on its right
   */
  record Condition(Requirement.Relation relation, int found, int limit) implements Serializable {}

  /**
   * Reads the formulas off a symbolic report.
   *
   * @throws io.github.layerbook.size.SizeException if a total asks for a value that is not known
   */
  static Formulas of(Report report, List<Total> totals, List<Symbol> symbols) {
    Graph graph = new Graph(symbols);
    Set<Condition> conditions = new LinkedHashSet<>();
    for (Applied applied : report.network().applied()) {
      for (Requirement requirement : applied.declaration().requirements()) {
        if (!requirement.isKnown()) {
          conditions.add(
              new Condition(
                  requirement.relation(),
                  graph.of(requirement.found()),
                  graph.of(requirement.limit())));
        }
      }
      for (Shape output : applied.outputs()) {
        for (Axis axis : output.axes()) {
          graph.of(axis.size());
        }
      }
    }
    List<Integer> terms = new ArrayList<>();
    for (Total total : totals) {
      terms.add(graph.of(total.of().apply(report)));
    }
    return new Formulas(graph, List.copyOf(symbols), terms, List.copyOf(conditions));
  }
}
