package io.github.layerbook.zoo;

import java.util.List;

/**
 * Networks that another room, or a user's library, gives to the zoo: a service, named in {@code
 * META-INF/services}, which {@link Zoo} finds when it is first asked.
 */
public interface ZooFamily {
  /** Returns the entries in their order. */
  List<ZooEntry> entries();
}
