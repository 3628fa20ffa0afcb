package io.github.layerbook.exchange.darknet;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Draws the sections of Darknet's network files, {@code yolov3.cfg}; {@code [route]} and {@code
 * [shortcut]} count them from 0, or back from themselves.
 */
public final class ConfigFile {
  /** The form. */
  public static final Form FORM =
      Form.single(
          "darknet",
          "a Darknet configuration",
          Integer.MAX_VALUE,
          ConfigFile::recognises,
          (text, options) -> new ConfigFile(text, options).read());

  private static final Pattern SECTION =
      Pattern.compile("(?im)^\\s*\\[(?:net|network|convolutional|connected|shortcut|yolo)]\\s*$");
  private static final Pattern SETTING = Pattern.compile("(?m)^\\s*[a-z_]+\\s*=\\s*[-0-9a-z]");

  private static final Set<String> NETWORK = Set.of("net", "network");
  private static final Set<String> WEIGHTED =
      Set.of("convolutional", "conv", "deconvolutional", "deconv", "connected", "conn", "local");
  private static final int MOST_SECTIONS = 5_000;

  private final ReadingOptions options;
  private final Drawing drawing = new Drawing();
  private final List<Section> sections;
  private final List<Made> outputs = new ArrayList<>();

  private ConfigFile(String text, ReadingOptions options) {
    this.options = options;
    List<Problem> problems = new ArrayList<>();
    sections = Section.all(text, problems);
    problems.forEach(drawing::problem);
  }

  private static boolean recognises(String text) {
    return SECTION.matcher(text).find() && SETTING.matcher(text).find();
  }

  private ReadNetwork read() {
    try {
      if (sections.size() > MOST_SECTIONS) {
        throw new UnreadableException(0, "the text has more than %,d sections", MOST_SECTIONS);
      }
      Made last = input();
      for (Section section : sections) {
        if (!NETWORK.contains(section.name())) {
          last = add(section, last);
          outputs.add(last);
        }
      }
    } catch (UnreadableException e) {
      drawing.problem(e.problem());
    }
    return drawing.read(options.nameOr("net"));
  }

  private Made input() {
    if (!options.inputs().isEmpty()) {
      return drawing.input("input", options.inputs().get(0), AxisOrder.CHW);
    }
    Section net =
        sections.stream()
            .filter(section -> NETWORK.contains(section.name()))
            .findFirst()
            .orElseThrow(() -> unknownInput(0));
    // Images are cut to a first section [crop].
    Section cut =
        sections.stream().filter(section -> section.name().equals("crop")).findFirst().orElse(net);
    long height = cut.number("crop_height", net.number("height", 0));
    long width = cut.number("crop_width", net.number("width", height));
    if (height == 0 && net.has("inputs")) {
      return drawing.input("input", List.of(net.number("inputs", 0)), AxisOrder.CHW);
    } else if (height <= 0) {
      throw unknownInput(net.line());
    }
    return drawing.input("input", List.of(net.number("channels", 3), height, width), AxisOrder.CHW);
  }

  private static UnreadableException unknownInput(int line) {
    return new UnreadableException(
        line,
        "the text does not state the input's size: write width, height and channels under [net], or"
            + " give it, such as --input 3x416x416");
  }

  private Made add(Section section, Made last) {
    String path = "l" + outputs.size();
    String absent = Darknet.dialect().absent().get(section.name());
    if (absent != null) {
      drawing.note(
          "section %d, [%s], is left out: %s".formatted(outputs.size(), section.name(), absent));
      return last;
    }
    return switch (section.name()) {
      case "rnn", "lstm", "gru", "crnn", "conv_lstm" ->
          throw new UnreadableException(
              section.line(),
              "[%s] is recurrent, with connected layers of its own inside, which are not read here:"
                  + " write its layers one a line, such as lstm 1024 after input 576x256, which is"
                  + " steps x features",
              section.name());
      case "crop" -> last;
      case "route" -> route(section, path);
      case "shortcut" -> shortcut(section, path, last);
      case "scale_channels", "sam" ->
          activated(
              section,
              path,
              drawing.add(
                  section.line(),
                  path,
                  Merge.of(Merge.Kind.MULTIPLY),
                  last,
                  output(section, section.number("from", -2))));
      case "activation" -> activated(section, path, last);
      default -> single(section, path, last);
    };
  }

