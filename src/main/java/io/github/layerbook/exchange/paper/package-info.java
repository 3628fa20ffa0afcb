/**
 * Tables of networks as papers print them: a layer a row, MobileNet's filter shapes, ResNet's and
 * DenseNet's stages in columns, Inception's branches, the t, c, n, s of MobileNetV2 and the stages
 * of EfficientNet; as Markdown, with tabs, as LaTeX source, or copied from a PDF.
 *
 * <p>{@link io.github.layerbook.exchange.paper.PaperForms} lists the forms. What the papers leave
 * out of their tables, batch norms, biases, shortcuts, is taken from the papers, and said. Imports
 * {@code exchange.outline}.
 */
@NullMarked
package io.github.layerbook.exchange.paper;

import org.jspecify.annotations.NullMarked;
