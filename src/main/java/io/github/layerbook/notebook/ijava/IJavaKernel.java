package io.github.layerbook.notebook.ijava;

import io.github.layerbook.notebook.Kernel;
import io.github.layerbook.view.Renderer;
import io.github.layerbook.view.display.Display;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.lang.reflect.Field;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/** IJava, as Layerbook sees it. */
final class IJavaKernel implements Kernel {
  private final BaseKernel kernel;
  private final @Nullable JShell shell;
  private int running;

  IJavaKernel(BaseKernel kernel) {
    this.kernel = kernel;
    this.shell = shellOf(kernel);
  }

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
    running++;
    try {
      kernel.eval(source);
    } finally {
      running--;
    }
  }

  @Override
  public @Nullable JShell shell() {
    return shell;
  }

  /** Shows the value of a magic, as IJava does not show what a magic returns. */
  void showResult(Object value) {
    kernel.display(kernel.getRenderer().render(value));
  }

  /**
   * Whether the value of the magic that runs now is the result of the reader's own cell: not
   * assigned to a variable, not used in a statement, not asked for by {@link #run}.
   */
  boolean isResultOfCell() {
    return running == 0
        && (shell == null
            || shell
                .snippets()
                .reduce((earlier, later) -> later)
                .filter(snippet -> isExpression(snippet.subKind()))
                .isPresent());
  }

  private static boolean isExpression(Snippet.SubKind kind) {
    return kind == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || kind == Snippet.SubKind.OTHER_EXPRESSION_SUBKIND;
  }

  /** What finds the magics in a cell. */
  Optional<Object> parser() {
    return field(kernel, "magicsTransformer").flatMap(transformer -> field(transformer, "parser"));
  }

  /** IJava keeps its JShell in its evaluator. */
  private static @Nullable JShell shellOf(BaseKernel kernel) {
    Optional<Object> evaluator = field(kernel, "evaluator");
    try {
      return evaluator.isPresent()
          ? (JShell) evaluator.get().getClass().getMethod("getShell").invoke(evaluator.get())
          : null;
    } catch (ReflectiveOperationException | RuntimeException notGiven) {
      return null;
    }
  }

  private static Optional<Object> field(Object object, String name) {
    try {
      Field field = object.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return Optional.ofNullable(field.get(object));
    } catch (ReflectiveOperationException | RuntimeException notThere) {
      return Optional.empty();
    }
  }

  /** A display as the kernel publishes it. */
  private static DisplayData data(Display display) {
    DisplayData data = new DisplayData();
    display.contents().forEach(data::putData);
    return data;
  }
}
