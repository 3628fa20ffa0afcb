package io.github.layerbook.notebook.command;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.offer.Candidates;
import io.github.layerbook.notebook.offer.Offer;
import io.github.layerbook.report.Quantities;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The written form of a command, read off its record: its name, words, help, and how a use of it
 * becomes the record.
 */
public final class CommandForm {
  /** Where a command may stand. */
  public enum Kind {
    /** {@code %name}, at the start of a line or after an equals sign. */
    LINE("%"),
    /** {@code %%name}, at the start of a cell, which is its text. */
    CELL("%%");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    /** Returns the signs before a command's name. */
    public String sign() {
      return sign;
    }
  }

  private final Class<? extends Command> type;
  private final Magic magic;

  /** The words, read off the record when they are first needed: a kernel starts without them. */
  private @Nullable CommandSpec words;

  /** The options of a component with {@link EachQuantity}, if there is one. */
  private final List<QuantityOptions> quantityOptions = new ArrayList<>();

  private final List<Kind> kinds;
  private final String textMeaning;
  private final Candidates textLines;

  private CommandForm(Class<? extends Command> type, Magic magic) {
    this.type = type;
    this.magic = magic;
    Arrays.stream(type.getRecordComponents())
        .filter(c -> c.isAnnotationPresent(EachQuantity.class))
        .map(c -> new QuantityOptions(c.getAnnotation(EachQuantity.class)))
        .forEach(quantityOptions::add);
    Optional<RecordComponent> text =
        Arrays.stream(type.getRecordComponents())
            .filter(c -> c.isAnnotationPresent(CellText.class))
            .findFirst();
    this.textMeaning = text.map(c -> c.getAnnotation(CellText.class).value()).orElse("");
    this.textLines = text.flatMap(Argument::declaredBy).orElse((session, written) -> Offer.NOTHING);
    this.kinds =
        text.map(c -> c.getType() == String.class ? List.of(Kind.CELL) : List.of(Kind.values()))
            .orElse(List.of(Kind.LINE));
  }

  /**
   * Reads the form of a command's record.
   *
   * @throws IllegalArgumentException if the type is not a record annotated with {@link Magic}
   */
  public static CommandForm of(Class<? extends Command> type) {
    Magic magic = type.getAnnotation(Magic.class);
    if (magic == null || !type.isRecord()) {
      throw new IllegalArgumentException(type.getName() + " is not a record with @Magic");
    }
    return new CommandForm(type, magic);
  }

  private synchronized CommandSpec words() {
    if (words == null) {
      words = CommandSpec.create();
      add(type, words);
    }
    return words;
  }

  private static void add(Class<?> record, CommandSpec words) {
    for (RecordComponent component : record.getRecordComponents()) {
      Argument argument = new Argument(component);
      if (argument.isArgument()) {
        words.add(argument.spec(words.positionalParameters().size()));
      } else if (component.getType().isRecord()) {
        add(component.getType(), words);
      }
    }
  }

  /** Returns the word after the percent signs. */
  public String name() {
    return magic.name();
  }

  /** Returns what the command is for. */
  public Magic.Purpose purpose() {
    return magic.purpose();
  }

  /** Returns what the command does, in one line. */
  public String line() {
    return magic.line();
  }

  /** Returns what the command does, all that its help says of it. */
  public String description() {
    return magic.more().isEmpty() ? line() : line() + " " + magic.more();
  }

  /** Returns cells that use the command, which run one after the other. */
  public List<String> examples() {
    return List.of(magic.example());
  }

  /** Returns where the command may stand. */
  public List<Kind> kinds() {
    return kinds;
  }

  /** Returns the command as one writes it: {@code %summary}. */
  public String title(Kind kind) {
    return kind.sign + name();
  }

  /** Returns the command with its required arguments: {@code %undo NAME}. */
  public String head(Kind kind) {
    StringBuilder text = new StringBuilder(title(kind));
    words()
        .positionalParameters()
        .forEach(word -> text.append(' ').append(optional(word, label(word))));
    return text.toString();
  }

