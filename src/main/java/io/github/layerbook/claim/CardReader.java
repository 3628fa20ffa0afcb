package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.notation.Cell;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.WrittenFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads lines as language models' cards and PEFT write them: {@code 671B total parameters with 37B
 * activated}, {@code Number of Attention Heads (GQA): 14 for Q and 2 for KV}, {@code trainable
 * params: 4,194,304 || all params: 6,742,609,920 || trainable%: 0.0622}. All of it is about the
 * whole network.
 */
final class CardReader {
  private static final String NUMBER =
      "(?<figure>(?:about |approx(?:imately|\\.)? |[~≈]"
          + " ?)?(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})"
          + "(?:\\.[0-9]{1,18})?(?:\\s?(?:[KMBT]|[mbtr]+illion))?)(?![\\p{L}\\p{N}%])";
  private static final String PARAMETERS = "(?:param[ae]ters|params?)";

  /** A figure of the network that a line states, and what it is. */
  private record Form(Pattern pattern, Quantity quantity) {
    /** Reads a pattern with N for a number and P for the word parameters, in angle brackets. */
    static Form of(Quantity quantity, String pattern) {
      String regex = pattern.replace("<N>", NUMBER).replace("<P>", PARAMETERS);
      return new Form(Pattern.compile("(?i)" + regex), quantity);
    }
  }

  private static final List<Form> OF_ACTIVE =
      List.of(
          Form.of(
              Quantity.ACTIVE,
              "<N>\\s*(?:<P>\\s+)?(?:(?:are|is|being|of them)\\s+)?(?:active|activated)\\b"
                  + "(?!\\s+experts)(?:\\s+<P>)?"),
          Form.of(
              Quantity.ACTIVE,
              "\\b(?:active|activated|activates)\\s*(?:<P>)?\\s*(?:[:=]|is|are|of|only)?\\s*<N>"
                  + "(?!\\s*(?:of|out of|experts))"));

  private static final List<Form> BESIDE_ACTIVE =
      List.of(
          Form.of(
              Quantity.PARAMETERS,
              "<N>\\s*-?(?:<P>\\s+)?(?:in\\s+)?(?:total|overall)\\b(?:\\s+<P>)?"),
          Form.of(Quantity.PARAMETERS, "\\btotal(?:\\s+<P>)?\\s*(?:[:=]|of|is)?\\s*<N>"),
          Form.of(Quantity.PARAMETERS, "\\bof\\s+(?:the\\s+)?(?:total\\s+)?<N>"),
          Form.of(Quantity.PARAMETERS, "<N>\\s*-?<P>\\b"));

  private static final List<Form> WHOLE_LINES =
      List.of(
          Form.of(
              Quantity.NON_EMBEDDING,
              "(?:(?:number of\\s+)?<P>\\s*)?\\(?(?:non|without|excluding)[\\s-]*embeddings?\\)?"
                  + "(?:\\s+<P>)?\\s*(?:[:=]|is|are)?\\s*<N>.*"),
          Form.of(Quantity.NON_EMBEDDING, "<N>\\s*non-?\\s?embedding(?:\\s+<P>)?.*"),
          Form.of(Quantity.PARAMETERS, "(?=[~≈]\\s?[0-9.,]+\\s?[BM])<N>\\s*(?:<P>)?\\.?"));

  /** A row of a table that states the parameters, without its bars. */
  private static final Form ROW =
      Form.of(Quantity.PARAMETERS, "(?:total |number of )?<P>\\s*:\\s*<N>");

  private static final Pattern PEFT =
      Pattern.compile(
          "(?i)trainable params\\s*:\\s*(?<trained>[0-9][0-9,]*)\\s*\\|+\\s*all params\\s*:\\s*"
              + "(?<all>[0-9][0-9,]*)\\s*\\|+\\s*trainable\\s*%\\s*:\\s*(?<percent>[0-9.]+)\\s*");

