/**
 * Networks as JSON of a schema of our own, {@code src/docs/network.schema.json}: {@link
 * io.github.layerbook.exchange.json.NetworkJson} writes it, and reads it back equal. Imports {@code
 * exchange.form}, {@code network} and {@code layer}.
 */
@NullMarked
package io.github.layerbook.exchange.json;

import org.jspecify.annotations.NullMarked;
