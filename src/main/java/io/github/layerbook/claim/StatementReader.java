package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.claim.Claim.Subject;
import io.github.layerbook.notation.Cell;
import io.github.layerbook.report.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what is stated of a subject: shapes in brackets, amounts with labels before or behind them,
 * and bare amounts, which count parameters.
 */
final class StatementReader {
  private static final Pattern SEPARATOR =
      Pattern.compile(
          "\\s*(?::=|[:=~]=?|(?:has|have|is|are|needs?|takes?|requires?|contains?)"
              + "(?![\\p{L}\\p{N}]))\\s*");
  private static final Pattern SHAPE =
      Pattern.compile(
          "\\s*(?:\\[\\s*(?<inside>[0-9][0-9xX*, ]{0,80})]"
              + "|(?<bare>[0-9][0-9,]*(?:\\s*[xX*]\\s*[0-9][0-9,]*){0,3}))");
  private static final Pattern GAP =
      Pattern.compile("[\\s,;|]*(?:and\\s+)?(?:(?:has|have|needs?|takes?|requires?)\\s+)?");
  private static final Subject UNNAMED = new Subject.Unnamed();

  private final Labels labels;

  StatementReader(Labels labels) {
    this.labels = labels;
  }

  /** What a stretch of text claims, and where that ends. */
  record Read(List<Claim> claims, Cell rest) {
    /** Returns whether nothing was read. */
    boolean isEmpty() {
      return claims.isEmpty();
    }

    /** Returns the same of a subject, whose text stands in front of each claim. */
    Read about(Subject subject, Cell head) {
      String text = text(head);
      return new Read(claims.stream().map(claim -> claim.about(subject, text)).toList(), rest);
    }
  }

  /** What follows a subject: a separator and an amount or shape, or labelled items. */
  Read stated(Cell rest) {
    Cell after = after(rest, SEPARATOR);
    boolean separated = after.from() > rest.trimmed().from();
    Labels.Label label = labels.first(after.trimmed());
    if (label != null || after.trimmed().content().startsWith("[")) {
      return items(after.trimmed());
    } else if (!separated) {
      return new Read(List.of(), rest);
    }
    Read shape = bareShape(after);
    Read first = shape.isEmpty() ? amounts(Labels.PARAMETERS, after, after) : shape;
    return first.isEmpty() ? first : withItems(first);
  }

  /** Returns a cell behind the separator that it may begin with. */
  static Cell separated(Cell cell) {
    return after(cell, SEPARATOR);
  }

  /** Three extents joined by x and nothing else are a shape: {@code conv2_1: 112x112x128}. */
  private static Read bareShape(Cell cell) {
    String content = cell.content().strip();
    return content.matches("[0-9]+(?:\\s*x\\s*[0-9]+){2}\\.?")
        ? shape(
            cell.part(
                cell.from(),
                cell.from() + cell.content().stripTrailing().replaceAll("\\.$", "").length()))
        : new Read(List.of(), cell);
  }

  /**
   * A calculation that names no layer; it must say what it counts. What it says to be a total is
   * one: {@code 11.7 M Trainable params}.
   */
  Read calculation(Cell cell) {
    AmountReader reader = new AmountReader(labels, cell);
    List<Amount> chain = reader.chain();
    Cell rest = cell.part(reader.position(), cell.to());
    Labels.Label label = chain.isEmpty() ? null : labels.first(rest.trimmed());
    boolean parts = chain.stream().anyMatch(a -> a instanceof Amount.Sum s && !s.parts().isEmpty());
    if (chain.isEmpty() || (label == null && !parts)) {
      return new Read(List.of(), cell);
    }
    Labels.Label counted = label == null || label.quantity() == null ? Labels.PARAMETERS : label;
    Read read = withItems(amounts(counted, cell, cell));
    return saysWhole(cell)
        ? read.about(new Subject.Total(), cell.part(cell.from(), cell.from()))
        : read;
  }

  /** Whether a label, or an amount's label, says to be of the whole: {@code 9,408 total params}. */
  boolean saysWhole(Cell cell) {
    Labels.Label label = labels.first(cell);
    if (label == null) {
      AmountReader reader = new AmountReader(labels, cell);
      reader.chain();
      label = labels.first(cell.part(reader.position(), cell.to()).trimmed());
    }
    return label != null && label.whole();
  }

  /** What was read, and the items that follow it. */
  private Read withItems(Read first) {
    Read more = items(first.rest());
    List<Claim> all = new ArrayList<>(first.claims());
    all.addAll(more.claims());
    return new Read(all, more.rest());
  }

