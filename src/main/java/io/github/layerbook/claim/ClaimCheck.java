package io.github.layerbook.claim;

import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.CheckReport.Computed;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.claim.Claim.Subject;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.unit.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks what a text claims against what is computed.
 *
 * <p>A figure holds if the number lies within the precision that it is stated with (see {@link
 * Amount.Figure}); a calculation holds if its value does, and its labelled parts too. Figures in MB
 * hold if they do with 10⁶ or with 2²⁰ bytes. Shapes hold in either order of the axes; extents of 1
 * may be added, as in the lecture's {@code 1x1x4096}.
 */
final class ClaimCheck {
  private static final int FEW_DIGITS = 4;
  private static final int MOST_NAMES = 8;

  private final Report report;
  private final Subjects subjects;
  private final Wording wording;
  private final Map<String, Counts> counts = new HashMap<>();

  private ClaimCheck(Report report, Claims claims) {
    this.report = report;
    this.subjects = Subjects.of(report, claims.all());
    this.wording = claims.wording();
  }

  /** Checks each claim of a text against a network's report. */
  static CheckReport of(Report report, Claims claims) {
    ClaimCheck check = new ClaimCheck(report, claims);
    return new CheckReport(report, claims.all().stream().map(check::checked).toList());
  }

  private Checked checked(Claim claim) {
    try {
      return check(claim);
    } catch (SizeException | IllegalArgumentException e) {
      return Checked.of(claim, Verdict.UNCLEAR, String.valueOf(e.getMessage()));
    }
  }

  private Checked check(Claim claim) {
    if (claim.statement() instanceof Statement.Nothing) {
      return Checked.of(claim, Verdict.NO_CLAIM, "");
    } else if (claim.subject() instanceof Subject.Unnamed) {
      return isBounded(claim)
          ? check(Claim.ofTotal(claim.line(), claim.text(), claim.statement()))
          : unnamed(claim);
    }
    Subjects.Target target = subjects.target(claim);
    if (target.rows().isEmpty()) {
      return Checked.of(claim, Verdict.UNCLEAR, target.problem());
    } else if (claim.statement() instanceof Statement.OfShape shape) {
      return shape(claim, target, shape);
    } else if (claim.statement() instanceof Statement.OfFact fact) {
      return fact(claim, target, fact);
    }
    return quantity(claim, target, (Statement.OfQuantity) claim.statement());
  }

  /** Whether a claim gives a bound, which of layers some would keep by chance. */
  private static boolean isBounded(Claim claim) {
    return claim.statement() instanceof Statement.OfQuantity quantity && quantity.isBounded();
  }

  private static Checked shape(Claim claim, Subjects.Target target, Statement.OfShape stated) {
    Shape output = target.rows().get(target.rows().size() - 1).output();
    boolean last = agrees(output, AxisOrder.HWC, stated.extents());
    boolean first = agrees(output, AxisOrder.CHW, stated.extents());
    if (!last && !first && stated.extents().size() == output.axes().size() + 1) {
      return ofBatch(claim, target, stated);
    }
    String why = last ? "" : first ? "channels first" : "the output is " + output;
    return new Checked(
        claim,
        target.name(),
        new Computed.OfShape(output),
        last || first ? Verdict.HOLDS : Verdict.FAILS,
        why);
  }

  /** A number of the architecture holds if some layer has it: of mixed layers each is true. */
  private Checked fact(Claim claim, Subjects.Target target, Statement.OfFact stated) {
    Fact fact = stated.fact();
    List<BigDecimal> numbers = fact.of(report);
    if (numbers.isEmpty()) {
      return Checked.of(claim, Verdict.UNCLEAR, "no layer says how many " + fact.noun());
    }
    boolean holds = numbers.stream().anyMatch(stated.amount()::agrees);
    String all = numbers.stream().map(ClaimCheck::number).collect(Collectors.joining(" and "));
    boolean open = !holds && fact == Fact.CONTEXT;
    return new Checked(
        claim,
        target.name(),
        new Computed.OfFact(all),
        holds ? Verdict.HOLDS : open ? Verdict.UNCLEAR : Verdict.FAILS,
        open
            ? "the network is read for %s tokens: read it for as many as are stated".formatted(all)
            : holds && numbers.size() == 1 ? "" : all + " " + fact.noun());
  }

  /** A number as a reader meets it: whole ones in groups, others with four digits. */
  private static String number(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        ? Numbers.count(number.longValue())
        : number.round(new MathContext(FEW_DIGITS)).stripTrailingZeros().toPlainString();
  }

  /** A shape with one extent more: the first may be that of the batch, as PyTorch prints it. */
  private static Checked ofBatch(Claim claim, Subjects.Target target, Statement.OfShape stated) {
    List<Long> each = stated.extents().subList(1, stated.extents().size());
    Checked checked = shape(claim, target, new Statement.OfShape(each));
    String batch = "for a batch of " + Numbers.count(stated.extents().get(0));
    String why =
        checked.verdict() == Verdict.FAILS
            ? checked.why()
            : checked.why().isEmpty() ? batch : batch + ", " + checked.why();
    return new Checked(claim, target.name(), checked.computed(), checked.verdict(), why);
  }