  /** A line of an architecture: its words up to the figure, or those behind it. */
  private record Line(Pattern pattern, List<Fact> facts) {
    /** The same with the figure first and nothing else in the line: {@code 8 KV heads}. */
    static Line behind(String words, Fact fact) {
      String mark = "(?:[-*•]\\s+)?";
      return new Line(
          Pattern.compile("(?i)" + mark + NUMBER + "[\\s-]+(?:" + words + ")\\s*[.,;]?"),
          List.of(fact));
    }

    /** Heads of queries and of keys with a stroke between: {@code 32 / 8}. */
    static Line ofBothHeads() {
      return new Line(
          Pattern.compile(
              "(?i)(?:attention )?heads\\s*\\(q(?:uery)?\\s*/\\s*kv\\)\\s*[:=]?\\s*"
                  + NUMBER
                  + "\\s*/\\s*"
                  + NUMBER.replace("figure", "second")),
          List.of(Fact.HEADS, Fact.KEY_HEADS));
    }

    static Line of(String words, Fact... facts) {
      String noted = "(?:\\s*\\([^()]*\\))?";
      String number = "(?:the\\s+|full\\s+)?" + NUMBER;
      String second =
          facts.length < 2
              ? "(?:\\s+(?:in total|tokens?|natively|layers|heads|words|experts)\\b|[,.;(]|\\s*$).*"
              : "\\s*(?:(?:heads\\s*)?for\\s+(?:q|quer(?:y|ies))|(?:q|query)[ -]heads)"
                  + "\\s*(?:,|and|/|with)+\\s*(?:and\\s+)?"
                  + NUMBER.replace("figure", "second")
                  + "\\s*(?:(?:heads\\s*)?for\\s+(?:kv|k/v|keys?)"
                  + "|(?:kv|k/v|key[ /-]?value)[ -]heads).*";
      return new Line(
          Pattern.compile(
              "(?i)(?:(?:number|num|no\\.?|#)[\\s_]*(?:of)?\\s*)?(?:"
                  + words
                  + ")"
                  + noted
                  + "\\s*(?:[:=]|is|are|of)?\\s*"
                  + number
                  + second),
          List.of(facts));
    }
  }

  private static final String KEY_HEADS = "(?:key[ _/-]?value|kv|k/v)[ _-]heads";
  private static final String VOCABULARY = "vocab(?:ulary)?(?:[ _]size)?";
  private static final String WIDTH = "hidden[ _](?:size|dim(?:ension)?)|d_model|model dimension";
  private static final String HIDDEN =
      "(?:ffn|feed-?forward|intermediate|mlp)(?:[ _-](?:hidden|size|dim(?:ension)?|width)){0,2}";

  private static final List<Line> LINES =
      List.of(
          Line.ofBothHeads(),
          Line.of("(?:hidden[ _]|transformer |decoder )?(?:layers|blocks)", Fact.LAYERS),
          Line.of("(?:attention )?heads|gqa", Fact.HEADS, Fact.KEY_HEADS),
          Line.of("(?:(?:attention|query|q)[ _-])?heads", Fact.HEADS),
          Line.of(KEY_HEADS, Fact.KEY_HEADS),
          Line.of("head[ _-](?:dim(?:ension)?|size)", Fact.HEAD_SIZE),
          Line.of("(?:routed |total )?experts", Fact.EXPERTS),
          Line.of(
              "(?:activated|active|chosen) experts|experts per token|experts activated",
              Fact.CHOSEN),
          Line.of(VOCABULARY, Fact.VOCABULARY),
          Line.of(WIDTH, Fact.WIDTH),
          Line.of(HIDDEN, Fact.HIDDEN),
          Line.of("context(?: length| window| size)?", Fact.CONTEXT),
          Line.behind("(?:hidden |transformer |decoder )?(?:layers|blocks)", Fact.LAYERS),
          Line.behind("(?:attention|query|q)[ _-]heads", Fact.HEADS),
          Line.behind(KEY_HEADS, Fact.KEY_HEADS),
          Line.behind("(?:routed |total )?experts", Fact.EXPERTS),
          Line.behind("(?:activated|active) experts|experts per token", Fact.CHOSEN),
          Line.behind("head[ _-](?:dim(?:ension)?|size)", Fact.HEAD_SIZE),
          Line.behind(VOCABULARY, Fact.VOCABULARY),
          Line.behind(WIDTH, Fact.WIDTH),
          Line.behind(HIDDEN, Fact.HIDDEN));

