/**
 * The kernel <em>Java (Layerbook)</em>: JJava with answers to Tab and Shift+Tab in commands, messages
 * without Java's names, and cells of commands that do not go through the Java compiler.
 *
 * <p>The one part of Layerbook that needs JJava's kernel, which is in no Maven repository: it is
 * compiled against the jar that JJava's Python package brings, when the kernel is installed
 * ({@code binder/kernel.py}). So it is small, and decides nothing by itself: what is offered and
 * told comes from {@code notebook.jjava.Assistant}.
 */
package io.github.layerbook.kernel;
