package io.github.layerbook.notebook.jjava;

import io.github.layerbook.notebook.Imports;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.command.CommandForm.Kind;
import io.github.layerbook.notebook.magic.Leniency;
import io.github.layerbook.notebook.magic.Magics;
import java.util.Optional;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.jspecify.annotations.Nullable;

/** Installs Layerbook in a JJava kernel: its magics, what its values look like, its imports. */
public final class LayerbookExtension implements Extension {
  private @Nullable Magics magics;

  /** Made by the kernel, which finds this class through {@code META-INF/services}. */
  public LayerbookExtension() {}

  /**
   * Starts a session in the kernel. Says so on standard error if it cannot, instead of throwing:
   * what an extension throws ends a kernel that is starting.
   */
  @Override
  public void install(BaseKernel kernel) {
    try {
      JJavaKernel adapter = new JJavaKernel(kernel);
      Magics started = Magics.of(Session.in(adapter));
      started.forms().forEach(form -> register(kernel, started, form));
      beLenient(kernel, started);
      adapter.run(Imports.SOURCE);
      magics = started;
    } catch (Exception | LinkageError e) {
      System.err.println("Layerbook could not be installed in this kernel: " + e);
    }
  }

  /** Ends the session; its networks are released, its magics say that it has ended. */
  @Override
  public void uninstall(BaseKernel kernel) {
    if (magics != null) {
      magics.session().close();
      magics = null;
    }
  }

  /** Returns what helps while a cell is written; nothing where nothing is installed. */
  public Optional<Assistant> assistant() {
    return Optional.ofNullable(magics).map(Assistant::new);
  }

  /** Answers to unknown magics and cells without text too. */
  private static void beLenient(BaseKernel kernel, Magics magics) {
    JJavaKernel.parser(kernel).ifPresent(Leniency::takeEmptyCells);
    Leniency.askForUnknown(
        kernel.getMagicsRegistry(),
        (kind, name) -> magics.answers(name) ? magic(magics, kind, name) : null);
  }

  /** Returns a magic of a kind, which is of JJava's type for it. */
  static Object magic(Magics magics, Kind kind, String name) {
    return kind == Kind.LINE ? line(magics, name) : cell(magics, name);
  }

  private static LineMagic<?, ?> line(Magics magics, String name) {
    return (kernel, words) -> magics.run(Kind.LINE, name, words, "");
  }

  private static CellMagic<?, ?> cell(Magics magics, String name) {
    return (kernel, words, text) -> magics.run(Kind.CELL, name, words, text);
  }

  private static void register(BaseKernel kernel, Magics magics, CommandForm form) {
    String name = form.name();
    for (Kind kind : form.kinds()) {
      switch (kind) {
        case LINE -> kernel.getMagicsRegistry().registerLineMagic(name, line(magics, name));
        case CELL -> kernel.getMagicsRegistry().registerCellMagic(name, cell(magics, name));
      }
    }
  }
}
