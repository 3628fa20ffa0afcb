package io.github.layerbook.notation;

import io.github.layerbook.claim.Amount;
import io.github.layerbook.claim.Claim;
import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.claim.Claim.Subject;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.report.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the lines of one text claim.
 *
 * <p>A line that claims names what it speaks of and states shapes and amounts, with or without
 * labels: {@code TOTAL params: 138M}, {@code conv3-64 x 2 : 38,720}, {@code CONV3-64: [224x224x64]
 * memory: 224*224*64=3.2M}. An amount without a label counts parameters. A line may also state a
 * calculation alone, if it says what it counts: {@code 128x3x3x256 (weights) + 256 (biases)}. All
 * else is prose, which claims nothing.
 */
final class ClaimReader {
  private static final Pattern BULLET = Pattern.compile("\\s*(?:(?:[-*>]|[0-9]{1,2}[.)])\\s+)?");
  private static final Pattern TOTAL =
      Pattern.compile(
          "(?i)(?:the\\s+|this\\s+|grand\\s+|in\\s+)*(?:totals?|sum|overall|altogether|network|model)(?![\\p{L}\\p{N}_-])");
  private static final Pattern SUBJECT = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_./-]*");
  private static final Pattern TIMES =
      Pattern.compile("\\s*[x*]\\s*(?<times>[0-9]{1,6})(?=\\s*(?:[:=(]|\\p{L}))");
  private static final Pattern TIMES_BEFORE =
      Pattern.compile("(?<times>[0-9]{1,6})\\s*[x*]\\s*(?=\\p{L})");
  private static final Pattern NOTE = Pattern.compile("\\s*\\([^()]*\\)(?=[^:=]*[:=])");
  private static final Pattern SEPARATOR =
      Pattern.compile(
          "\\s*(?::=|[:=~]=?|(?:has|have|is|are|needs?|takes?|requires?)(?![\\p{L}\\p{N}]))\\s*");
  private static final Pattern SHAPE =
      Pattern.compile(
          "\\s*(?:\\[\\s*(?<inside>[0-9][0-9xX*, ]{0,80})]"
              + "|(?<bare>[0-9][0-9,]*(?:\\s*[xX*]\\s*[0-9][0-9,]*){0,3}))");
  private static final Pattern GAP =
      Pattern.compile("[\\s,;|]*(?:and\\s+)?(?:(?:has|have|needs?|takes?|requires?)\\s+)?");
  private static final Pattern REMARK =
      Pattern.compile(
          "(?i)\\s*(?:$|[/(.,;!#]\\s*[^0-9\\s].*|[.,;!]\\s*$|(?:for|per|in|each|of|at)\\s.*)");

  private static final Subject UNNAMED = new Subject.Unnamed();

  private final DescribedLayers described;

  ClaimReader(LayerReader layers) {
    this.described = new DescribedLayers(layers);
  }

  /** What a stretch of text claims, and where that ends. */
  private record Read(List<Claim> claims, Cell rest) {}

  /** Reads a line: its claims, or one that says nothing; none for an empty line. */
  List<Claim> line(Cell written) {
    Cell line = written.withoutComment().trimmed();
    if (line.isBlank()) {
      return List.of();
    }
    Cell text = after(line, BULLET);
    Read read = claims(text);
    boolean understood = !read.claims().isEmpty() && isRemark(read.rest());
    return understood ? read.claims() : List.of(claim(line, new Statement.Nothing()));
  }

  /**
   * Reads the claims that stand beside a layer.
   *
   * @throws NotationException if anything else stands there
   */
  List<Claim> tail(Subject subject, Layer layer, Cell written, Cell cell) {
    Read read = items(cell);
    if (!isRemark(read.rest())) {
      throw read.rest()
          .error(
              "this is neither an option nor a claim of the layer",
              Mends.of(
                  cell,
                  LayerForm.of(layer),
                  "write options before claims, as name=value; claims as [224x224x64], memory: 3.2M,"
                      + " weights: 1,728; comments after #"));
    }
    return about(subject, written, read).claims();
  }

  /** The claims with their subject, whose text stands in front of each. */
  private static Read about(Subject subject, Cell head, Read read) {
    String text = head.content().strip().replace('\t', ' ');
    return new Read(
        read.claims().stream().map(claim -> claim.about(subject, text)).toList(), read.rest());
  }

  private static boolean isRemark(Cell rest) {
    return REMARK.matcher(rest.content()).matches();
  }

  private Read claims(Cell text) {
    Matcher total = TOTAL.matcher(text.text()).region(text.from(), text.to());
    if (total.lookingAt()) {
      Cell rest = after(text.part(total.end(), text.to()), NOTE);
      Read read = stated(rest);
      return about(new Subject.Total(), head(text, read, rest.from()), read);
    } else if (Labels.first(text) != null) {
      return about(new Subject.Total(), text.part(text.from(), text.from()), items(text));
    }
    Matcher before = TIMES_BEFORE.matcher(text.text()).region(text.from(), text.to());
    Cell from = before.lookingAt() ? text.part(before.end(), text.to()) : text;
    Matcher subject = SUBJECT.matcher(from.text()).region(from.from(), from.to());
    if (!subject.lookingAt()) {
      return calculation(text);
    }
    Cell token = from.part(subject.start(), subject.end());
    Cell rest = from.part(subject.end(), from.to());
    Matcher times = TIMES.matcher(rest.text()).region(rest.from(), rest.to());
    String number = from.equals(text) ? "" : before.group("times");
    if (times.lookingAt()) {
      number = times.group("times");
      rest = rest.part(times.end(), rest.to());
    }
    rest = after(rest, NOTE);
    Read read = stated(rest);
    return read.claims().isEmpty()
        ? read
        : about(described.subject(token, number), head(text, read, rest.from()), read);
  }

  /** The text of a subject, with the separator that follows it. */
  private static Cell head(Cell text, Read read, int end) {
    Cell head = text.part(text.from(), end);
    return read.claims().isEmpty()
        ? head
        : text.part(text.from(), after(text.part(end, text.to()), SEPARATOR).from());
  }

  /** What follows a subject: a separator and an amount or shape, or labelled items. */
  private Read stated(Cell rest) {
    Cell after = after(rest, SEPARATOR);
    boolean separated = after.from() > rest.trimmed().from();
    Labels.Label label = Labels.first(after.trimmed());
    if (label != null || after.trimmed().content().startsWith("[")) {
      return items(after.trimmed());
    } else if (!separated) {
      return new Read(List.of(), rest);
    }
    Read shape = bareShape(after);
    Read first = shape.claims().isEmpty() ? amounts(Quantity.PARAMETERS, "", after, after) : shape;
    return first.claims().isEmpty() ? first : withItems(first);
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

  /** A calculation that names no layer; it must say what it counts. */
  private static Read calculation(Cell cell) {
    AmountReader reader = new AmountReader(cell);
    List<Amount> chain = reader.chain();
    Cell rest = cell.part(reader.position(), cell.to());
    Labels.Label label = Labels.first(rest.trimmed());
    boolean parts = chain.stream().anyMatch(a -> a instanceof Amount.Sum s && !s.parts().isEmpty());
    return chain.isEmpty() || (label == null && !parts)
        ? new Read(List.of(), cell)
        : withItems(amounts(Quantity.PARAMETERS, "", cell, cell));
  }

  /** What was read, and the items that follow it. */
  private static Read withItems(Read first) {
    Read more = items(first.rest());
    List<Claim> all = new ArrayList<>(first.claims());
    all.addAll(more.claims());
    return new Read(all, more.rest());
  }

  /** Shapes in brackets and labelled amounts, one after the other. */
  private static Read items(Cell cell) {
    List<Claim> claims = new ArrayList<>();
    Cell rest = cell;
    while (true) {
      Cell next = after(rest, GAP);
      Read read = item(next);
      if (read.claims().isEmpty()) {
        return new Read(claims, rest);
      }
      claims.addAll(read.claims());
      rest = read.rest();
    }
  }

  private static Read item(Cell cell) {
    Labels.Label label = Labels.first(cell);
    if (label == null) {
      return cell.content().startsWith("[") ? shape(cell) : labelledBehind(cell);
    }
    Cell stated = after(cell.part(label.cell().to(), cell.to()), SEPARATOR);
    return label.quantity() == null
        ? shape(stated)
        : amounts(label.quantity(), label.unit(), stated, cell);
  }

  /** An amount whose label stands behind it: {@code 15.5G multiply-adds}. */
  private static Read labelledBehind(Cell cell) {
    AmountReader reader = new AmountReader(cell);
    boolean amount = !reader.chain().isEmpty();
    Cell rest = cell.part(reader.position(), cell.to());
    Labels.Label behind = amount ? Labels.first(rest.trimmed()) : null;
    return behind == null || behind.quantity() == null || continues(rest, behind)
        ? new Read(List.of(), cell)
        : amounts(behind.quantity(), "", cell, cell);
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
   */
  private static Read amounts(Quantity labelled, String unit, Cell cell, Cell whole) {
    AmountReader reader = new AmountReader(cell.trimmed(), unit);
    List<Amount> chain = reader.chain();
    Cell rest = cell.part(Math.max(cell.from(), reader.position()), cell.to());
    if (chain.isEmpty()) {
      return new Read(List.of(), cell);
    }
    Labels.Label behind = Labels.first(rest.trimmed());
    Quantity quantity = labelled;
    if (behind != null && behind.quantity() != null && !continues(rest, behind)) {
      quantity = whole.from() == cell.from() ? behind.quantity() : labelled;
      rest = rest.part(behind.cell().to(), rest.to());
    }
    Cell written = whole.part(whole.from(), rest.from());
    return new Read(claims(quantity, chain, written), rest);
  }

  /** Whether a label begins the next item, {@code weights: 0}. */
  private static boolean continues(Cell rest, Labels.Label label) {
    return rest.part(label.cell().to(), rest.to()).content().matches("(?s)\\s*[:=].*");
  }

  private static List<Claim> claims(Quantity quantity, List<Amount> chain, Cell written) {
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
        claims.add(claim(written, new Statement.OfQuantity(quantity, amounts)));
      }
    }
    return claims;
  }

  private static Claim claim(Cell cell, Statement statement) {
    String text = cell.content().strip().replace('\t', ' ');
    return new Claim(cell.line(), text, UNNAMED, statement);
  }

  private static Cell after(Cell cell, Pattern pattern) {
    Matcher matcher = pattern.matcher(cell.text()).region(cell.from(), cell.to());
    return matcher.lookingAt() ? cell.part(matcher.end(), cell.to()) : cell;
  }
}
