package io.github.layerbook.notebook;

import io.github.layerbook.view.Renderer;
import io.github.layerbook.view.display.Display;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;

/** A kernel without variables, for what needs none. */
public record SilentKernel() implements Kernel {
  @Override
  public void show(Display display, String id) {}

  @Override
  public void update(String id, Display display) {}

  @Override
  public <T> void register(Renderer<T> renderer) {}

  @Override
  public void run(String source) throws Exception {
    throw new Exception("no such variable");
  }

  @Override
  public @Nullable JShell shell() {
    return null;
  }
}
