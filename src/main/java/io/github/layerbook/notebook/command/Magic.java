package io.github.layerbook.notebook.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a record to be a command, with what help says of it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Magic {
  /** What commands are for, in the order of the help. */
  enum Purpose {
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

  /** The word after the percent signs. */
  String name();

  /** What it is for, which groups it in the help. */
  Purpose purpose();

  /** What it does, in one line. */
  String line();

  /** What else its own help says; sentences. */
  String more() default "";

  /**
   * Cells that run once the examples of the commands before it have run, the line first; one, or
   * one for each {@link CommandForm.Kind} of a command that has both.
   */
  String[] example();
}
