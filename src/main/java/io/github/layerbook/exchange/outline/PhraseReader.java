package io.github.layerbook.exchange.outline;

import io.github.layerbook.exchange.outline.LayerPhrase.Kind;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.geometry.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one phrase: what each part of it says is taken out, and the next part looked for in the
 * rest.
 */
final class PhraseReader {
  private static final int LONGEST = 1_000;

  /** A window among a call's arguments: {@code Conv2D(32, (3, 3))}. */
  private static final Pattern TUPLE =
      Pattern.compile(",\\s*[(\\[]\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*[)\\]]");

  private static final String OF = "\\s*(?:of|is|are|=|:|with|by)?\\s*";

  private static final Pattern STRIDE =
      Pattern.compile(
          "\\bstrides?(?: size| length)?"
              + OF
              + "[\\[({]?\\s*(\\d{1,4})(?:\\s*[x,]\\s*\\d{1,4}\\s*[\\])}]|x\\d{1,4})?"
              + "|\\bs\\s*=\\s*(\\d{1,4})|(?:(?<![\\d.])|(?<=\\dx\\d{1,2}))/\\s*s?(\\d{1,2})\\b|\\bs(\\d)\\b|\\b(\\d{1,2})-strided?\\b");
  private static final Pattern NO_PADDING =
      Pattern.compile(
          "\\b(?:no|without(?: any)?) (?:zero[- ]?)?padding\\b|\\bunpadded\\b|\\bvalid\\b(?: padding| conv\\w*)?");
  private static final Pattern PADDING =
      Pattern.compile(
          "\\b(?:zero[- ]?)?pad(?:ding|ded|s)?(?: size)?"
              + OF
              + "[\\[({\"']*\\s*(same|valid|none|zero|\\d{1,4})\\b(?:\\s*[x,]\\s*\\d{1,4}\\s*[\\])}]|x\\d{1,4})?[\"')\\]]*"
              + "|\\bp\\s*=\\s*(same|valid|\\d{1,4})\\b");
  private static final Pattern SAME =
      Pattern.compile(
          "[\"']?\\bsame\\b[\"']?(?:[- ]padd(?:ing|ed)| conv\\w*)?|\\bwith padding\\b|\\bpadded\\b");
  private static final Pattern DILATION =
      Pattern.compile("\\bdilat(?:ion|ed)(?: rate| factor)?" + OF + "(\\d{1,4})");
  private static final Pattern GROUPS =
      Pattern.compile(
          "\\bgroups?" + OF + "(\\d{1,5})|\\b(\\d{1,5}) groups\\b|\\bg\\s*=\\s*(\\d{1,5})");
  private static final Pattern INPUTS =
      Pattern.compile(
          "\\b\\d+\\s*input (?:channels?|features?|maps?|neurons?|units?|nodes?)\\b|\\binput (?:channels?|features?)\\s*[=:]?\\s*\\d+");
  private static final Pattern JOINED =
      Pattern.compile("\\bconv(?:olution)?[- ]?(\\d{1,4})(?:x(\\d{1,4}))?-(\\d{1,6})\\b");
  private static final Pattern EXTENTS =
      Pattern.compile("(?<![\\dx])(\\d{1,5})x(\\d{1,5})(?:x(\\d{1,6}))?(?:x(\\d{1,6}))?(?![\\dx])");
  private static final Pattern SIDE =
      Pattern.compile(
          "\\b(?:kernel|filter|window|pool|receptive field|patch)s?[ -_]?(?:size|width|length)?s?"
              + OF
              + "[\\[(]?\\s*(\\d{1,4})(?:\\s*,\\s*(\\d{1,4}))?\\b(?!\\s*(?:filters|kernels|channels|maps))"
              + "|\\bf\\s*=\\s*(\\d{1,4})\\b");
  private static final Pattern SIDE_OR_NUMBER = Pattern.compile("\\bk\\s*=\\s*(\\d{1,6})\\b");
  private static final Pattern OUT =
      Pattern.compile(
          "\\b(\\d{1,7})[ -]*(?:(?:different|learned|learnable|output|hidden|conv|convolution|convolutional|fully[- ]connected|linear|feature|relu)[ -]+)*"
              + "(?:filters?|kernels?|channels?|maps?|units?|neurons?|nodes?|outputs?|classes|class|dimensions?|features?|dim|way|d)\\b"
              + "|\\b(?:filters?|out_channels|output channels|channels|units|neurons|outputs?|nodes|classes|num_classes|features|feature maps|maps|depth|num_filters)"
              + "\\s*(?:of|is|=|:)\\s*(\\d{1,7})\\b");
  private static final Pattern CALL =
      Pattern.compile(
          "\\b(?:fc|dense|linear|full|conv\\w*)\\s*\\(\\s*(?:\\d{1,7}\\s*(?:,|->|→|to)\\s*)?(\\d{1,7})\\s*[,)]");
  private static final Pattern TO = Pattern.compile("\\b\\d{1,7}\\s*(?:->|→|to)\\s*(\\d{1,7})\\b");
  private static final Pattern AGAIN =
      Pattern.compile(
          "(?:^|\\s)[x×]\\s*(\\d{1,3})\\s*$|^\\s*(\\d{1,3})\\s*[x×]\\s+|(?<![\\w.])(\\d{1,3})(?=\\s+(?:[^\\s\\d]\\S*\\s+|\\d+x\\d+\\s+){0,3}?(?:conv\\w*|fully[- ]connected|dense|hidden|fc)\\s+(?:hidden )?layers\\b)");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])(\\d{1,7})(?![\\w.%]|\\.\\d)");

  /** A probability, what numbers a layer, {@code layer 3}, or one that is one. */
  private static final Pattern ORDINAL =
      Pattern.compile(
          "\\b1 (?:\\p{L}+[- ]){0,3}(?:layer|network|input)\\b|\\b(?:layer|block|stage|step|conv|pool|fc)\\s*#?\\d+\\b|\\d+\\s*%|\\d+x\\d+(?:x\\d+)*\\s*(?:image|input|map)");

  private static final Pattern ATTACHED =
      Pattern.compile("\\b(?:fc|dense|linear|full|max-?pool|avg-?pool|pool|mp)[-_]?(\\d{1,7})\\b");
  private static final Pattern NO_BIAS =
      Pattern.compile("\\b(?:no|without) bias(?:es)?\\b|\\bbias\\s*=\\s*false\\b");

  private String rest;

  PhraseReader(String text) {
    String plain = Written.plain(text.substring(0, Math.min(LONGEST, text.length())));
    rest = TUPLE.matcher(plain).replaceAll(", $1x$2");
  }

  Optional<LayerPhrase> read(String label) {
    String head = Written.plain(label).replaceAll("\\d+", " ");
    String whole = head.isBlank() ? rest : head + " : " + rest;
    Optional<Kind> kind = Kinds.of(whole);
    if (kind.isEmpty()) {
      return Kinds.plain(whole).map(LayerPhrase::plain);
    }
    LayerPhrase read = read(kind.get(), Kinds.after(whole, kind.get()));
    boolean open = kind.get() == Kind.FULLY_CONNECTED && read.out().isEmpty();
    return open && Kinds.isSoftmax(whole)
        ? Kinds.plain(whole).map(LayerPhrase::plain)
        : Optional.of(read);
  }

  /** Returns the numbers that {@link #read} makes nothing of; none where there is no layer. */
  List<Long> unread(String label) {
    boolean sized = read(label).filter(phrase -> phrase.kind() != Kind.PLAIN).isPresent();
    List<Long> numbers = new ArrayList<>();
    Matcher number = NUMBER.matcher(sized ? ORDINAL.matcher(rest).replaceAll(" ") : "");
    while (number.find()) {
      numbers.add(Long.valueOf(number.group(1)));
    }
    return numbers;
  }

  private LayerPhrase read(Kind kind, List<Layer> after) {
    boolean bias = !taken(NO_BIAS);
    long times = number(AGAIN).orElse(1L);
    Optional<Long> stride = number(STRIDE);
    Optional<Padding> padding = padding();
    Optional<Long> dilation = number(DILATION);
    Optional<Long> groups = number(GROUPS);
    taken(INPUTS);
    Window window = kind.isConvolution() || kind.isPool() ? window() : Window.NONE;
    Optional<Long> out = window.out().isPresent() ? window.out() : number(OUT);
    if (out.isEmpty() && !kind.isPool()) {
      out = number(CALL).or(() -> number(TO)).or(() -> number(NUMBER)).or(() -> number(ATTACHED));
    }
    if (out.isEmpty() && !kind.isPool()) {
      out = window.last();
    }
    // A third extent that is not the number of filters is how deep they are.
    Long found = out.orElse(-1L);
    List<Long> kernel = window.kernel();
    if (kernel.isEmpty() && kind.isPool()) {
      kernel =
          number(NUMBER)
              .or(() -> number(ATTACHED))
              .map(side -> List.of(side, side))
              .orElse(List.of());
    }
    return new LayerPhrase(
        kind,
        kernel,
        kind.isPool() ? Optional.empty() : out,
        window.last().filter(last -> !last.equals(found)),
        stride,
        padding,
        dilation,
        groups,
        bias ? Optional.empty() : Optional.of(false),
        Optional.empty(),
        after,
        Math.max(1, times));
  }

  /**
   * A window's extents.
   *
   * @param kernel its sides
   * @param out how many filters stand with them: {@code conv3-64}
   * @param last a third extent, which is the filters where nothing else says how many
   */
  private record Window(List<Long> kernel, Optional<Long> out, Optional<Long> last) {
    static final Window NONE = new Window(List.of(), Optional.empty(), Optional.empty());
  }

  private Window window() {
    Matcher joined = JOINED.matcher(rest);
    if (joined.find()) {
      long height = Long.parseLong(joined.group(1));
      long width = joined.group(2) == null ? height : Long.parseLong(joined.group(2));
      Window window =
          new Window(
              List.of(height, width), Optional.of(Long.valueOf(joined.group(3))), Optional.empty());
      cut(joined);
      return window;
    }
    Matcher extents = EXTENTS.matcher(rest);
    if (extents.find()) {
      List<Long> kernel = List.of(Long.valueOf(extents.group(1)), Long.valueOf(extents.group(2)));
      Optional<Long> third = Optional.ofNullable(extents.group(3)).map(Long::valueOf);
      Optional<Long> fourth = Optional.ofNullable(extents.group(4)).map(Long::valueOf);
      cut(extents);
      return new Window(kernel, fourth, third);
    }
    Matcher side = SIDE.matcher(rest);
    if (side.find()) {
      String first = side.group(1) == null ? side.group(3) : side.group(1);
      long height = Long.parseLong(first);
      long width = side.group(2) == null ? height : Long.parseLong(side.group(2));
      cut(side);
      return new Window(List.of(height, width), Optional.empty(), Optional.empty());
    }
    return number(SIDE_OR_NUMBER)
        .map(k -> new Window(List.of(k, k), Optional.empty(), Optional.empty()))
        .orElse(Window.NONE);
  }

  private Optional<Padding> padding() {
    if (taken(NO_PADDING)) {
      return Optional.of(Padding.of(0));
    }
    Matcher matcher = PADDING.matcher(rest);
    if (matcher.find()) {
      String amount = Written.group(matcher).orElseThrow();
      cut(matcher);
      return Optional.of(
          switch (amount) {
            case "same" -> Padding.of(Padding.Mode.SAME);
            case "valid", "none", "zero" -> Padding.of(0);
            default -> Padding.of(Long.parseLong(amount));
          });
    }
    return taken(SAME) ? Optional.of(Padding.of(Padding.Mode.SAME)) : Optional.empty();
  }

  /** Takes what a pattern finds out, and returns the first number in it that is a group. */
  private Optional<Long> number(Pattern pattern) {
    Matcher matcher = pattern.matcher(rest);
    if (!matcher.find()) {
      return Optional.empty();
    }
    Optional<Long> number = Written.group(matcher).map(Long::valueOf);
    if (number.isPresent()) {
      cut(matcher);
    }
    return number;
  }

  private boolean taken(Pattern pattern) {
    Matcher matcher = pattern.matcher(rest);
    boolean found = matcher.find();
    if (found) {
      cut(matcher);
    }
    return found;
  }

  private void cut(Matcher matcher) {
    rest = rest.substring(0, matcher.start()) + " ; " + rest.substring(matcher.end());
  }
}
