package io.github.layerbook.notation;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.layer.form.WrittenText;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of one layer as they are written after its word.
 *
 * <p>The required ones stand first, joined by hyphens, directly after the word as in the paper
 * ({@code conv3-64}, {@code FC-4096}) or after a blank ({@code conv 3x3-64}); the others follow as
 * {@code name=value}. A lone kernel number means a square one; on a convolution also the padding
 * that preserves the resolution, as in section 2.1 of the VGG paper. In the lecture's spelling an
 * output's width, and an input's shape, are taken from the shape beside the layer. Max pooling
 * without numbers is the paper's, 2×2.
 */
final class LayerOptions {
  private static final Pattern OPTION =
      Pattern.compile(
          "[\\s,]*(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)\\s*=\\s*(?<value>[^\\s,;\\[\\]]*)");

  /** What follows a comma in a text without quotes, unless another option or a claim does. */
  private static final Pattern MORE =
      Pattern.compile(",(?![\\p{L}_][\\p{L}\\p{N}_]*\\s*[=:])[^\\s,;\\[\\]]+");

  private static final Pattern ARGUMENT = Pattern.compile("(?:\\(\\)|[^\\s\\[\\](){}:=;|]++)++");

  /** Amounts before and after an axis: {@code 0:1x0:1}. */
  private static final Pattern SIDES =
      Pattern.compile("(?:" + ARGUMENT.pattern() + "|(?<=[0-9]):(?=[0-9]))+");

