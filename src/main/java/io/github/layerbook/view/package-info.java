/**
 * What a reader sees: reports and differences as tables, charts, mathematics, HTML, Markdown and
 * plain text.
 *
 * <p>The only package that imports Tablesaw and jsplot, and the only one that formats numbers. It
 * knows nothing of a kernel: everything that can be shown ends as a {@link
 * io.github.layerbook.view.Display}. Imports {@code zoo} too, so that its table shows entries with
 * their papers, not loose texts.
 */
@NullMarked
package io.github.layerbook.view;

import org.jspecify.annotations.NullMarked;
