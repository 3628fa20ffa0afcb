/** Layers of a user's own, in a package of their own: what is public suffices for them. */
@NullMarked
package com.example.layers;

import org.jspecify.annotations.NullMarked;
