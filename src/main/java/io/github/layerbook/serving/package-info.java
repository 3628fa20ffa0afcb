/**
 * What a model can do where it runs: a {@link io.github.layerbook.serving.Device}'s memory,
 * bandwidth and speed, and the {@link io.github.layerbook.serving.Roofline} that they put over a
 * network: a time that no run can beat.
 *
 * <p>Imports {@code report}. A device of one's own is a statement.
 */
@NullMarked
package io.github.layerbook.serving;

import org.jspecify.annotations.NullMarked;
