package io.github.layerbook.notebook;

import io.github.layerbook.network.Network;
import java.util.Optional;

/**
 * A network that a cell has defined under a name.
 *
 * @param name the notebook variable
 * @param network what it is now
 * @param previous what it was before, if it was defined and different
 */
public record Definition(String name, Network network, Optional<Network> previous) {}
