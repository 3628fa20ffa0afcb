/**
 * What leaves a notebook: networks as code, JSON, notation and documents, tables and charts as
 * files.
 *
 * <p>{@link io.github.layerbook.export.Export} writes a file; its {@linkplain
 * io.github.layerbook.view.document.ExportForm forms} are a list. Imports {@code exchange} and
 * {@code view}.
 */
@NullMarked
package io.github.layerbook.export;

import org.jspecify.annotations.NullMarked;
