package io.github.layerbook.notebook.command.look;

import io.github.layerbook.notebook.command.Takes;
import java.util.Optional;

/** The options that say how exercises are drawn. */
public record Drawing(
    @Takes("--seed N: a number that draws the same again; a new one each time if left out")
        Optional<Long> seed,
    @Takes(
            "--level N: 1 for plain chains (if left out), 2 with strides and"
                + " groups, 3 with dilation as well")
        Optional<Long> level,
    @Takes("--count N: how many questions; if left out one, on sheets one per topic")
        Optional<Long> count) {}