  /** Shapes in brackets and labelled amounts, one after the other. */
  Read items(Cell cell) {
    List<Claim> claims = new ArrayList<>();
    Cell rest = cell;
    while (true) {
      Cell next = after(rest, GAP);
      Read read = item(next);
      if (read.isEmpty()) {
        return new Read(claims, rest);
      }
      claims.addAll(read.claims());
      rest = read.rest();
    }
  }

  private Read item(Cell cell) {
    Labels.Label label = labels.first(cell);
    if (label == null) {
      return cell.content().startsWith("[") ? shape(cell) : labelledBehind(cell);
    }
    Cell stated = separated(cell.part(label.cell().to(), cell.to()));
    return label.quantity() == null ? shape(stated) : amounts(label, stated, cell);
  }

  /** An amount whose label stands behind it: {@code 15.5G multiply-adds}. */
  Read labelledBehind(Cell cell) {
    AmountReader reader = new AmountReader(labels, cell);
    boolean amount = !reader.chain().isEmpty();
    Cell rest = cell.part(reader.position(), cell.to());
    Labels.Label behind = amount ? labels.first(rest.trimmed()) : null;
    return behind == null || behind.quantity() == null || continues(rest, behind)
        ? new Read(List.of(), cell)
        : amounts(behind, cell, cell);
  }

  private static Read shape(Cell cell) {
    Matcher shape = SHAPE.matcher(cell.text()).region(cell.from(), cell.to());
    if (!shape.lookingAt()) {
      return new Read(List.of(), cell);
    }
    String text = shape.group("inside") == null ? shape.group("bare") : shape.group("inside");
    boolean commas = !text.matches("(?s).*[xX*].*");
    List<Long> extents = new ArrayList<>();
    for (String extent : text.split(commas ? "," : "[xX*]", -1)) {
      String digits = extent.replace(",", "").strip();
      if (!digits.matches("[0-9]{1,18}")) {
        return new Read(List.of(), cell);
      }
      extents.add(Long.valueOf(digits));
    }
    Claim claim = claim(cell.part(shape.start(), shape.end()), new Statement.OfShape(extents));
    return new Read(List.of(claim), cell.part(shape.end(), cell.to()));
  }

  /**
   * An amount stated in one or more ways, and the label that may follow it. Amounts in bytes and
   * amounts in values are different claims; {@code 24M * 4 bytes} makes both.
   *
   * @param labelled what the amount counts unless a label behind it says more
   */
  Read amounts(Labels.Label labelled, Cell cell, Cell whole) {
    AmountReader reader = new AmountReader(labels, cell.trimmed(), labelled.unit());
    List<Amount> chain = reader.chain();
    Cell rest = cell.part(Math.max(cell.from(), reader.position()), cell.to());
    if (chain.isEmpty()) {
      return new Read(List.of(), cell);
    }
    Labels.Label label = labelled;
    Labels.Label behind = labels.first(rest.trimmed());
    if (behind != null && behind.quantity() != null && !continues(rest, behind)) {
      label = whole.from() == cell.from() ? behind : labelled;
      rest = rest.part(behind.cell().to(), rest.to());
    }
    Cell written = whole.part(whole.from(), rest.from());
    return new Read(claims(label, chain, written), rest);
  }

  /** Whether a label begins the next item, {@code weights: 0}. */
  private static boolean continues(Cell rest, Labels.Label label) {
    return rest.part(label.cell().to(), rest.to()).content().matches("(?s)\\s*[:=].*");
  }

  private static List<Claim> claims(Labels.Label label, List<Amount> chain, Cell written) {
    Quantity quantity = label.counted();
    List<Amount> counts = new ArrayList<>();
    List<Amount> bytes = new ArrayList<>();
    for (Amount amount : chain) {
      (amount.inBytes() ? bytes : counts).add(amount);
      if (amount instanceof Amount.Product product && quantity == Quantity.VALUES) {
        counts.addAll(product.withoutBytes());
      }
    }
    List<Claim> claims = new ArrayList<>();
    for (List<Amount> amounts : List.of(counts, bytes)) {
      if (!amounts.isEmpty()) {
        claims.add(claim(written, new Statement.OfQuantity(quantity, label.share(), amounts)));
      }
    }
    return claims;
  }

  /** Makes the claim of a stretch of text, about nothing that is named. */
  static Claim claim(Cell cell, Statement statement) {
    return new Claim(cell.line(), text(cell), UNNAMED, statement);
  }

  private static String text(Cell cell) {
    return cell.content().strip().replace('\t', ' ');
  }

  /** Returns a cell behind a pattern that it may begin with. */
  static Cell after(Cell cell, Pattern pattern) {
    Matcher matcher = pattern.matcher(cell.text()).region(cell.from(), cell.to());
    return matcher.lookingAt() ? cell.part(matcher.end(), cell.to()) : cell;
  }
}
