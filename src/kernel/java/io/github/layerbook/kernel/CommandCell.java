package io.github.layerbook.kernel;

import io.github.layerbook.notebook.magic.Leniency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.magic.ParsedCellMagic;
import org.dflib.jjava.jupyter.kernel.magic.ParsedLineMagic;

/**
 * A cell that holds commands and comments only: no Java that would have to be compiled.
 *
 * @param calls the commands, in order
 */
record CommandCell(List<Call> calls) {
  /**
   * A command.
   *
   * @param name its name
   * @param words the words behind it
   * @param text the text below it; nothing for a line's command
   */
  record Call(String name, List<String> words, Optional<String> text) {}

  /**
   * Reads a cell as JJava does.
   *
   * @param reader makes JJava's reader of magics, which hands each to a transpiler
   * @return nothing if there is Java in the cell
   */
  static Optional<CommandCell> of(String source, Function<MagicTranspiler, MagicsResolver> reader) {
    if (source.indexOf('%') < 0) {
      return Optional.empty();
    }
    Collector collector = new Collector();
    MagicsResolver magics = reader.apply(collector);
    Leniency.takeEmptyCells(magics);
    String java = magics.resolve(source);
    boolean none = java.lines().map(String::strip).allMatch(CommandCell::isComment);
    return none && !collector.calls.isEmpty()
        ? Optional.of(new CommandCell(List.copyOf(collector.calls)))
        : Optional.empty();
  }

  private static boolean isComment(String line) {
    return line.isEmpty() || line.startsWith("//");
  }

  /** Keeps the magics, in the place of which nothing is left. */
  private static final class Collector extends MagicTranspiler {
    private final List<Call> calls = new ArrayList<>();

    @Override
    public String transpileCell(ParsedCellMagic magic) {
      calls.add(
          new Call(magic.name, List.copyOf(magic.args), Optional.of(magic.cellBodyAfterMagic)));
      return "";
    }

    @Override
    public String transpileLine(ParsedLineMagic magic) {
      if (!magic.magicLinePrefix.isBlank()) {
        return magic.unparsedMagic;
      }
      calls.add(new Call(magic.name, List.copyOf(magic.args), Optional.empty()));
      return "";
    }
  }
}
