package io.github.layerbook.claim;

import static io.github.layerbook.claim.StatementReader.after;

import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.claim.Claim.Subject;
import io.github.layerbook.claim.StatementReader.Read;
import io.github.layerbook.notation.Cell;
import io.github.layerbook.notation.LayerDescription;
import io.github.layerbook.notation.NotationException;
import io.github.layerbook.report.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the lines of one text claim.
 *
 * <p>A line that claims names what it speaks of and states shapes and amounts, with or without
 * labels: {@code TOTAL params: 138M}, {@code conv3-64 x 2 : 38,720}, {@code CONV3-64: [224x224x64]
 * memory: 224*224*64=3.2M}. An amount without a label counts parameters. A line may also state a
 * calculation alone, if it says what it counts: {@code 128x3x3x256 (weights) + 256 (biases)}, and
 * {@link SentenceReader a sentence} may state figures anywhere, if each says what it counts. A
 * calculation of weights and biases, as people write it who count parameters by hand, needs no
 * word: {@code (3*3*28+1)*28 = 7084}, {@code assert 26*(1*(5*5)+1) == 676}. A sum among the factors
 * is the bias's; a product alone may count anything. All else is prose, which claims nothing.
 */
final class ClaimReader {
  private static final Pattern BULLET = Pattern.compile("\\s*(?:(?:[-*>•·]|[0-9]{1,2}[.)])\\s+)?");
  private static final Pattern SUBJECT = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_./-]*");
  private static final Pattern TIMES =
      Pattern.compile("\\s*[x*]\\s*(?<times>[0-9]{1,6})(?=\\s*(?:[:=(]|\\p{L}))");
  private static final Pattern TIMES_BEFORE =
      Pattern.compile("(?<times>[0-9]{1,6})\\s*[x*]\\s*(?=\\p{L})");
  private static final Pattern NOTE = Pattern.compile("\\s*\\([^()]*\\)(?=[^:=]*[:=])");
  private static final Pattern REMARK =
      Pattern.compile(
          "(?i)\\s*(?:$|[/(.,;!?#]\\s*[^0-9\\s].*|[.,;!?]+\\s*$|(?:for|per|in|each|of|at)\\s.*)");

  /** What Keras counts of its optimizer stands in no network. */
  private static final Pattern OPTIMIZER = Pattern.compile("(?i)optimizer params\\b.*");

  /** Smaller results are seldom a layer's parameters: 2 + 3 = 5. */
  private static final BigDecimal LEAST = BigDecimal.TEN;

  private final Labels labels;
  private final StatementReader statements;
  private final DescribedLayers described;
  private final SentenceReader sentences;

  ClaimReader(Labels labels, Function<Cell, Optional<LayerDescription>> layers) {
    this.labels = labels;
    this.statements = new StatementReader(labels);
    this.described = new DescribedLayers(layers);
    this.sentences = new SentenceReader(labels, described);
  }

  /** Reads a line: its claims, or one that says nothing; none for an empty line. */
  List<Claim> line(Cell written) {
    Cell line = withoutComment(written).trimmed();
    if (line.isBlank()) {
      return List.of();
    }
    Cell text = after(line, BULLET);
    List<Claim> tool = ToolLines.claims(text);
    List<Claim> card = tool.isEmpty() ? CardReader.claims(text) : tool;
    if (!card.isEmpty()) {
      return card;
    }
    List<Claim> claims = OPTIMIZER.matcher(text.content()).matches() ? List.of() : claims(text);
    claims = claims.isEmpty() ? formulas(text) : claims;
    return claims.isEmpty()
        ? List.of(StatementReader.claim(line, new Statement.Nothing()))
        : claims;
  }

  /** What a text claims as a line of a table does, and as sentences do in the rest of it. */
  private List<Claim> claims(Cell text) {
    Read read = read(text);
    List<Claim> all = new ArrayList<>(read.claims());
    if (!read.isEmpty()) {
      Subject last = all.get(all.size() - 1).subject();
      all.addAll(sentences.claims(read.rest(), Optional.of(last)));
    }
    return isRemark(read.rest()) || all.size() > read.claims().size()
        ? all
        : sentences.claims(text, Optional.empty());
  }

  /** A line without its comment; {@code # of params: 5} and {@code # params} are none. */
  private Cell withoutComment(Cell line) {
    Cell kept = line.withoutComment();
    boolean counts = kept.to() < line.to() && labels.first(line.part(kept.to(), line.to())) != null;
    if (!counts) {
      return kept;
    }
    Cell rest = withoutComment(line.part(kept.to() + 1, line.to()));
    return line.part(line.from(), rest.to());
  }

  /**
   * Reads the claims that stand beside a layer.
   *
   * @throws NotationException if anything else stands there
   */
  List<Claim> tail(Subject subject, Cell layer, Cell cell) {
    Read read = statements.items(cell);
    if (!isRemark(read.rest())) {
      throw read.rest()
          .error(
              "this is neither an option nor a claim of the layer",
              "write options before claims, as name=value; claims as [224x224x64], memory: 3.2M,"
                  + " weights: 1,728; comments after #");
    }
    return read.about(subject, layer).claims();
  }

  private static boolean isRemark(Cell rest) {
    return REMARK.matcher(rest.content()).matches();
  }

  private Read read(Cell text) {
    Cell whole = SentenceReader.afterWhole(text);
    if (whole.from() > text.from()) {
      Cell rest = after(whole, NOTE);
      Read stated = statements.stated(rest);
      Read read = stated.isEmpty() ? statements.items(rest.trimmed()) : stated;
      return read.about(new Subject.Total(), head(text, read, rest.from()));
    } else if (labels.first(text) != null) {
      return statements.items(text).about(new Subject.Total(), text.part(text.from(), text.from()));
    }
    Matcher before = TIMES_BEFORE.matcher(text.text()).region(text.from(), text.to());
    Cell from = before.lookingAt() ? text.part(before.end(), text.to()) : text;
    Matcher subject = SUBJECT.matcher(from.text()).region(from.from(), from.to());
    if (!subject.lookingAt()) {
      return statements.calculation(text);
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
    Read read = statements.stated(rest);
    return read.isEmpty()
        ? read
        : read.about(described.subject(token, number), head(text, read, rest.from()));
  }

  /** The text of a subject, with the separator that follows it. */
  private static Cell head(Cell text, Read read, int end) {
    Cell head = text.part(text.from(), end);
    return read.isEmpty()
        ? head
        : text.part(text.from(), StatementReader.separated(text.part(end, text.to())).from());
  }

  /** Returns the calculations of a line, each about any layer, block or the whole. */
  private static List<Claim> formulas(Cell line) {
    List<Claim> claims = new ArrayList<>();
    int at = line.from();
    while (at < line.to()) {
      if (!begins(line, at)) {
        at++;
        continue;
      }
      AmountReader reader = new AmountReader(Labels.STANDARD, line.part(at, line.to()));
      List<Amount> chain = reader.chain();
      if (isFormula(chain)) {
        claims.add(
            StatementReader.claim(
                line.part(at, reader.position()),
                new Statement.OfQuantity(Quantity.PARAMETERS, Share.ALL, chain)));
      }
      at = Math.max(at + 1, reader.position());
    }
    return claims;
  }

  /** Whether a calculation may begin at a place: a number or bracket, and no part of one. */
  private static boolean begins(Cell line, int at) {
    char letter = line.text().charAt(at);
    char before = at > line.from() ? line.text().charAt(at - 1) : ' ';
    return (Character.isDigit(letter) || letter == '(')
        && (Character.isWhitespace(before) || before == '(' || before == ':' || before == '=');
  }

  private static boolean isFormula(List<Amount> chain) {
    return chain.size() > 1
        && hasSum(chain.get(0))
        && chain.stream().noneMatch(Amount::inBytes)
        && chain.get(chain.size() - 1).range(false).stated().compareTo(LEAST) >= 0;
  }

  private static boolean hasSum(Amount amount) {
    return amount instanceof Amount.Sum
        || (amount instanceof Amount.Product product
            && product.operands().stream().anyMatch(ClaimReader::hasSum));
  }

  /** Finds what a line speaks of, and counts how often the text spoke of such layers before. */
  static final class DescribedLayers {
    private final Function<Cell, Optional<LayerDescription>> layers;
    private final Map<String, Integer> runs = new HashMap<>();
    private int place;

    DescribedLayers(Function<Cell, Optional<LayerDescription>> layers) {
      this.layers = layers;
    }

    /**
     * Returns the subject of a token such as {@code fc1}, {@code CONV3-64} or, with a number of
     * times, {@code conv3-64 x 2}.
     */
    Subject subject(Cell token, String times) {
      Optional<LayerDescription> description = layers.apply(token);
      String text = token.content();
      if (description.isEmpty()) {
        return new Subject.Named(text);
      }
      String word = description.get().word();
      String head = description.get().head();
      return times.isEmpty()
          ? new Subject.Described(text, word, head, place++)
          : new Subject.Run(
              text,
              word,
              head,
              Long.parseLong(times),
              runs.merge(word + " " + head, 1, Integer::sum) - 1);
    }
  }
}
