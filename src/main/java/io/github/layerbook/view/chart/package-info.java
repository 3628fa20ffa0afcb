/**
 * Charts of reports, differences, fits, sweeps, memory, receptive fields and of the zoo. Imports
 * {@code view.figure} and what comes before it.
 */
@NullMarked
package io.github.layerbook.view.chart;

import org.jspecify.annotations.NullMarked;
