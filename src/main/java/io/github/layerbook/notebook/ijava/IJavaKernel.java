package io.github.layerbook.notebook.ijava;

import io.github.layerbook.notebook.Kernel;
import io.github.layerbook.view.display.Display;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;

/** IJava, as Layerbook sees it. */
record IJavaKernel(BaseKernel kernel) implements Kernel {

  @Override
  public void show(Display display, String id) {
    DisplayData data = data(display);
    data.setDisplayId(id);
    kernel.display(data);
  }

  @Override
  public void update(String id, Display display) {
    kernel.getIO().display.updateDisplay(id, data(display));
  }

  @Override
  public void run(String source) throws Exception {
    kernel.eval(source);
  }

  /** IJava keeps its JShell to itself. */
  @Override
  public @Nullable JShell shell() {
    return null;
  }

  /** A display as the kernel publishes it. */
  static DisplayData data(Display display) {
    DisplayData data = new DisplayData();
    display.contents().forEach(data::putData);
    return data;
  }
}
