/**
 * What model files are packed in, read within limits: bytes by their position ({@link
 * io.github.layerbook.exchange.container.ByteReader}), zip archives ({@link
 * io.github.layerbook.exchange.container.ZipArchive}) and JSON ({@link
 * io.github.layerbook.exchange.container.JsonText}). All of them say where in the file something is
 * wrong.
 *
 * <p>Imports {@code exchange.form}; knows nothing of models.
 */
@NullMarked
package io.github.layerbook.exchange.container;

import org.jspecify.annotations.NullMarked;
