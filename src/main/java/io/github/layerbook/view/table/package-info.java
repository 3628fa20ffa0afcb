/**
 * Tables of reports, checks, differences, sweeps and the rest, each a Tablesaw table that knows how
 * it is shown. Imports {@code view.chart} and what comes before it.
 */
@NullMarked
package io.github.layerbook.view.table;

import org.jspecify.annotations.NullMarked;
