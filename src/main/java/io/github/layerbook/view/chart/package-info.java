/**
 * Charts of reports, differences, fits, sweeps, memory, receptive fields and of the zoo. Imports
 * {@code view.plotly} and {@code view.display}.
 */
@NullMarked
package io.github.layerbook.view.chart;

import org.jspecify.annotations.NullMarked;
