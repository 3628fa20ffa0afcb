package io.github.layerbook.notebook.assist;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.command.Help;
import io.github.layerbook.notebook.magic.LayerHelp;
import io.github.layerbook.notebook.magic.Magics;
import io.github.layerbook.notebook.magic.NotationHelp;
import io.github.layerbook.notebook.offer.LayerLine;
import io.github.layerbook.notebook.offer.LayerLines;
import io.github.layerbook.view.display.Display;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What there is to say of the word at the cursor of a cell, where that stands in a command: the
 * command's help, an option's meaning, a layer's formulas.
 *
 * @param magics the commands
 */
public record Tips(Magics magics) {
  /**
   * Returns the help on the word at the cursor, wherever in the word that stands; nothing where no
   * command of Layerbook is.
   *
   * @param cell the cell's text
   * @param cursor a place in it
   */
  public Optional<Display> at(String cell, int cursor) {
    try {
      return Place.of(cell, endOfWord(cell, cursor)).flatMap(this::tip);
    } catch (CellError unfinished) {
      return Optional.empty();
    }
  }

  private static int endOfWord(String cell, int cursor) {
    int end = Math.max(0, Math.min(cursor, cell.length()));
    while (end < cell.length() && isPart(cell.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Whether a character belongs to a word; a layer's option ends before its value. */
  private static boolean isPart(char c) {
    return !Character.isWhitespace(c) && c != '=' && c != ',' && c != ';';
  }

  private Optional<Display> tip(Place place) {
    List<CommandForm> forms =
        magics.forms().stream().filter(form -> form.name().equals(place.name())).toList();
    Optional<CommandForm> form =
        forms.stream().filter(f -> f.kinds().contains(place.kind())).findFirst();
    Optional<Display> word =
        place.inText()
            ? form.filter(f -> f.textLines() instanceof LayerLines).flatMap(f -> layer(place))
            : form.flatMap(f -> option(f, place));
    return forms.isEmpty()
        ? Optional.empty()
        : word.or(() -> Optional.of(new Help(forms).display()));
  }

  private Optional<Display> option(CommandForm form, Place place) {
    CommandSpec spec = form.words(magics.session().quantities());
    Use use = Use.of(spec, place.words());
    String name = place.begun().replaceFirst("=.*", "");
    Optional<OptionSpec> option =
        use.value()
            ? use.argument().map(OptionSpec.class::cast)
            : Optional.ofNullable(name.startsWith("--") ? spec.findOption(name) : null);
    return option.map(
        found ->
            note(
                found.longestName() + (found.arity().max() == 0 ? "" : " " + found.paramLabel()),
                String.join(" ", found.description()),
                form.usage(place.kind())));
  }

  private Optional<Display> layer(Place place) {
    Notation notation = magics.session().notation();
    return LayerLine.of(place.begun())
        .flatMap(
            line -> {
              Optional<LayerForm> form = line.form(notation);
              return line.endsInLayer()
                  ? form.<Display>map(f -> new LayerHelp(f).display())
                      .or(() -> block(line.last(), notation))
                  : form.map(f -> option(f, line.last()));
            });
  }

  private static Optional<Display> block(String word, Notation notation) {
    return Notation.BLOCKS.contains(word)
        ? Optional.of(new NotationHelp(notation.vocabulary()).display())
        : Optional.empty();
  }

  /** The help on an option of a layer, or on the layer if the word is none. */
  private static Display option(LayerForm form, String word) {
    String name = word.replaceFirst("=.*", "");
    if (!form.options().contains(name)) {
      return new LayerHelp(form).display();
    }
    String silent = form.defaultOf(name);
    String values = String.join(", ", form.valuesOf(name));
    String meaning =
        "an option of "
            + form.title()
            + (values.isEmpty() ? "" : ": " + values)
            + (form.requiredOptions().contains(name)
                ? "; must be given"
                : "; " + (silent.isEmpty() ? "none" : silent) + " if left out");
    return note(name, meaning, form.usage());
  }

  private static Display note(String word, String meaning, String usage) {
    return Display.text(word + ": " + meaning + "\n" + usage)
        .with(Display.MARKDOWN, "**`" + word + "`** — " + meaning + "\n\n`" + usage + "`");
  }
}
