package io.github.layerbook.notebook.ijava;

import io.github.layerbook.notebook.Imports;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.command.CommandForm.Kind;
import io.github.layerbook.notebook.magic.Leniency;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Installs Layerbook in the running IJava kernel: {@code
 * io.github.layerbook.notebook.ijava.Layerbook.install();} in a cell or in {@code
 * IJAVA_STARTUP_SCRIPT}.
 */
public final class Layerbook {
  private Layerbook() {}

  /**
   * Starts a session in the running IJava kernel. Says so on standard error if it cannot, instead
   * of throwing. Once is enough; a second call starts a session without networks.
   */
  public static void install() {
    try {
      Object kernel =
          Class.forName("io.github.spencerpark.ijava.IJava")
              .getMethod("getKernelInstance")
              .invoke(null);
      if (kernel == null) {
        throw new IllegalStateException("IJava has not started its kernel");
      }
      Magics magics = (Magics) kernel.getClass().getMethod("getMagics").invoke(kernel);
      install((BaseKernel) kernel, magics);
    } catch (Exception | LinkageError e) {
      System.err.println("Layerbook could not be installed in this kernel: " + e);
    }
  }

  /**
   * Starts a session in a kernel with its registry of magics.
   *
   * @throws Exception the kernel's, if it cannot run the imports
   */
  static Session install(BaseKernel kernel, Magics registry) throws Exception {
    IJavaKernel adapter = new IJavaKernel(kernel);
    Session session = Session.in(adapter);
    var magics = io.github.layerbook.notebook.magic.Magics.of(session);
    Result result = new Result(adapter);
    for (CommandForm form : magics.forms()) {
      for (Kind kind : form.kinds()) {
        switch (kind) {
          case LINE -> registry.registerLineMagic(form.name(), line(magics, form.name(), result));
          case CELL -> registry.registerCellMagic(form.name(), cell(magics, form.name(), result));
        }
      }
    }
    adapter.parser().ifPresent(Leniency::takeEmptyCells);
    Leniency.askForUnknown(
        registry,
        (kind, name) ->
            !magics.answers(name)
                ? null
                : kind == Kind.LINE ? line(magics, name, result) : cell(magics, name, result));
    adapter.run(Imports.SOURCE);
    return session;
  }

  private static LineMagicFunction<?> line(
      io.github.layerbook.notebook.magic.Magics magics, String name, Result result) {
    return words -> result.shown(() -> magics.run(Kind.LINE, name, words, ""));
  }

  private static CellMagicFunction<?> cell(
      io.github.layerbook.notebook.magic.Magics magics, String name, Result result) {
    return (words, text) -> result.shown(() -> magics.run(Kind.CELL, name, words, text));
  }

  /** What becomes of a magic's value. */
  private record Result(IJavaKernel kernel) {
    /** Runs a magic and shows its value if nobody else has a use for it. */
    @Nullable Object shown(Supplier<@Nullable Object> magic) {
      boolean result = kernel.isResultOfCell();
      Object value = magic.get();
      if (result && value != null) {
        kernel.showResult(value);
      }
      return value;
    }
  }
}
