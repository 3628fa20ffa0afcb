/**
 * Configurations of Hugging Face's libraries: the {@code config.json} of a model becomes its
 * network, with the names that the model's own modules have.
 *
 * <p>{@link io.github.layerbook.exchange.huggingface.HuggingFace} is the form, and {@code Families}
 * has the types. What is known of them stands in two resources: {@code fields.json} has the fields
 * that bear on counts, with what a missing one means, and {@code models.layers} the models, layer
 * by layer in the notation's words, with expressions of fields in braces. {@code WrittenModels}
 * reads the models, {@code WrittenModel} builds one, and {@code ExpressionReader} and {@code Scope}
 * say what an expression may be. Models that hold another's tensors are in Java, {@code
 * Multimodal}. Everything read is checked as it is read. Conventions are those of the library where
 * models are only names and shapes; where its way of computing differs from the mathematics (all
 * experts multiplied, chunks and kernels padded, full squares under a window), the layers say the
 * mathematics.
 *
 * <p>Imports {@code exchange.form}, {@code notation}, {@code zoo}, to which it gives the published
 * models of {@code models.txt}, and Jackson.
 */
@NullMarked
package io.github.layerbook.exchange.huggingface;

import org.jspecify.annotations.NullMarked;
