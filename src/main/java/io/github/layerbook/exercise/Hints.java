package io.github.layerbook.exercise;

import io.github.layerbook.claim.Amount;
import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.report.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Says of claims about single layers that do not hold which mistake gives just what they state. */
public final class Hints {
  private Hints() {}

  /** Returns the check with the mistakes in the place of what is computed. */
  public static CheckReport of(CheckReport check) {
    return new CheckReport(
        check.report(), check.rows().stream().map(row -> hinted(check, row)).toList());
  }

  private static Checked hinted(CheckReport check, Checked row) {
    if (row.verdict() != Verdict.FAILS) {
      return row;
    }
    String why =
        check.report().row(row.subject()).flatMap(layer -> mistake(check, layer, row)).orElse("");
    return row.withoutAnswer(why);
  }

  private static Optional<String> mistake(CheckReport check, Row layer, Checked row) {
    Statement stated = row.claim().statement();
    return topic(stated)
        .flatMap(
            topic ->
                Mistakes.of(topic, check.report(), layer.node().path()).stream()
                    .filter(mistake -> isStated(stated, mistake))
                    .findFirst())
        .map(Mistake::sentence);
  }

  private static Optional<Topic> topic(Statement stated) {
    if (stated instanceof Statement.OfShape) {
      return Optional.of(Topic.SHAPE);
    }
    return stated instanceof Statement.OfQuantity quantity
        ? Arrays.stream(Topic.values())
            .filter(topic -> topic.quantity().filter(quantity.quantity()::equals).isPresent())
            .findFirst()
        : Optional.empty();
  }

  private static boolean isStated(Statement stated, Mistake mistake) {
    if (stated instanceof Statement.OfShape shape) {
      return shape.extents().equals(mistake.answer());
    }
    List<Amount> amounts = ((Statement.OfQuantity) stated).amounts();
    return amounts.get(amounts.size() - 1).agrees(mistake.answer().get(0));
  }
}
