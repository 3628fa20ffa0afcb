package io.github.layerbook.whatif.tape;

import io.github.layerbook.size.Relation;
import io.github.layerbook.size.Size;
import java.io.Serializable;
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
public record Formulas(
    Graph graph, List<Symbol> symbols, List<Integer> totals, List<Condition> conditions) {
  /**
   * How two terms must relate.
   *
   * @param relation the relation
   * @param found the term on its left
   * @param limit the term on its right
   */
  record Condition(Relation relation, int found, int limit) implements Serializable {}

  /**
   * What must hold of two sizes.
   *
   * @param found the size on the left of the relation
   * @param relation the relation
   * @param limit the size on its right
   */
  public record Bound(Size found, Relation relation, Size limit) {}

  /**
   * Shares the terms of some sizes.
   *
   * @param totals the sizes that are asked for
   * @param bounds what must hold of a variant
   * @param extents sizes that must not be negative, besides
   * @param symbols the symbols that the sizes are made of
   * @throws io.github.layerbook.size.SizeException if a size needs a value that is not known
   */
  public static Formulas of(
      List<Size> totals, List<Bound> bounds, List<Size> extents, List<Symbol> symbols) {
    Graph graph = new Graph(symbols);
    Set<Condition> conditions = new LinkedHashSet<>();
    for (Bound bound : bounds) {
      conditions.add(
          new Condition(bound.relation(), graph.of(bound.found()), graph.of(bound.limit())));
    }
    extents.forEach(graph::of);
    List<Integer> terms = totals.stream().map(graph::of).toList();
    return new Formulas(graph, List.copyOf(symbols), terms, List.copyOf(conditions));
  }
}
