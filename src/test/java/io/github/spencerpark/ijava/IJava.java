package io.github.spencerpark.ijava;

import io.github.layerbook.notebook.ijava.IJavaStandIn;

/** Stands for IJava's main class, by which its users' code finds the kernel that runs it. */
public final class IJava {
  private IJava() {}

  /** The kernel that runs. */
  public static IJavaStandIn getKernelInstance() {
    return IJavaStandIn.current();
  }
}
