package io.github.layerbook.notebook.jjava;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.assist.Completions;
import io.github.layerbook.notebook.assist.Documented;
import io.github.layerbook.notebook.assist.Tips;
import io.github.layerbook.notebook.command.CommandForm.Kind;
import io.github.layerbook.notebook.magic.Leniency;
import io.github.layerbook.notebook.magic.Magics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/**
 * What a kernel of Layerbook's own asks while a cell is written and when one fails; in JJava's
 * terms. Kernels as they are have no way to ask.
 *
 * @param magics the commands
 */
public record Assistant(Magics magics) {
  /**
   * Returns what may stand at the cursor; nothing where no command is, and the kernel may know
   * better.
   *
   * @param registry the kernel's magics, whose names are offered too
   */
  public Optional<ReplacementOptions> complete(String cell, int cursor, MagicsRegistry registry) {
    Completions completions =
        new Completions(
            magics,
            Map.of(
                Kind.LINE, registry.getLineMagicNames(), Kind.CELL, registry.getCellMagicNames()));
    return completions
        .at(cell, cursor)
        .map(found -> new ReplacementOptions(found.words(), found.from(), cursor));
  }

  /** Returns the help on the word at the cursor; nothing where no command is. */
  public Optional<DisplayData> inspect(String cell, int cursor) {
    return new Tips(magics).at(cell, cursor).map(JJavaKernel::data);
  }

  /** Returns what documents Java as the kernel publishes it. */
  public static DisplayData shown(List<Documented> found) {
    return JJavaKernel.data(Documented.display(found));
  }

  /** Makes a kernel answer to every magic that it does not know, with the nearest that it does. */
  public void answerUnknown(MagicsRegistry registry) {
    Leniency.askForUnknown(
        registry,
        (kind, name) ->
            magics.answers(name)
                ? LayerbookExtension.magic(magics, kind, name)
                : kind == Kind.LINE ? refusedLine(name, registry) : refusedCell(name, registry));
  }

  private static LineMagic<?, ?> refusedLine(String name, MagicsRegistry registry) {
    return (kernel, words) -> {
      throw unknown(name, registry);
    };
  }

  private static CellMagic<?, ?> refusedCell(String name, MagicsRegistry registry) {
    return (kernel, words, text) -> {
      throw unknown(name, registry);
    };
  }

  /** Refuses a name that nobody but the kernel could know. */
  private static CellError unknown(String name, MagicsRegistry registry) {
    List<String> names = new ArrayList<>(registry.getLineMagicNames());
    names.addAll(registry.getCellMagicNames());
    return new CellError(
        "There is no command %s.%s %%layerbook lists all."
            .formatted(name, NearestWords.question(name, names)));
  }
}
