/**
 * Tables, derivations and diagrams as documents: LaTeX, CSV, Excel workbooks, TikZ, and a network's
 * whole account as Markdown, HTML or LaTeX. Every text is escaped for its format. Start with {@link
 * io.github.layerbook.view.document.NetworkDocument}. Imports {@code view.table}, {@code
 * view.explanation}, {@code view.diagram} and what comes before them.
 */
@NullMarked
package io.github.layerbook.view.document;

import org.jspecify.annotations.NullMarked;
