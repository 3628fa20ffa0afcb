package io.github.layerbook.notebook.command;

/** What commands are for, in the order of the help. */
public enum Purpose {
  DEFINE("Define networks"),
  LOOK("See what they cost, and why"),
  CHECK("Check what texts claim"),
  CHANGE("Change, compare and search"),
  NOTEBOOK("The notebook itself");

  private final String title;

  Purpose(String title) {
    this.title = title;
  }

  /** Returns the heading above the commands in the help. */
  public String title() {
    return title;
  }
}
