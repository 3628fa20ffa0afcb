/**
 * Tests in the programs that people read notebooks with: JupyterLab, Notebook, nbclient and a
 * shell.
 *
 * <p>They use the environment and the kernel that {@code binder/start} makes, and install the jar
 * that is being verified into it. The browser's tests are skipped, loudly, where there is no
 * Chromium with its driver; with the environment variable {@code LAYERBOOK_REQUIRE_CHROMIUM=true}
 * its absence is an error.
 */
@NullMarked
package io.github.layerbook.jupyter;

import org.jspecify.annotations.NullMarked;
