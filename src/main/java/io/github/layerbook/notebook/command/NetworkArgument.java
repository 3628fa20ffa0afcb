package io.github.layerbook.notebook.command;

import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;

/** The network that a command is about, its first word. */
public record NetworkArgument(
    @Offers(NameOffers.Networks.class) @Takes("NAME: the name of a network") String name) {}
