/**
 * Sweeps on Apache Spark, for those who have Spark already; nothing else of the library imports it,
 * and it does not come with the library.
 *
 * <p>A method {@code Sweep.on(SparkSession)} would be of no use to all who have no Spark, and
 * worse: whoever asks a class with it for its methods by reflection gets a {@code
 * NoClassDefFoundError}, and no overload of it compiles. So {@link
 * io.github.layerbook.whatif.sweep.Sweep#on} takes an interface, and {@link
 * io.github.layerbook.spark.SparkEngine} is what stands behind it for a session.
 *
 * <p>Imports {@code whatif} and Spark's public API.
 */
@NullMarked
package io.github.layerbook.spark;

import org.jspecify.annotations.NullMarked;
