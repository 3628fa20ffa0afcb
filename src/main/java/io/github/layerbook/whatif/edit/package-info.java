/**
 * Changes to networks: options set or scaled, layers added, replaced and removed.
 *
 * <p>An {@link io.github.layerbook.whatif.edit.Edit} is applied to a {@link
 * io.github.layerbook.network.Blueprint}, whose nodes need not fit each other until the network is
 * built. A {@link io.github.layerbook.whatif.edit.Knob} is an edit with several values. Imports
 * {@code notation}, in which the layers of edits are written, and what comes before it.
 */
@NullMarked
package io.github.layerbook.whatif.edit;

import org.jspecify.annotations.NullMarked;
