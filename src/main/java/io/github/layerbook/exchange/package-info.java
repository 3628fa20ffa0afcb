/**
 * How others say it: the {@link io.github.layerbook.exchange.Dialect}s of frameworks, each a table
 * of {@link io.github.layerbook.exchange.Entry}s that says once, for both directions, which layer a
 * class or function with its arguments is.
 *
 * <p>Start at {@link io.github.layerbook.exchange.Dialect#find}. An entry reads {@link
 * io.github.layerbook.exchange.Arguments} and the framework's input shapes to a {@link
 * io.github.layerbook.exchange.Reading}: the layer, at which of the framework's axes ours stand
 * ({@link io.github.layerbook.exchange.Placement}), and how the framework names and shapes its
 * tensors. {@link io.github.layerbook.exchange.Dialect#write} goes the other way. The tables stand
 * in a package per framework. Values are plain: {@code Long}, {@code Double}, {@code Boolean},
 * {@code String}, {@code List}, {@link io.github.layerbook.exchange.Invocation} for a layer that is
 * an argument, and null for {@code None}.
 *
 * <p>The tables import this package and {@code layer}; readers of texts and files import {@code
 * zoo}, {@code claim} and what comes before them. {@code export} and {@code notebook} import them.
 */
@NullMarked
package io.github.layerbook.exchange;

import org.jspecify.annotations.NullMarked;
