package io.github.layerbook.kernel;

import java.lang.reflect.Field;
import java.security.GeneralSecurityException;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/**
 * A connection that answers at once: JJava looks for messages every 50 ms, longer than most
 * commands take.
 */
final class Connection extends JupyterConnection {
  private static final long MILLISECONDS_BETWEEN_LOOKS = 2;

  Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
    super(properties);
    List.of(shell, control).forEach(Connection::hurry);
  }

  private static void hurry(ShellChannel channel) {
    try {
      Field sleep = ShellChannel.class.getDeclaredField("sleep");
      sleep.setAccessible(true);
      sleep.setLong(channel, MILLISECONDS_BETWEEN_LOOKS);
    } catch (ReflectiveOperationException otherwiseMade) {
      // another version of JJava, which looks as often as it likes
    }
  }
}
