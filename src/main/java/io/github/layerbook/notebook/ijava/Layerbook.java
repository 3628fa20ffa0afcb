package io.github.layerbook.notebook.ijava;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.command.CommandForm.Kind;
import io.github.layerbook.view.Renderer;
import io.github.layerbook.view.display.Display;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
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
  static Session install(BaseKernel kernel, Magics magics) throws Exception {
    IJavaKernel adapter = new IJavaKernel(kernel);
    Session session = Session.in(adapter);
    io.github.layerbook.notebook.magic.Magics.all()
        .forEach(form -> register(kernel, magics, session, form));
    session.looks().forEach(look -> register(kernel, look));
    adapter.run(Session.IMPORTS);
    return session;
  }

  private static void register(
      BaseKernel kernel, Magics registry, Session session, CommandForm form) {
    var magics = io.github.layerbook.notebook.magic.Magics.of(session);
    String name = form.name();
    for (Kind kind : form.kinds()) {
      switch (kind) {
        case LINE ->
            registry.registerLineMagic(
                name, words -> shown(kernel, magics.run(kind, name, words, "")));
        case CELL ->
            registry.registerCellMagic(
                name, (words, text) -> shown(kernel, magics.run(kind, name, words, text)));
      }
    }
  }

  /** IJava does not show what a magic returns, so that has to be done by hand. */
  private static @Nullable Object shown(BaseKernel kernel, @Nullable Object value) {
    if (value != null && Renderer.of(value).isPresent()) {
      kernel.display(kernel.getRenderer().render(value));
    }
    return value;
  }

  private static <T> void register(BaseKernel kernel, Renderer<T> look) {
    kernel
        .getRenderer()
        .createRegistration(look.type())
        .preferring(Display.TYPES.toArray(new String[0]))
        .register(
            (value, context) -> {
              DisplayData data = IJavaKernel.data(look.show(value));
              context.getOutputContainer().assign(data);
            });
  }
}
