/**
 * Named networks, each written as a reader of its paper would write it.
 *
 * <p>A {@link io.github.layerbook.zoo.Zoo} is a list of {@link io.github.layerbook.zoo.ZooEntry}s,
 * which say where a network comes from and build it. Families give their entries as a {@link
 * io.github.layerbook.zoo.ZooFamily}, found as services: those of {@code zoo.convolutional} and
 * {@code zoo.transformer}, models whose files hold a configuration from {@code
 * exchange.huggingface}, and a user's own. Papers stand in one bibliography. Nodes have the names
 * that torchvision gives its modules ({@code layer1.0.conv1}); where it only numbers them, the
 * field's ({@code conv1_1}, {@code fc1}). Imports {@code notation}, {@code network} and {@code
 * layer}.
 */
@NullMarked
package io.github.layerbook.zoo;

import org.jspecify.annotations.NullMarked;
