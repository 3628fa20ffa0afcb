/**
 * Networks from pasted code: {@link io.github.layerbook.exchange.code.PastedCode} tells the
 * framework and has its reader read. Nothing in the text is executed by anything but the
 * interpreter of {@code exchange.python}, which never leaves the text. Imports the other packages
 * of {@code exchange}.
 */
@NullMarked
package io.github.layerbook.exchange.code;

import org.jspecify.annotations.NullMarked;
