package io.github.layerbook.report;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.size.Fold;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fold that finds the symbols that a size is written with. */
final class Symbols implements Fold<Set<String>> {
  /** What the symbols stand for that are no axis of a shape or tensor. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "K", "kernel size",
          "S", "stride",
          "P", "padding on each side",
          "P_before", "padding before",
          "P_after", "padding after",
          "D", "dilation",
          "G", "groups",
          "N", "examples in the batch",
          "B", "bytes per value");

  private static final Map<String, String> DIRECTIONS =
      Map.of("h", " along the height", "w", " along the width", "d", " along the depth");

  private Symbols() {}

  /** What the symbols in sizes stand for, in order of appearance; unknown ones are left out. */
  static Map<String, String> legend(List<Size> sizes, List<Row> rows) {
    Set<String> used = new LinkedHashSet<>();
    sizes.forEach(size -> used.addAll(size.fold(new Symbols())));
    Map<String, String> meanings = meanings(rows);
    Map<String, String> legend = new LinkedHashMap<>();
    for (String symbol : used) {
      String meaning = meanings.getOrDefault(symbol, option(symbol));
      if (!meaning.isEmpty()) {
        legend.put(symbol, meaning);
      }
    }
    return legend;
  }

  private static Map<String, String> meanings(List<Row> rows) {
    Map<String, String> meanings = new HashMap<>();
    for (Row row : rows) {
      row.node().layer().symbols().forEach(meanings::putIfAbsent);
      for (Tensor tensor : row.declaration().tensors()) {
        tensor.axes().forEach(axis -> meanings.putIfAbsent(symbol(axis), axis.name()));
      }
      row.applied().inputs().forEach(shape -> put(meanings, shape, "in", "input "));
      row.applied().outputs().forEach(shape -> put(meanings, shape, "out", "output "));
    }
    return meanings;
  }

  private static String symbol(Axis axis) {
    return axis.size() instanceof Size.Named named ? named.symbol() : axis.symbol();
  }

  private static void put(
      Map<String, String> meanings, Shape shape, String subscript, String side) {
    for (Axis axis : shape.axes()) {
      meanings.putIfAbsent(axis.symbol() + "_" + subscript, side + axis.name());
    }
  }

  private static String option(String symbol) {
    String exact = OPTIONS.get(symbol);
    if (exact != null || !symbol.contains("_")) {
      return exact == null ? "" : exact;
    }
    int at = symbol.indexOf('_');
    String option = OPTIONS.getOrDefault(symbol.substring(0, at), "");
    return option.isEmpty() ? "" : option + DIRECTIONS.getOrDefault(symbol.substring(at + 1), "");
  }

  @Override
  public Set<String> constant(long value) {
    return Set.of();
  }

  @Override
  public Set<String> unknown(String name) {
    return Set.of();
  }

  @Override
  public Set<String> named(String symbol, Set<String> size) {
    return Set.of(symbol);
  }

  @Override
  public Set<String> settled(Size size) {
    return Set.of();
  }

  @Override
  public Set<String> apply(Op op, List<Set<String>> operands) {
    Set<String> all = new LinkedHashSet<>();
    operands.forEach(all::addAll);
    return all;
  }
}