  private CardReader() {}

  /** Returns what a line states as such cards do; nothing if it is no such line. */
  static List<Claim> claims(Cell text) {
    String written = text.content().strip();
    String line = plain(written);
    Matcher peft = PEFT.matcher(line);
    if (peft.matches()) {
      return List.of(
          claim(text, written, Quantity.PARAMETERS, Share.TRAINABLE, peft.group("trained")),
          claim(text, written, Quantity.PARAMETERS, Share.ALL, peft.group("all")),
          claim(text, Fact.TRAINABLE_PERCENT, peft.group("percent")));
    }
    List<Claim> active = found(text, line, OF_ACTIVE);
    if (!active.isEmpty()) {
      List<Claim> all = new ArrayList<>(found(text, line, BESIDE_ACTIVE));
      all.addAll(active);
      return all;
    }
    List<Form> whole = new ArrayList<>(WHOLE_LINES);
    if (written.startsWith("|")) {
      whole.add(ROW);
    }
    for (Form form : whole) {
      Matcher matcher = form.pattern().matcher(line);
      if (matcher.matches()) {
        String figure = matcher.group("figure");
        return List.of(claim(text, written, form.quantity(), Share.ALL, figure));
      }
    }
    return LINES.stream()
        .map(each -> facts(text, line, each))
        .filter(claims -> !claims.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** A line without the signs of Markdown: of a table's row of two cells a name and a number. */
  private static String plain(String written) {
    return written
        .replace("**", "")
        .replace("`", "")
        .strip()
        .replaceFirst("^\\|\\s*([^|]*?)\\s*\\|\\s*([^|]*?)\\s*\\|?$", "$1: $2");
  }

  private static List<Claim> facts(Cell text, String line, Line form) {
    Matcher matcher = form.pattern().matcher(line);
    List<Claim> claims = new ArrayList<>();
    if (matcher.matches()) {
      claims.add(claim(text, form.facts().get(0), matcher.group("figure")));
      if (form.facts().size() > 1) {
        claims.add(claim(text, form.facts().get(1), matcher.group("second")));
      }
    }
    return claims;
  }

  /** The first figure of the first of some forms that a line holds. */
  private static List<Claim> found(Cell text, String line, List<Form> forms) {
    for (Form form : forms) {
      Matcher matcher = form.pattern().matcher(line);
      if (matcher.find()) {
        String part = matcher.group().strip();
        return List.of(claim(text, part, form.quantity(), Share.ALL, matcher.group("figure")));
      }
    }
    return List.of();
  }

  private static Claim claim(
      Cell text, String part, Quantity quantity, Share share, String figure) {
    return Claim.ofTotal(
        text.line(), part, new Statement.OfQuantity(quantity, share, List.of(amount(figure))));
  }

  private static Claim claim(Cell text, Fact fact, String figure) {
    return Claim.ofTotal(
        text.line(), text.content().strip(), new Statement.OfFact(fact, amount(figure)));
  }

  private static Amount amount(String written) {
    String number = written.replaceFirst("(?i)^(?:about|approx\\S*|[~≈])\\s*", "");
    String figure =
        number
            .replaceFirst("(?i)\\s*billion", "B")
            .replaceFirst("(?i)\\s*million", "M")
            .replaceFirst("(?i)\\s*trillion", "T")
            .strip();
    return WrittenFigure.of(figure)
        .map(each -> Amount.Figure.of(each, !number.equals(written)))
        .orElseThrow(() -> new IllegalArgumentException(written + " is not a figure"));
  }
}