  private static final Pattern JOINT = Pattern.compile("\\s*(?<sign>[xX*-])\\s*(?=[0-9])");
  private static final Pattern NEGATIVE = Pattern.compile("\\s+-[0-9]");
  private static final Pattern IMAGE =
      Pattern.compile(
          "(?i)[\\s:]*\\(?\\s*(?<extents>[0-9][0-9,]*(?:\\s*[x*]\\s*[0-9][0-9,]*)*)\\s*"
              + "(?<colours>RGB|gr[ae]y(?:scale)?)?\\s*(?:images?)?\\s*\\)?");
  private static final Pattern SHAPE =
      Pattern.compile(
          "\\s*[\\[(]\\s*(?<extents>[0-9][0-9,]*(?:\\s*[xX*]\\s*[0-9][0-9,]*)*)\\s*[\\])]");
  private static final Pattern CALL = Pattern.compile("\\(\\s*(?<number>(?:[0-9][0-9,]*)?)\\s*\\)");
  private static final Pattern END = Pattern.compile("[\\s,;.]*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final Words.Match word;
  private final Cell cell;
  private final Map<String, String> options = new LinkedHashMap<>();

  /** Where the values of the options stand; where its name stands of one that there is not. */
  private final Map<String, Cell> places = new HashMap<>();

  private int at;
  private boolean preserving;

  private LayerOptions(Words.Match word, Cell cell) {
    this.word = word;
    this.cell = cell;
    this.at = word.cell().to();
  }

  /** Reads the options that follow a word in a cell, and what the shape beside them tells. */
  static LayerOptions read(Words.Match word, Cell cell, Cell beside) {
    LayerOptions options = new LayerOptions(word, cell);
    options.readArguments();
    options.readOptions();
    options.fillFrom(beside.isBlank() ? options.tail() : beside);
    return options;
  }

  /** Returns where the options end. */
  int end() {
    return at;
  }

  /** Returns where an option's fault stands: the part of its value, or else the whole layer. */
  Cell place(OptionException e) {
    for (Map.Entry<String, Cell> place : places.entrySet()) {
      String name = place.getKey();
      Cell value = place.getValue();
      if (name.equals(e.option()) || e.culprit().equals(options.get(name))) {
        int part = value.content().indexOf(e.culprit());
        return part < 0 || e.culprit().isEmpty()
            ? value
            : value.part(value.from() + part, value.from() + part + e.culprit().length());
      }
    }
    return cell.part(cell.from(), at).trimmed();
  }

  /** Returns what follows the options. */
  Cell tail() {
    Matcher end = matcher(END);
    return cell.part(end.lookingAt() ? end.end() : at, cell.to()).trimmed();
  }

  /** Makes the layer. */
  Layer layer() {
    Layer layer = form().read(options);
    if (preserving && !options.containsKey("padding") && layer instanceof Convolution convolution) {
      return preserving(convolution);
    }
    return layer;
  }

  private static Layer preserving(Convolution convolution) {
    long kernel = convolution.kernel().sizes().get(0).value();
    long reach =
        Math.addExact(Math.multiplyExact(dilation(convolution), Math.max(0, kernel - 1)), 1);
    return convolution.padding(Convolution.preserving(reach, 1).padding());
  }

  private static long dilation(Convolution convolution) {
    return convolution.dilation().sizes().get(0).value();
  }

  private LayerForm form() {
    return word.form();
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(cell.text()).region(at, cell.to());
  }

  private void readArguments() {
    if (form().words().contains("input")) {
      readImage();
    } else if (isCall()) {
      readCall();
    } else if (hasArguments()) {
      int start = at;
      boolean negative = NEGATIVE.matcher(cell.text()).region(at, cell.to()).lookingAt();
      List<String> arguments = WrittenNumbers.split(WrittenNumbers.clean(argument()), negative);
      List<String> names =
          arguments.size() > form().requiredOptions().size()
              ? form().headOptions()
              : form().requiredOptions();
      if (arguments.size() > Math.max(1, names.size()) || names.isEmpty()) {
        throw cell.part(start, at)
            .trimmed()
            .error(
                "%s takes %s, not %d numbers"
                    .formatted(
                        form().words().get(0),
                        names.isEmpty() ? "no numbers" : String.join("-", names),
                        arguments.size()),
                "it is written " + form().usage());
      }
      assign(arguments, names, cell.part(start, at).trimmed());
    } else if (form().words().contains("pool") && !cell.text().startsWith("=", at)) {
      options.put("kernel", "2x2");
    }
  }

  /** Whether a word is written as a call of the one option that it needs: {@code Dense(10)}. */
  private boolean isCall() {
    Matcher call = matcher(CALL);
    return call.lookingAt()
        && form().requiredOptions().size() <= 1
        && call.group("number").isEmpty() == form().requiredOptions().isEmpty();
  }

  private void readCall() {
    Matcher call = matcher(CALL);
    if (call.lookingAt() && !call.group("number").isEmpty()) {
      Cell number = cell.part(call.start("number"), call.end("number"));
      assign(List.of(WrittenNumbers.clean(number.content())), form().requiredOptions(), number);
    }
    at = call.end();
  }

  /** With fewer numbers than options, they set the last ones: {@code FC-4096}. */
  private void assign(List<String> arguments, List<String> names, Cell place) {
    for (int i = 0; i < arguments.size(); i++) {
      String name = names.get(i);
      String written = arguments.get(i);
      places.put(name, place);
      options.put(name, name.equals("kernel") ? kernel(written) : value(written));
    }
  }

  private String kernel(String text) {
    int dimensions = word.dimensions();
    if (!NUMBER.matcher(text).matches()) {
      return text;
    }
    preserving = dimensions == 0;
    return String.join("x", Collections.nCopies(dimensions == 0 ? 2 : dimensions, text));
  }

  private boolean hasArguments() {
    if (at >= cell.to()) {
      return false;
    }
    char next = cell.text().charAt(at);
    if (Character.isDigit(next) || next == '-' || next == '_') {
      return true;
    }
    Cell rest = cell.part(at, cell.to()).trimmed();
    return Character.isWhitespace(next)
        && !form().requiredOptions().isEmpty()
        && !Remark.begins(rest)
        && !matcher(OPTION).lookingAt()
        && ARGUMENT.matcher(rest.content()).lookingAt();
  }

  /** The characters of the argument, also where blanks stand around its signs: 3 x 3 - 64. */
  private String argument() {
    Pattern written = form().requiredOptions().contains("amount") ? SIDES : ARGUMENT;
    StringBuilder text = new StringBuilder();
    while (at < cell.to()) {
      Matcher joint = matcher(JOINT);
      if (joint.lookingAt() && !text.isEmpty()) {
        text.append(joint.group("sign"));
        at = joint.end();
      } else if (text.isEmpty() || isSign(text.charAt(text.length() - 1))) {
        while (at < cell.to() && Character.isWhitespace(cell.text().charAt(at))) {
          at++;
        }
      } else {
        break;
      }
      Matcher part = matcher(written);
      if (!part.lookingAt()) {
        break;
      }
      text.append(part.group());
      at = part.end();
    }
    return text.toString();
  }

  private static boolean isSign(char c) {
    return c == 'x' || c == 'X' || c == '*' || c == '-';
  }

  private void readOptions() {
    Matcher option = matcher(OPTION);
    while (option.lookingAt()) {
      String name = option.group("name").toLowerCase(Locale.ROOT);
      Cell written = cell.part(option.start("name"), option.end("name"));
      at = option.end();
      boolean text = form().options().contains(name) && form().isText(name);
      for (Matcher more = matcher(MORE); text && more.lookingAt(); more.region(at, cell.to())) {
        at = more.end();
      }
      Cell value = cell.part(option.start("value"), at);
      if (value.isBlank()) {
        throw written.error(name + " has no value", "it is written " + form().usage());
      } else if (options.put(name, value(value.content())) != null) {
        throw written.error(name + " is given twice", "give it once");
      }
      places.put(name, form().options().contains(name) ? value : written);
      option = matcher(OPTION);
    }
  }

  private static String value(String written) {
    return written.equals(LayerForm.NONE) ? "" : WrittenText.read(Source.unmasked(written));
  }

  private void readImage() {
    Matcher image = matcher(IMAGE);
    if (image.lookingAt()) {
      String colours = image.group("colours");
      String channels = colours == null ? "" : colours.equalsIgnoreCase("RGB") ? "x3" : "x1";
      options.put("shape", WrittenNumbers.extents(image.group("extents")) + channels);
      at = image.end();
    } else if (hasArguments()) {
      options.put("shape", value(WrittenNumbers.clean(argument())));
    }
  }

  private void fillFrom(Cell beside) {
    Matcher shape = SHAPE.matcher(beside.text()).region(beside.from(), beside.to());
    if (!shape.lookingAt()) {
      return;
    }
    String extents = WrittenNumbers.extents(shape.group("extents"));
    List<String> names = form().requiredOptions();
    if (names.contains("out") && !options.containsKey("out")) {
      options.put("out", extents.substring(extents.lastIndexOf('x') + 1));
    } else if (names.contains("shape") && !options.containsKey("shape")) {
      options.put("shape", extents);
    }
  }
}
