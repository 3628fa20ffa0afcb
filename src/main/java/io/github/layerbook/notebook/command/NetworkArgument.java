package io.github.layerbook.notebook.command;

import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import picocli.CommandLine.Parameters;

/**
 * The network that a command is about, its first word.
 *
 * @param name the name of a network
 */
public record NetworkArgument(
    @Offers(NameOffers.Networks.class)
        @Parameters(index = "0", paramLabel = "NAME", description = "the name of a network")
        String name) {}
