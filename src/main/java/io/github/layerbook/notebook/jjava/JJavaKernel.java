package io.github.layerbook.notebook.jjava;

import io.github.layerbook.notebook.Kernel;
import io.github.layerbook.view.Renderer;
import io.github.layerbook.view.display.Display;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/**
 * JJava, as Layerbook sees it.
 *
 * <p>Compiled against JJava's latest published interface and run in later kernels too, so it calls
 * only what both have, and asks for the rest by reflection.
 */
final class JJavaKernel implements Kernel {
  private final BaseKernel kernel;
  private final @Nullable JShell shell;

  JJavaKernel(BaseKernel kernel) {
    this.kernel = kernel;
    this.shell = shellOf(kernel);
  }

  @Override
  public void show(Display display, String id) {
    kernel.display(identified(display, id));
  }

  @Override
  public void update(String id, Display display) {
    kernel.getIO().display.updateDisplay(identified(display, id));
  }

  @Override
  public <T> void register(Renderer<T> renderer) {
    kernel
        .getRenderer()
        .createRegistration(renderer.type())
        .preferring(Display.TYPES.toArray(new String[0]))
        .register(
            (value, context) -> context.getOutputContainer().assign(data(renderer.show(value))));
  }

  @Override
  public void run(String source) throws Exception {
    try {
      kernel.evalRaw(source);
    } catch (NoSuchMethodError removed) {
      runByBuilder(source);
    }
  }

  @Override
  public @Nullable JShell shell() {
    return shell;
  }

  /** The successor of {@code evalRaw}, which kernels since 1.0-a7 announce to remove. */
  void runByBuilder(String source) throws Exception {
    Object builder = BaseKernel.class.getMethod("evalBuilder", String.class).invoke(kernel, source);
    Class<?> type = BaseKernel.class.getMethod("evalBuilder", String.class).getReturnType();
    Object resolved = type.getMethod("resolveMagics").invoke(builder);
    Method eval = type.getMethod("eval");
    try {
      eval.invoke(resolved);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Returns a display as the kernel publishes it. */
  static DisplayData data(Display display) {
    DisplayData data = new DisplayData();
    display.contents().forEach(data::putData);
    return data;
  }

  private static DisplayData identified(Display display, String id) {
    DisplayData data = data(display);
    data.putTransientData("display_id", id);
    return data;
  }

  /** What finds the magics in a cell; its class was renamed after 1.0-a6. */
  static Optional<Object> parser(BaseKernel kernel) {
    for (String getter : List.of("getMagicsResolver", "getMagicParser")) {
      try {
        return Optional.ofNullable(BaseKernel.class.getMethod(getter).invoke(kernel));
      } catch (ReflectiveOperationException otherwiseNamed) {
        // the other version's
      }
    }
    return Optional.empty();
  }

  private static @Nullable JShell shellOf(BaseKernel kernel) {
    try {
      return (JShell) kernel.getClass().getMethod("getJShell").invoke(kernel);
    } catch (ReflectiveOperationException | ClassCastException notGiven) {
      return null;
    }
  }
}
