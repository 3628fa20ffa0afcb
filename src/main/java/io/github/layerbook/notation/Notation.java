package io.github.layerbook.notation;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.WrittenText;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads networks as people write them; immutable.
 *
 * <p>One grammar for three spellings, which may be mixed:
 *
 * <ul>
 *   <li>a lecture's table, {@code CONV3-64: [224x224x64] memory: 224*224*64=3.2M weights: …};
 *   <li>the cells of the VGG paper's table 1, {@code conv3-64}, {@code maxpool}, {@code FC-4096}:
 *       one column a layer a line, or all columns with {@code |}, tabs or commas between cells;
 *   <li>the canonical form that {@link Network#toString()} prints, {@code conv1_1: conv 3x3-64
 *       padding=1}, with {@code network NAME}, blocks and branches in braces, and comments after
 *       {@code #} or {@code //}.
 * </ul>
 *
 * <p>{@code block 1 x3} repeats a block under names that count on, {@code x3 shared} with the
 * weights of the first. A layer with an opening brace behind it merges branches that all begin at
 * the layer before it, separated by {@code and}; one branch alone is merged with what it reads, so
 * that {@code add} and layers in braces are a residual block. {@code of NAME} and {@code and NAME}
 * put a branch in a block of its own. {@code stage NAME} puts layers together without making them a
 * module. A line {@code lora 16 on q_proj,v_proj} puts adapters beside modules of the network. What
 * stands in double quotes is a text with any characters, {@code ()} an empty shape.
 *
 * <p>A text that is refused from its first layer on is read by the {@link ForeignReader}s, if one
 * of them knows its form: PyTorch or Keras code, {@code print(model)}, a summary.
 *
 * <p>{@code conv3-64} and {@code conv 3-64} have a square kernel and the padding that preserves the
 * resolution; {@code conv 3x3-64} has none unless it says so. Any text is either read or refused
 * with one {@link NotationException}.
 *
 * <pre>{@code
 * Network vgg = Notation.standard().parse("vgg", "INPUT: [224x224x3]\nCONV3-64\nPOOL2").network();
 * vgg.find("pool1").get().output()                                             // 112x112x64
 * Notation.standard().parse(vgg.toString()).network().equals(vgg)              // true
 * }</pre>
 */
public final class Notation {
  /** The words, beside layers' own, that a line begins with, before a name and a brace. */
  public static final List<String> BLOCKS = List.of("block", "stage");

  /** The words behind a layer that say what it reads and shares, before layers' names. */
  public static final List<String> LINKS = List.of(Links.FROM_WORD, Links.SHARED_WORDS);

  private static final Pattern NETWORK =
      Pattern.compile("(?i)network\\s+(?<name>[^\\s:={}\\[\\]]+)");

  private final Vocabulary vocabulary;
  private final Optional<Layer> input;
  private final boolean foreign;

  private Notation(Vocabulary vocabulary, Optional<Layer> input, boolean foreign) {
    this.vocabulary = vocabulary;
    this.input = input;
    this.foreign = foreign;
  }

  /** Returns the notation with the layers that come with Layerbook and no default input. */
  public static Notation standard() {
    return new Notation(Vocabulary.builtIn(), Optional.empty(), true);
  }

  /** Returns this notation with other layers, a user's own among them. */
  public Notation with(Vocabulary words) {
    return new Notation(words, input, foreign);
  }

  /** Returns this notation without the {@link ForeignReader}s: it refuses what is not its own. */
  public Notation alone() {
    return new Notation(vocabulary, input, false);
  }

  /**
   * Returns this notation with an input for texts that have none.
   *
   * @param shape the input as the notation writes it, {@code 224x224x3}
   * @throws NotationException if it is not a shape
   */
  public Notation input(String shape) {
    Cell cell = Cell.of(1, "input " + shape);
    LayerReader.Reading reading = layers().read(cell, Cell.of(1, ""));
    if (!reading.tail().isBlank()) {
      throw reading
          .tail()
          .trimmed()
          .error(
              "\"" + shape + "\" is not the shape of an input",
              "write it such as 224x224x3, height x width x channels");
    }
    return new Notation(vocabulary, Optional.of(reading.layer()), foreign);
  }

  /**
   * Reads one layer: {@code conv 3x3-64 padding=1}, {@code FC-4096}.
   *
   * @throws NotationException with the nearest valid words if it is no layer
   */
  public Layer layer(String text) {
    LayerReader.Reading reading = layers().read(Cell.of(1, Source.layer(text)), Cell.of(1, ""));
    if (!reading.tail().isBlank()) {
      throw reading
          .tail()
          .trimmed()
          .error(
              "this does not belong to the layer", "write a layer such as conv 3x3-64 padding=1");
    }
    return reading.layer();
  }

  /** Returns the layers that this notation knows. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * Reads a text that defines one network.
   *
   * @throws NotationException if the text cannot be read, or defines none or several
   */
  public Definition parse(String text) {
    List<Definition> all = parseAll(text);
    if (all.size() > 1) {
      throw Cell.of(1, firstLine(text))
          .error(
              "the text defines %d networks: %s"
                  .formatted(
                      all.size(),
                      String.join(", ", all.stream().map(d -> d.network().name()).toList())),
              "keep one of them, or read all with parseAll");
    }
    return all.get(0);
  }

  /**
   * Reads a text that defines one network, under a name that takes the place of the text's.
   *
   * @throws NotationException if the text cannot be read, or defines none or several
   */
  public Definition parse(String name, String text) {
    return parse(text).renamed(name);
  }

  /**
   * Reads a text that defines one network or more: one after the other, each begun by {@code
   * network NAME}, or side by side as the columns of a table.
   *
   * @throws NotationException if the text cannot be read or defines none
   */
  public List<Definition> parseAll(String text) {
    if (!foreign) {
      return own(text);
    }
    try {
      return own(text);
    } catch (NotationException refusal) {
      if (refusal.isAfterLayers(text)) {
        throw refusal;
      }
      return ServiceLoader.load(ForeignReader.class, ForeignReader.class.getClassLoader()).stream()
          .flatMap(reader -> reader.get().read(text).stream())
          .findFirst()
          .map(reading -> definitions(reading, text))
          .orElseThrow(() -> refusal);
    }
  }

  private static List<Definition> definitions(ForeignReader.Reading reading, String text) {
    if (!reading.definitions().isEmpty()) {
      return reading.definitions();
    }
    List<String> lines = text.lines().toList();
    int line = Math.max(1, Math.min(lines.size(), reading.line()));
    String shown = lines.isEmpty() ? "" : lines.get(line - 1);
    throw Cell.of(line, shown)
        .trimmed()
        .error("this is %s: %s".formatted(reading.title(), reading.problem()), reading.fix());
  }

  private List<Definition> own(String text) {
    List<Cell> lines = Source.layers(text);
    Optional<List<TableReader.Column>> columns = TableReader.columns(lines, layers());
    return columns.isPresent() ? columns(columns.get()) : sections(lines);
  }

  private List<Definition> columns(List<TableReader.Column> columns) {
    List<Definition> definitions = new ArrayList<>();
    for (TableReader.Column column : columns) {
      NetworkReader reader = new NetworkReader(layers());
      column.cells().forEach(reader::read);
      definitions.add(reader.define(column.name(), input));
    }
    return List.copyOf(definitions);
  }

  private List<Definition> sections(List<Cell> lines) {
    List<Definition> definitions = new ArrayList<>();
    NetworkReader reader = new NetworkReader(layers());
    String name = "";
    for (Cell line : lines) {
      Matcher header = NETWORK.matcher(line.withoutComment().trimmed().content());
      if (header.matches()) {
        if (!reader.isEmpty()) {
          definitions.add(reader.define(name, input));
          reader = new NetworkReader(layers());
        }
        name = WrittenText.read(Source.unmasked(header.group("name")));
      } else {
        reader.read(line);
      }
    }
    if (reader.isEmpty()) {
      throw Cell.of(Math.max(1, lines.size()), "")
          .error("the text has no layers", "write one a line, beginning with input 224x224x3");
    }
    definitions.add(reader.define(name, input));
    return List.copyOf(definitions);
  }

  /**
   * Reads layers and puts them in the place of a network's block, or at the network's end if it has
   * no such block.
   *
   * @throws NotationException if the text cannot be read, or the network does not accept its layers
   */
  public Network parseBlock(Network network, String block, String text) {
    NetworkReader reader = new NetworkReader(layers());
    Source.layers(text).forEach(reader::read);
    if (reader.isEmpty()) {
      throw Cell.of(1, firstLine(text))
          .error("the text has no layers", "write one a line, such as conv3-64");
    }
    return reader.replace(network, block);
  }

  /** Returns what a token such as {@code CONV3-64} says of a layer; nothing if it is none. */
  public Optional<LayerDescription> describe(Cell token) {
    return layers().description(token);
  }

  /** Returns the form of the layer whose word a text begins with: of conv for CONV3-64. */
  public Optional<LayerForm> form(String text) {
    return new Words(vocabulary).first(Cell.of(1, text)).map(Words.Match::form);
  }

  private LayerReader layers() {
    return new LayerReader(vocabulary);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().map(l -> l.substring(0, Math.min(80, l.length()))).orElse("");
  }
}
