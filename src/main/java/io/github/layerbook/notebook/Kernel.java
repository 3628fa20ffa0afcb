package io.github.layerbook.notebook;

import io.github.layerbook.view.Renderer;
import io.github.layerbook.view.display.Display;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;

/** What Layerbook needs of the kernel that it is installed in. */
public interface Kernel {

  /** Shows a display in the running cell; {@link #update} can replace it later by its id. */
  void show(Display display, String id);

  /** Replaces what was shown under the id, in whichever cell that was. */
  void update(String id, Display display);

  /** Shows values of a type from now on as a renderer does, the subtypes too. */
  <T> void register(Renderer<T> renderer);

  /**
   * Runs Java source in the notebook, magics included, without showing its result.
   *
   * @throws Exception the kernel's own, if the source does not compile or its code throws
   */
  void run(String source) throws Exception;

  /**
   * Returns the JShell that runs the notebook's cells, or null if the kernel does not give it away.
   * Without it, looking at a variable costs the compilation of a snippet each time.
   */
  @Nullable JShell shell();
}