  /** A layer with weights is several of ours, in a block of its number. */
  private Made single(Section section, String path, Made last) {
    boolean normalized = section.number("batch_normalize", 0) != 0;
    boolean weighted = WEIGHTED.contains(section.name());
    boolean several = weighted && (normalized || isActivated(section));
    Layer layer = layer(section, section.name(), section.arguments(), last);
    String kind = section.name().startsWith("conv") ? "conv" : section.name();
    Made made = drawing.add(section.line(), several ? path + "." + kind : path, layer, last);
    if (weighted && normalized) {
      made =
          drawing.add(
              section.line(),
              path + ".bn",
              layer(section, "batchnorm", Arguments.NONE, made),
              made);
    }
    return weighted ? activated(section, path + ".", made) : made;
  }

  private static boolean isActivated(Section section) {
    String word = section.text("activation", "logistic");
    return !word.equals("linear");
  }

  private Made activated(Section section, String path, Made made) {
    String word =
        section.text("activation", WEIGHTED.contains(section.name()) ? "logistic" : "linear");
    if (word.equals("linear")) {
      return made;
    }
    Layer layer = layer(section, word, Arguments.NONE, made);
    return drawing.add(
        section.line(), path.endsWith(".") ? path + word : path + "_" + word, layer, made);
  }

  private static Layer layer(Section section, String word, Arguments arguments, Made input) {
    return Drawing.layer(
        section.line(), Darknet.dialect(), word, arguments, Arguments.NONE, List.of(input));
  }

  private Made output(Section section, long index) {
    long at = index < 0 ? outputs.size() + index : index;
    if (at < 0 || at >= outputs.size()) {
      throw new UnreadableException(
          section.line(),
          "[%s] reads section %d, but %d stand before it",
          section.name(),
          index,
          outputs.size());
    }
    return outputs.get((int) at);
  }

  /** Outputs side by side, or one again; of groups, each gives the part of the same number. */
  private Made route(Section section, String path) {
    List<Made> read = new ArrayList<>();
    section.numbers("layers").forEach(index -> read.add(output(section, index)));
    if (read.isEmpty()) {
      throw new UnreadableException(section.line(), "[route] needs layers, such as layers=-1,8");
    }
    long groups = section.number("groups", 1);
    List<Made> parts = new ArrayList<>();
    for (Made made : read) {
      parts.add(groups > 1 ? part(section, path, made, groups) : made);
    }
    return parts.size() == 1
        ? parts.get(0)
        : drawing.add(section.line(), path, new Concatenate(1), parts).get(0);
  }

  private Made part(Section section, String path, Made made, long groups) {
    long channels = made.shape().channels().size().value();
    long id = section.number("group_id", 0);
    if (channels % groups != 0 || id < 0 || id >= groups) {
      throw new UnreadableException(
          section.line(), "%d channels have no part %d of %d groups", channels, id, groups);
    }
    long size = channels / groups;
    return drawing.add(
        section.line(),
        path,
        new Slice(1, Size.of(id * size), Size.of((id + 1) * size), Size.of(1)),
        made);
  }

  private Made shortcut(Section section, String path, Made last) {
    List<Made> added = new ArrayList<>(List.of(last));
    section.numbers("from").forEach(index -> added.add(output(section, index)));
    if (added.size() < 2) {
      throw new UnreadableException(section.line(), "[shortcut] needs from, such as from=-3");
    }
    Made sum = drawing.add(section.line(), path, Merge.of(Merge.Kind.ADD), added).get(0);
    return activated(section, path, sum);
  }
}
