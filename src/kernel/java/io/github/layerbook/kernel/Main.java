package io.github.layerbook.kernel;

import io.github.layerbook.notebook.jjava.Warmup;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.JarsMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;
import org.dflib.jjava.kernel.magics.TimeMagic;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.AddMavenDependencyMagic;
import org.dflib.jjava.maven.magics.LoadFromPomCellMagic;
import org.dflib.jjava.maven.magics.LoadFromPomLineMagic;
import org.dflib.jjava.maven.magics.MavenMagic;
import org.dflib.jjava.maven.magics.MavenRepoMagic;

/** Starts the kernel <em>Java (Layerbook)</em>, with JJava's magics and settings. */
public final class Main {
  private Main() {}

  /**
   * Runs a kernel until its front end ends it.
   *
   * @param arguments the connection file that Jupyter has written
   */
  public static void main(String[] arguments) throws Exception {
    Thread warmUp = new Thread(Warmup::run, "layerbook-warm-up");
    warmUp.setDaemon(true);
    warmUp.start();
    KernelConnectionProperties properties =
        KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0])));
    Connection connection = new Connection(properties);
    LayerbookKernel kernel = describe().build();
    kernel.becomeHandlerForConnection(connection);
    connection.connect();
    try {
      start(kernel);
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      e.printStackTrace();
      System.exit(1);
    }
    connection.waitUntilClose();
  }

  /** Starts what cells need, while the front end connects already. */
  private static void start(LayerbookKernel kernel) throws ReflectiveOperationException {
    kernel.onStartup();
    kernel.addToClasspath((String) setting("extraClasspath"));
    for (Object snippet : (List<?>) setting("startupSnippets")) {
      kernel.evalBuilder((String) snippet).resolveMagics().eval();
    }
    kernel.takeCells();
  }

  /** Describes the kernel with JJava's magics and settings. */
  @SuppressWarnings("removal") // magics that JJava has as long as its users write them
  public static LayerbookKernel.Builder describe() throws ReflectiveOperationException {
    MavenDependencyResolver maven = new MavenDependencyResolver();
    TimeMagic time = new TimeMagic();
    return timed(LayerbookKernel.layerbook())
        .name("Layerbook")
        .extensionsEnabled((boolean) setting("extensionsEnabled"))
        .compilerOpts(((List<?>) setting("compilerOpts")).stream().map(String.class::cast).toList())
        .lineMagic("load", new LoadMagic())
        .lineMagic("classpath", new ClasspathMagic())
        .lineMagic("time", time)
        .cellMagic("time", time)
        .lineMagic("maven", new MavenMagic(maven))
        .lineMagic("addMavenDependency", new AddMavenDependencyMagic(maven))
        .lineMagic("mavenRepo", new MavenRepoMagic(maven))
        .lineMagic("loadFromPOM", new LoadFromPomLineMagic(maven))
        .cellMagic("loadFromPOM", new LoadFromPomCellMagic(maven))
        .lineMagic("jars", new JarsMagic());
  }

  /** The same with the time that a cell may take, {@code JJAVA_TIMEOUT}, as JJava reads it. */
  private static LayerbookKernel.Builder timed(LayerbookKernel.Builder builder)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName("org.dflib.jjava.distro.JJava$Timeout");
    Method parse = type.getDeclaredMethod("parseOrDefault", String.class);
    parse.setAccessible(true);
    Object timeout = parse.invoke(null, setting("timeout"));
    return builder.timeout(
        (long) field(timeout, "time"), (TimeUnit) field(timeout, "timeUnit"));
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  /** What JJava reads from the environment, by the name of the method that it has for it. */
  private static Object setting(String name) throws ReflectiveOperationException {
    Method method = Class.forName("org.dflib.jjava.distro.Env").getDeclaredMethod(name);
    method.setAccessible(true);
    return method.invoke(null);
  }
}
