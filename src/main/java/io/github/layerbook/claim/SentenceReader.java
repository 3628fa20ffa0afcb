package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Subject;
import io.github.layerbook.claim.StatementReader.Read;
import io.github.layerbook.notation.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what sentences state, wherever it stands in them: figures with a label behind them, {@code
 * ResNet-18 with its 11.7M parameters}, and labels with a figure, {@code the number of parameters
 * is 11.7M}.
 *
 * <p>A figure is about the layer or network that is named before it; about the whole if the
 * sentence speaks of the network or of {@code it}.
 */
final class SentenceReader {
  private static final String NO_LETTER_BEFORE = "(?<![\\p{L}\\p{N}_-])";
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?i)"
              + NO_LETTER_BEFORE
              + "(?:(?:the|this|our|my|your|whole|entire|full|grand|in)\\s+)*"
              + "(?:(?:totals?|sum|overall|altogether|network|model|architecture|net)"
              + "(?![\\p{L}\\p{N}_-])"
              + "|(?:it|they|i|we|you)(?=\\s+\\p{L})"
              + "|(?:this|that|there)(?=\\s+(?:has|is|are|needs|takes|requires|contains)\\b))");
  private static final Pattern TOKEN =
      Pattern.compile(NO_LETTER_BEFORE + "\\p{L}[\\p{L}\\p{N}_-]*(?:\\.[\\p{L}\\p{N}_-]+)*");
  private static final Pattern START =
      Pattern.compile("(?<![\\p{L}\\p{N}_.,*/-])[0-9~#<>≤≥\\p{L}]");
  private static final Pattern LINK =
      Pattern.compile(
          "(?i)\\s*(?:in\\s+\\p{L}\\S*\\s+)?"
              + "(?:(?:is|are|was|were|equals?|of|to|at|only)\\s+|[:=~]\\s*)+"
              + "(?=[0-9~.<>≤≥]|about\\b|(?:less|fewer|more|greater|at|under|over|below|above|up|just|nearly|almost|slightly)\\b)"
              + "|\\s*(?=[<>≤≥])");
  private static final Pattern END =
      Pattern.compile(
          "(?i)\\s*(?:$|[.,;:!?)]|(?:and|but|while|for|in|at|with|per|vs|versus|whereas)\\b).*");

  private static final Pattern PUNCTUATION = Pattern.compile("(?:[\\s,;.:()]|and\\b)*");
  private static final Pattern BEHIND =
      Pattern.compile(
          "(?i)\\s*(?:(?:are|is|come|comes|belong|belongs)\\s+)?(?:in|for|from|of|to|by)\\s+"
              + "(?:(?:the|layer)\\s+)*(?<name>\\p{L}[\\p{L}\\p{N}_-]*(?:\\.[\\p{L}\\p{N}_-]+)*)");

  /** Types of numbers have digits in their names, as layers do. */
  private static final Pattern TYPE = Pattern.compile("(?i)(?:fp|bf|tf|int|uint|float)[0-9]+");

  private final Labels labels;
  private final StatementReader statements;
  private final ClaimReader.DescribedLayers described;

  SentenceReader(Labels labels, ClaimReader.DescribedLayers described) {
    this.labels = labels;
    this.statements = new StatementReader(labels);
    this.described = described;
  }

  /** Returns a text behind the words for the whole network that it may begin with. */
  static Cell afterWhole(Cell text) {
    return StatementReader.after(text, WHOLE);
  }

  /**
   * Returns what a text states.
   *
   * @param before what it spoke of before, if anything
   */
  List<Claim> claims(Cell text, Optional<Subject> before) {
    List<Claim> claims = new ArrayList<>();
    Optional<Subject> subject = before;
    Matcher start = START.matcher(text.text()).useTransparentBounds(true);
    int behindLast = text.from();
    int at = text.from();
    while (at < text.to() && start.region(at, text.to()).find()) {
      Cell here = text.part(start.start(), text.to());
      Read read = read(here);
      if (read.isEmpty() && (before.isPresent() || !claims.isEmpty())) {
        read = memory(here);
      }
      at = start.end();
      if (!read.isEmpty()) {
        Cell head = StatementReader.after(text.part(behindLast, here.from()), PUNCTUATION);
        Cell rest = StatementReader.after(read.rest(), BEHIND);
        Cell behind = text.part(read.rest().from(), rest.from());
        Optional<Subject> named = named(behind);
        subject = named.isPresent() ? named : subject(head, here, subject);
        claims.addAll(read.about(subject.orElse(new Subject.Unnamed()), head).claims());
        at = named.isPresent() ? rest.from() : read.rest().from();
        behindLast = at;
      }
    }
    return claims;
  }

  private Read read(Cell here) {
    Labels.Label label = labels.first(here);
    if (label == null) {
      return statements.labelledBehind(here);
    }
    Cell stated = StatementReader.after(here.part(label.cell().to(), here.to()), LINK);
    boolean linked = stated.from() > label.cell().to() && label.quantity() != null;
    Read read = linked ? statements.amounts(label, stated, here) : new Read(List.of(), here);
    return END.matcher(read.rest().content()).matches() ? read : new Read(List.of(), here);
  }

  /** A bare figure in bytes, after what it goes with: {@code 1.81 GMACs and 44.6 MiB}. */
  private Read memory(Cell here) {
    AmountReader reader = new AmountReader(labels, here);
    List<Amount> chain = reader.chain();
    Cell rest = here.part(reader.position(), here.to());
    boolean bytes = !chain.isEmpty() && chain.stream().allMatch(Amount::inBytes);
    return bytes && END.matcher(rest.content()).matches()
        ? statements.amounts(ToolSizes.ANY_MEMORY, here, here)
        : new Read(List.of(), here);
  }

  /** What a figure is about: the last that is named before it, or the whole, or as before. */
  private Optional<Subject> subject(Cell head, Cell here, Optional<Subject> before) {
    Optional<Subject> named = named(head);
    boolean whole = WHOLE.matcher(head.content()).find();
    if (named.isPresent()) {
      return named;
    }
    return whole || (before.isEmpty() && statements.saysWhole(here))
        ? Optional.of(new Subject.Total())
        : before;
  }

  /** The last layer or network that is named: a word with a digit in it. */
  private Optional<Subject> named(Cell cell) {
    Matcher token = TOKEN.matcher(cell.text()).region(cell.from(), cell.to());
    Optional<Cell> last = Optional.empty();
    while (token.find()) {
      if (token.group().chars().anyMatch(Character::isDigit)
          && !TYPE.matcher(token.group()).matches()) {
        last = Optional.of(cell.part(token.start(), token.end()));
      }
    }
    return last.map(name -> described.subject(name, ""));
  }
}