  /** Returns the command with all its words: {@code %zoo [NAME] [--plot]}. */
  public String usage(Kind kind) {
    return String.join(" ", head(kind), String.join(" ", options(true))).strip();
  }

  /** Returns its options with what they take: {@code --batch N}. */
  public List<String> options() {
    return options(false);
  }

  private List<String> options(boolean bracketed) {
    List<String> options = new ArrayList<>();
    for (OptionSpec option : words().options()) {
      String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      String text = option.longestName() + value;
      options.add(bracketed ? optional(option, text) : text);
    }
    quantityOptions.forEach(
        each -> options.add(bracketed ? "[" + each.usage() + "]" : each.usage()));
    return options;
  }

  private static String optional(ArgSpec argument, String text) {
    return argument.required() ? text : "[" + text + "]";
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** Returns what each word means, and the cell's text if there is one, in the order of writing. */
  public Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ArgSpec argument : words().args()) {
      meanings.put(label(argument), String.join(" ", argument.description()));
    }
    quantityOptions.forEach(each -> meanings.put(each.label(), each.meaning()));
    if (!textMeaning.isEmpty()) {
      meanings.put("the cell's text", textMeaning);
    }
    return meanings;
  }

  /**
   * Reads a use of the command.
   *
   * @param given the words after the command's name, as the kernel split them
   * @param text the rest of the cell; nothing for a line's command
   * @param quantities those that {@link EachQuantity} has options for
   * @throws CellError if the words do not fit the command, or a cell is empty that must not be
   */
  public Command read(List<String> given, Optional<String> text, Quantities quantities) {
    Kind kind = text.isPresent() ? Kind.CELL : Kind.LINE;
    ParseResult parsed = new CommandParser(this, words(quantities), kind).parse(given);
    if (text.filter(String::isBlank).isPresent()) {
      throw new CellError(
          "%s: the cell is empty below its first line; it takes %s.\nExample:\n%s"
              .formatted(title(kind), textMeaning, example(kind).indent(2).stripTrailing()));
    }
    return type.cast(make(type, new Use(parsed, text, quantities)));
  }

  /** Returns whether options depend on the quantities that there are. */
  public boolean takesQuantities() {
    return !quantityOptions.isEmpty();
  }

  /** Returns what may stand on a line of the cell's text. */
  public Candidates textLines() {
    return textLines;
  }

  /**
   * Returns the words of the command as picocli has them; each argument's user object is the {@link
   * Candidates} for it.
   *
   * @param quantities those that {@link EachQuantity} has options for
   */
  public CommandSpec words(Quantities quantities) {
    if (quantityOptions.isEmpty()) {
      return words();
    }
    CommandSpec all = CommandSpec.create();
    add(type, all);
    quantityOptions.forEach(each -> each.addTo(all, quantities));
    return all;
  }

  /** What a use of a command was given. */
  private record Use(ParseResult words, Optional<String> text, Quantities quantities) {}

  /** Returns the first example of a kind. */
  String example(Kind kind) {
    return examples().stream()
        .filter(example -> example.startsWith(Kind.CELL.sign) == (kind == Kind.CELL))
        .findFirst()
        .orElse(examples().get(0));
  }

  private static Object make(Class<?> record, Use use) {
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      values.add(value(component, use));
    }
    Class<?>[] types =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      constructor.trySetAccessible();
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error refused) {
        throw refused;
      } else if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(record + " cannot be made", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record + " cannot be made", e);
    }
  }

  private static @Nullable Object value(RecordComponent component, Use use) {
    Argument argument = new Argument(component);
    if (argument.isArgument()) {
      return argument.value(use.words());
    } else if (component.isAnnotationPresent(CellText.class)) {
      return component.getType() == String.class ? use.text().orElse("") : use.text();
    } else if (component.isAnnotationPresent(EachQuantity.class)) {
      return new QuantityOptions(component.getAnnotation(EachQuantity.class))
          .values(use.words(), use.quantities());
    }
    return make(component.getType(), use);
  }
}
