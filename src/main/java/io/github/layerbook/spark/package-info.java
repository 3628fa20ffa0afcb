/**
 * Sweeps on Apache Spark, for those who have Spark already; nothing else of the library imports it,
 * and it does not come with the library.
 *
 * <p>A method {@code Sweep.on(SparkSession)} would have done as well, were it not for all who have
 * no Spark: a class with it can be used, but whoever asks it for its methods, as completion,
 * debuggers and serialisers do, gets a {@code NoClassDefFoundError}. So {@link
 * io.github.layerbook.whatif.Sweep#on} takes an interface, and {@link
 * io.github.layerbook.spark.SparkEngine} is what stands behind it for a session.
 *
 * <p>Imports {@code whatif} and Spark's public API.
 */
@NullMarked
package io.github.layerbook.spark;

import org.jspecify.annotations.NullMarked;
