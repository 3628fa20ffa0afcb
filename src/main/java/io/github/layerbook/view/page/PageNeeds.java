package io.github.layerbook.view.page;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.network.Applied;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Expression;
import io.github.layerbook.size.Size;
import io.github.layerbook.whatif.tape.Script;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What must hold for a network to exist and to be counted, in the order in which building it finds
 * out, each with the sentence that building it would say.
 *
 * <p>A need is a list: a relation and its two terms, or an operation, its term and the first and
 * last that it is done on, which must have a value; and the number of the sentence.
 */
final class PageNeeds {
  private final Script script;
  private final Sentences sentences;
  private final Slots slots;
  private final Set<List<Object>> known = new HashSet<>();
  private final Set<Size> walked = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<List<Object>> needs = new ArrayList<>();

  PageNeeds(Script script, Sentences sentences) {
    this.script = script;
    this.sentences = sentences;
    this.slots = new Slots(Digits.PLAIN, script);
  }

  /** Returns the needs of a network of which some quantities are asked for. */
  List<List<Object>> of(Report report, List<Quantity> quantities) {
    for (Applied applied : report.network().applied()) {
      String layer = applied.node().path() + ": ";
      applied.declaration().requirements().forEach(required -> add(layer, required));
      applied.outputs().stream()
          .flatMap(output -> output.axes().stream())
          .map(Axis::size)
          .forEach(size -> addParts(layer, size));
    }
    for (Row row : report.rows()) {
      counted(quantities).stream()
          .flatMap(quantity -> PageRows.sizes(row.measure(quantity)).stream())
          .forEach(size -> addParts(row.name() + ": ", size));
    }
    quantities.stream()
        .flatMap(quantity -> PageRows.sizes(report.total(quantity)).stream())
        .forEach(size -> addParts("", size));
    return needs;
  }

  /** Where numbers may be beyond 64 bits, a report looks for the layer by all quantities. */
  private List<Quantity> counted(List<Quantity> quantities) {
    return script.isSmall()
        ? quantities.stream().filter(Quantity::isOfLayers).toList()
        : Quantities.standard().ofLayers();
  }

  private void add(String layer, Requirement required) {
    if (required.isKnown()) {
      return;
    }
    addParts(layer, required.found());
    addParts(layer, required.limit());
    int found = script.of(required.found());
    int limit = script.of(required.limit());
    if (known.add(List.of(required.relation().name(), found, limit))) {
      String sentence = layer + required.violation(slots::print);
      needs.add(List.of(required.relation().name(), found, limit, sentences.of(sentence, false)));
    }
  }

  /** Adds those parts of a size that may have no value, before their wholes. */
  private void addParts(String where, Size size) {
    if (size.isKnown() || !walked.add(size)) {
      return;
    } else if (size instanceof Size.Named named) {
      addParts(where, named.size());
    } else if (size instanceof Size.Settled settled) {
      addParts(where, settled.size());
    } else if (size instanceof Expression expression) {
      expression.operands().forEach(operand -> addParts(where, operand));
      addIfItMayFail(where, expression);
    }
  }

  private void addIfItMayFail(String where, Expression expression) {
    List<Size> operands = expression.operands();
    if (script.mayFail(expression)) {
      List<Object> need =
          List.of(
              expression.op().name(),
              script.of(expression),
              script.of(operands.get(0)),
              script.of(operands.get(operands.size() - 1)));
      if (known.add(need)) {
        List<Object> told = new ArrayList<>(need);
        told.add(sentences.of(where + slots.print(expression), false));
        needs.add(told);
      }
    }
  }
}
