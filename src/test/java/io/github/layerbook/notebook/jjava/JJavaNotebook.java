package io.github.layerbook.notebook.jjava;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.jspecify.annotations.Nullable;

/**
 * A notebook on the real JJava kernel, in this process: cells go in, what a reader sees comes out.
 *
 * <p>The kernel is JJava's own jar, which is on the class path of the integration tests in the
 * place of the interface that the library is compiled against; it finds Layerbook by itself, as in
 * use.
 */
final class JJavaNotebook implements AutoCloseable {
  private final BaseKernel kernel;

  /** A notebook on JJava as it is. */
  JJavaNotebook() throws ReflectiveOperationException {
    this(kernelType().getMethod("builder").invoke(null));
  }

  /**
   * A notebook on the kernel that a builder makes.
   *
   * @param builder JJava's, or one derived from it
   */
  JJavaNotebook(Object builder) throws ReflectiveOperationException {
    Object named = builder.getClass().getMethod("name", String.class).invoke(builder, "test");
    kernel = (BaseKernel) named.getClass().getMethod("build").invoke(named);
    kernel.onStartup();
  }

  private static Class<?> kernelType() {
    try {
      return Class.forName("org.dflib.jjava.kernel.JavaKernel");
    } catch (ClassNotFoundException e) {
      throw new AssertionError(
          "JJava's kernel is not on the class path: bash binder/start --prepare fetches it", e);
    }
  }

  BaseKernel kernel() {
    return kernel;
  }

  /** Runs a cell that must succeed and returns what it shows as plain text; empty for nothing. */
  String text(String cell) {
    return show(cell, MIMEType.TEXT_PLAIN);
  }

  /** Runs a cell that must succeed and returns what it shows in one form; empty for nothing. */
  String show(String cell, MIMEType type) {
    DisplayData data = kernel.eval(cell);
    Object content = data == null ? null : data.getData(type);
    return content == null ? "" : content.toString();
  }

  /** Runs a cell whose value is wanted as it is. */
  @Nullable Object value(String cell) {
    return kernel.evalRaw(cell);
  }

  /** Runs a cell that must fail and returns what the kernel would print, without its colours. */
  String error(String cell) {
    try {
      kernel.eval(cell);
    } catch (RuntimeException e) {
      return lines(e);
    }
    throw new AssertionError("the cell should have failed: " + cell);
  }

  @SuppressWarnings("unchecked") // formatError returns a List<String> in every kernel
  private String lines(Exception e) {
    try {
      Method format = method(kernel.getClass());
      format.setAccessible(true);
      return ((List<String>) format.invoke(kernel, e))
          .stream()
              .map(line -> line.replaceAll("\u001B\\[[0-9;]*m", ""))
              .collect(Collectors.joining("\n"));
    } catch (InvocationTargetException | IllegalAccessException | NoSuchMethodException other) {
      throw new LinkageError(other.getMessage(), other);
    }
  }

  private static Method method(Class<?> type) throws NoSuchMethodException {
    try {
      return type.getDeclaredMethod("formatError", Throwable.class);
    } catch (NoSuchMethodException inSuperclass) {
      if (type.getSuperclass() == null) {
        throw inSuperclass;
      }
      return method(type.getSuperclass());
    }
  }

  @Override
  public void close() {
    kernel.onShutdown(false);
  }
}
