package io.github.layerbook.exchange.outline;

import io.github.layerbook.claim.Claim;
import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.report.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Layers in a row as a text names them, of which a network is made.
 *
 * <p>What a phrase leaves open is found from the shape that the text states of the output, or
 * assumed, and said. Where sizes are missing that nothing tells, the answer names them and writes
 * the network with blanks.
 */
public final class Outline {
  private static final Pattern TOTALS = Pattern.compile("(?i)^\\W*(?:grand\\s+)?total\\b.*");
  private static final int MOST_STEPS = 5_000;

  private final List<Step> steps = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Habits habits;
  private List<Long> input = List.of();

  /** Makes an outline without layers, of a kind of text that has its habits. */
  public Outline(Habits habits) {
    this.habits = habits;
  }

  /** Says the input's extents, channels first. */
  public void input(List<Long> extents) {
    input = List.copyOf(extents);
  }

  /** Returns whether the text tells its input. */
  public boolean hasInput() {
    return !input.isEmpty();
  }

  /** Adds a layer. */
  public void add(Step step) {
    if (steps.size() < MOST_STEPS) {
      steps.add(step);
    } else if (steps.size() == MOST_STEPS) {
      problems.add(
          new Problem(step.line(), "the text has more than %,d layers".formatted(MOST_STEPS)));
    }
  }

  /** Says what was not understood. */
  public void problem(int line, String message) {
    problems.add(new Problem(line, message));
  }

  /** Says what was assumed. */
  public void note(String note) {
    notes.add(note);
  }

  /** Returns the layers so far. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Returns the network, and what the text states of it. */
  public ReadNetwork read(ReadingOptions options, String text) {
    List<Long> given =
        options.inputs().isEmpty()
            ? input
            : WrittenShape.image(options.inputs().get(0), habits.channelsLast());
    Missing missing = new Missing(steps, !given.isEmpty());
    if (missing.isMost()) {
      return ReadNetwork.failed(notes, List.of(new Problem(0, missing.message())));
    }
    Drawn drawn = given.isEmpty() ? fitting() : drawn(given, Integer.MAX_VALUE);
    problems.forEach(drawn.drawing::problem);
    notes.forEach(drawn.drawing::note);
    String name = options.nameOr("net");
    return drawn
        .drawing
        .read(name)
        .stating(claims(drawn), text, line -> TOTALS.matcher(line).matches());
  }

  private List<Claim> claims(Drawn drawn) {
    List<Claim> rows = new ArrayList<>();
    for (Map.Entry<String, Step> row : drawn.steps.paths().entrySet()) {
      Step step = row.getValue();
      String said = step.text().strip().replace('\t', ' ');
      if (!step.written().isEmpty()) {
        rows.add(Claim.ofOutput(step.line(), said, row.getKey(), step.written()));
      }
      step.parameters()
          .ifPresent(
              count ->
                  rows.add(
                      Claim.ofCount(step.line(), said, row.getKey(), Quantity.PARAMETERS, count)));
      step.values()
          .ifPresent(
              count ->
                  rows.add(Claim.ofCount(step.line(), said, row.getKey(), Quantity.VALUES, count)));
    }
    return rows;
  }

  /**
   * What a try with one input came to.
   *
   * @param drawing the layers
   * @param steps what was drawn of each step
   * @param whole whether all were drawn
   */
  private record Drawn(Drawing drawing, StepDrawing steps, boolean whole) {
    boolean fits() {
      return whole && steps.misfits() == 0;
    }
  }

  /** Draws on an input, until more outputs than some are not what the text states. */
  private Drawn drawn(List<Long> extents, int mostMisfits) {
    Drawing drawing = new Drawing();
    StepDrawing drawn = new StepDrawing(drawing, habits);
    try {
      drawn.input(extents);
      for (Step step : steps) {
        drawn.add(step);
        if (drawn.misfits() > mostMisfits) {
          return new Drawn(drawing, drawn, false);
        }
      }
      return new Drawn(drawing, drawn, true);
    } catch (UnreadableException e) {
      drawing.problem(e.problem());
      return new Drawn(drawing, drawn, false);
    }
  }

  /** The first usual input with which the text's own numbers fit. */
  private Drawn fitting() {
    List<List<Long>> usual = habits.inputs(steps);
    Drawn best = drawn(usual.get(0), Integer.MAX_VALUE);
    List<Long> taken = usual.get(0);
    for (int i = 1; i < usual.size() && !best.fits(); i++) {
      Drawn next = drawn(usual.get(i), best.whole ? best.steps.misfits() : Integer.MAX_VALUE);
      if ((next.whole && !best.whole)
          || (next.whole == best.whole && next.steps.misfits() < best.steps.misfits())) {
        best = next;
        taken = usual.get(i);
      }
    }
    boolean stated = steps.stream().anyMatch(step -> !step.shape().isEmpty());
    best.drawing.note(
        "the text does not state the input's size; %s is taken: %s"
            .formatted(
                ReadingOptions.text(WrittenShape.last(taken)),
                stated && best.fits()
                    ? "the shapes in the text fit it"
                    : "give another with --input"));
    return best;
  }
}
