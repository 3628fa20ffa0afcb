/**
 * Configurations of Hugging Face's libraries: the {@code config.json} of a model becomes its
 * network, with the names that the model's own modules have.
 *
 * <p>{@link io.github.layerbook.exchange.huggingface.HuggingFace} is the form. A family is a few
 * lines on layers of the standard vocabulary; the fields that bear on counts, with what a missing
 * one means, are the resource {@code fields.json}, and everything read is checked as it is read.
 * Conventions are those of the library where models are only names and shapes; where its way of
 * computing differs from the mathematics (all experts multiplied, chunks and kernels padded, full
 * squares under a window), the layers say the mathematics.
 *
 * <p>Imports {@code exchange.form}, {@code notation}, {@code zoo}, to which it gives the published
 * models of {@code models.txt}, and Jackson.
 */
@NullMarked
package io.github.layerbook.exchange.huggingface;

import org.jspecify.annotations.NullMarked;
