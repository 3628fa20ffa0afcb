package io.github.layerbook.jupyter;

import java.util.List;

/** The sliders that a page shows first, moved as a reader does. */
record Sliders(Browser browser) {
  private static final String ROOT =
      "var root = document.querySelector('.layerbook-play').shadowRoot;"
          + " var ranges = root.querySelectorAll('input[type=range]');";

  /** Whether they are there and not only the table in their place. */
  boolean areLive() {
    return Boolean.parseBoolean(
        browser.script(
            "var host = document.querySelector('.layerbook-play');"
                + " return !!(host && host.shadowRoot && host.getBoundingClientRect().height)"));
  }

  /**
   * Moves all sliders to each of several positions; returns for each what the page shows then: its
   * totals, or what is the problem.
   */
  List<String> shownAt(List<List<Integer>> positions) {
    String script =
        ROOT
            + " return "
            + positions
            + ".map(function (at) {"
            + " at.forEach(function (place, i) {"
            + "   ranges[i].value = place; ranges[i].dispatchEvent(new Event('input')); });"
            + " var problem = root.querySelector('.problem');"
            + " return problem.hidden ? Array.from(root.querySelectorAll('.total strong'))"
            + "   .map(function (total) { return total.textContent; }).join(' | ')"
            + "   : problem.textContent; }).join('\\n')";
    return browser.script(script).lines().toList();
  }

  /** Puts the focus on a slider, by its number from 0. */
  void focus(int slider) {
    browser.script(
        ROOT + " ranges[" + slider + "].scrollIntoView(); ranges[" + slider + "].focus()");
  }

  /** The text of an element of the page, by a CSS selector. */
  String text(String selector) {
    return browser.script(ROOT + " return root.querySelector('" + selector + "').textContent");
  }
}
