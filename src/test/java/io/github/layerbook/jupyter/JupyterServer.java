package io.github.layerbook.jupyter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A Jupyter server of its own on 127.0.0.1, with JupyterLab and Notebook: nothing of the user's
 * settings, signatures or running servers is read or written.
 *
 * <p>Notebooks are trusted by signatures that each server keeps for itself, so what one server has
 * executed is untrusted in another.
 */
final class JupyterServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final Path home;
  private final Process process;
  private final String address;
  private final String token = UUID.randomUUID().toString();

  /**
   * Starts a server whose files are below {@code home}, with or without Plotly's extension, and
   * waits until it answers.
   */
  JupyterServer(Path home, boolean plotlyExtension) throws IOException, InterruptedException {
    this.home = home;
    Files.createDirectories(notebooks());
    setting("apputils-extension/notification", "{\"fetchNews\": \"false\"}");
    if (!plotlyExtension) {
      write(
          home.resolve("config/labconfig/page_config.json"),
          "{\"disabledExtensions\": {\"@jupyterlab/plotly-extension\": true}}");
    }
    int port = freePort();
    address = "http://127.0.0.1:" + port;
    List<String> command =
        List.of(
            JupyterEnvironment.program("jupyter"),
            "lab",
            "--no-browser",
            "--allow-root",
            "--ip=127.0.0.1",
            "--port=" + port,
            "--ServerApp.port_retries=0",
            "--ServerApp.root_dir=" + notebooks(),
            "--IdentityProvider.token=" + token,
            "--LabApp.extension_manager=readonly");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(home.resolve("server.log").toFile());
    builder.environment().putAll(ownFolders());
    process = builder.start();
    waitUntilItAnswers();
  }

  private Map<String, String> ownFolders() {
    return Map.of(
        "JUPYTER_CONFIG_DIR", home.resolve("config").toString(),
        "JUPYTER_DATA_DIR", home.resolve("data").toString(),
        "JUPYTER_RUNTIME_DIR", home.resolve("runtime").toString(),
        "IPYTHONDIR", home.resolve("ipython").toString(),
        "JUPYTERLAB_SETTINGS_DIR", home.resolve("settings").toString(),
        "JUPYTERLAB_WORKSPACES_DIR", home.resolve("workspaces").toString());
  }

  /** The folder that the server shows. */
  Path notebooks() {
    return home.resolve("notebooks");
  }

  /** Writes a user's setting of JupyterLab, read when a page is opened. */
  void setting(String plugin, String json) throws IOException {
    write(home.resolve("settings/@jupyterlab").resolve(plugin + ".jupyterlab-settings"), json);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** The address of a notebook; in JupyterLab in a workspace without other tabs. */
  String address(FrontEnd frontEnd, String notebook) {
    return address
        + switch (frontEnd) {
          case LAB -> "/lab/workspaces/" + UUID.randomUUID() + "/tree/" + notebook + "?reset&";
          case NOTEBOOK -> "/notebooks/" + notebook + "?";
        }
        + "token="
        + token;
  }

  private void waitUntilItAnswers() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/status?token=" + token)).build();
    Instant end = Instant.now().plus(START);
    while (Instant.now().isBefore(end) && process.isAlive()) {
      try {
        if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(200);
      }
    }
    close();
    throw new IOException("Jupyter did not start: " + Files.readString(home.resolve("server.log")));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends the server and the kernels that it started. */
  @Override
  public void close() {
    List<ProcessHandle> started =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    try {
      process.onExit().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