  private static boolean agrees(Shape output, AxisOrder order, List<Long> stated) {
    List<Long> extents = output.axes(order).stream().map(axis -> axis.size().value()).toList();
    return extents.equals(stated)
        || (stated.size() > extents.size() && withoutOnes(extents).equals(withoutOnes(stated)));
  }

  private static List<Long> withoutOnes(List<Long> extents) {
    return extents.stream().filter(extent -> extent != 1).toList();
  }

  private Checked quantity(Claim claim, Subjects.Target target, Statement.OfQuantity stated) {
    Agreement agreement = agreement(target, stated);
    boolean holds = agreement.holds() && target.problem().isEmpty();
    List<String> why = new ArrayList<>();
    if (!target.problem().isEmpty()) {
      why.add(target.problem());
    }
    why.addAll(agreement.remarks());
    return new Checked(
        claim,
        target.name(),
        new Computed.OfMeasure(agreement.measure()),
        holds ? Verdict.HOLDS : Verdict.FAILS,
        String.join("; ", why));
  }

  private Agreement agreement(Subjects.Target target, Statement.OfQuantity stated) {
    String key = target.name() + " " + target.rows().size();
    boolean whole = target.rows().size() == report.rows().size();
    Counts counted =
        counts.computeIfAbsent(
            key,
            any ->
                new Counts(target.name(), target.rows(), Optional.of(report).filter(all -> whole)));
    return new Agreement(stated, counted, wording, whole);
  }

  /** A claim that names nothing holds if it does for some layer, some block or the whole. */
  private Checked unnamed(Claim claim) {
    if (!(claim.statement() instanceof Statement.OfQuantity stated)) {
      return Checked.of(claim, Verdict.UNCLEAR, "the line names no layer");
    }
    for (List<Subjects.Target> targets : targets(stated)) {
      List<Subjects.Target> agreeing =
          targets.stream().filter(target -> agreement(target, stated).holds()).toList();
      if (!agreeing.isEmpty()) {
        Agreement first = agreement(agreeing.get(0), stated);
        String names = names(agreeing);
        return new Checked(
            claim,
            names,
            new Computed.OfMeasure(first.measure()),
            Verdict.HOLDS,
            String.join("; ", first.remarks()));
      }
    }
    Agreement all = agreement(whole().get(0), stated);
    if (all.isExplained()) {
      return quantity(claim, whole().get(0), stated);
    }
    List<String> why = new ArrayList<>(Agreement.contradictions(stated.amounts()));
    why.add(
        "no layer or block has these %s, nor have all together%s"
            .formatted(
                stated.quantity().noun(),
                stated.quantity().isRatio() ? "" : ": " + Numbers.count(all.measure().value())));
    return Checked.of(claim, Verdict.FAILS, String.join("; ", why));
  }

  private static String names(List<Subjects.Target> targets) {
    String first =
        targets.stream()
            .limit(MOST_NAMES)
            .map(Subjects.Target::name)
            .collect(Collectors.joining(", "));
    int more = targets.size() - MOST_NAMES;
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }

  /** What the claim may be of, by size; a quantity of networks is of the whole. */
  private List<List<Subjects.Target>> targets(Statement.OfQuantity stated) {
    if (!stated.quantity().isOfLayers()) {
      return List.of(whole());
    }
    return stated.quantity().hasTotal()
        ? List.of(layers(), blocks(), whole(), together(stated))
        : List.of(layers());
  }

  /** The layers that the parts of a sum are of, one each: {@code 676 + 12,220}. */
  private List<Subjects.Target> together(Statement.OfQuantity stated) {
    for (Amount amount : stated.amounts()) {
      if (amount instanceof Amount.Sum sum && sum.parts().isEmpty()) {
        List<Subjects.Target> left = new ArrayList<>(layers());
        List<Subjects.Target> found = new ArrayList<>();
        for (Amount part : sum.operands()) {
          Statement.OfQuantity one =
              new Statement.OfQuantity(stated.quantity(), stated.share(), List.of(part));
          left.stream()
              .filter(target -> agreement(target, one).holds())
              .findFirst()
              .ifPresent(
                  target -> {
                    left.remove(target);
                    found.add(target);
                  });
        }
        if (found.size() == sum.operands().size()) {
          return List.of(
              new Subjects.Target(
                  found.stream().map(Subjects.Target::name).collect(Collectors.joining(" and ")),
                  found.stream().flatMap(target -> target.rows().stream()).toList(),
                  ""));
        }
      }
    }
    return List.of();
  }

  private List<Subjects.Target> layers() {
    return report.rows().stream()
        .map(row -> new Subjects.Target(subjects.name(row), List.of(row), ""))
        .toList();
  }

  private List<Subjects.Target> blocks() {
    return report.groups().stream()
        .filter(Group::isBlock)
        .map(group -> new Subjects.Target(group.name(), group.rows(), ""))
        .toList();
  }

  private List<Subjects.Target> whole() {
    return List.of(new Subjects.Target("total", report.rows(), ""));
  }
}
