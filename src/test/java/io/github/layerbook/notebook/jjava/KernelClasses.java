package io.github.layerbook.notebook.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The kernel's own classes, compiled against JJava's jar as {@code binder/kernel.py} does. */
final class KernelClasses {
  private static final Path SOURCES = Path.of("src/kernel/java");

  private KernelClasses() {}

  /** Compiles the classes into a folder and starts the description of a kernel with them. */
  static Object builder(Path folder) throws IOException, ReflectiveOperationException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-Xlint:all,-path", "-Werror", "-proc:none", "-d", folder.toString(), "-cp"));
    arguments.add(System.getProperty("java.class.path"));
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
    }
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, errors, "the kernel's classes compile");
    URL[] classes = {folder.toUri().toURL()};
    Class<?> kernel =
        Class.forName(
            "io.github.layerbook.kernel.Main",
            true,
            new URLClassLoader(classes, KernelClasses.class.getClassLoader()));
    return kernel.getMethod("describe").invoke(null);
  }
}
