package io.github.layerbook.notebook.command.look;

import io.github.layerbook.exercise.Assignment;
import io.github.layerbook.exercise.Roster;
import io.github.layerbook.exercise.Topic;
import io.github.layerbook.export.Export;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.FilePaths;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.outcome.Receipt;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.sheet.SheetFiles;
import io.github.layerbook.view.sheet.SheetForm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes exercise sheets, drawn anew for each student. */
@Magic(
    name = "sheet",
    purpose = Magic.Purpose.CHECK,
    line = "Writes exercise sheets, drawn anew for each student of a list, with the key apart.",
    more =
        "The topics are those of %exercise. html is a page for each student that checks answers"
            + " without a network; latex is sheets.tex and key.tex; moodle is questions.xml, to be"
            + " imported; nbgrader is a folder with a notebook for each student. The key is"
            + " key.csv: keep it back. The same list and seed write the same sheets.",
    example = "%sheet parameters shape --students students.txt --to html --seed 7")
public record SheetCommand(
    @Takes("TOPICS: what to ask for, in this order; all topics if left out") List<Topic> topics,
    @Takes(
            "--students FILE: the students: a text file with one per line, or a"
                + " table (.csv) with them in its first column")
        @Offers(FilePaths.class)
        Optional<String> students,
    @Takes("--to: the format of the sheets") Optional<SheetForm> to,
    Drawing drawing,
    @Takes("--points N: the points for a right answer; 1 if left out") Optional<Long> points,
    @Takes(
            "--folder DIR: the folder to write to, relative to the notebook's"
                + " folder; sheets if left out")
        @Offers(FilePaths.class)
        Optional<String> folder,
    @Takes("--overwrite: replace existing files") boolean overwrite)
    implements Command {
  private static final int LARGEST = 4 << 20;

  @Override
  public Object run(Session session) {
    Path list =
        Export.path(
            students.orElseThrow(
                () -> new CellError("Say who gets sheets, such as --students students.txt.")));
    SheetForm form =
        to.orElseThrow(
            () -> new CellError("Say what to write, such as --to html; --help lists the forms."));
    Assignment assignment = assignment(roster(list));
    Path place = Export.path(folder.orElse("sheets"));
    SheetFiles files = form.files(assignment);
    if (files.files().keySet().stream().anyMatch(file -> isSame(place.resolve(file), list))) {
      throw new CellError(
          "%s would be written over by the sheets: choose another --folder.".formatted(list));
    }
    files.write(place, overwrite);
    return new Receipt(
        "Wrote %s of %s to %s, %s in all; the answers are in %s: keep them back."
            .formatted(
                Numbers.count(assignment.roster().students().size(), "sheet"),
                Numbers.count(assignment.count(), "question"),
                place,
                Numbers.count(files.files().size(), "file"),
                form == SheetForm.LATEX ? "key.csv and key.tex" : "key.csv"));
  }

  private Assignment assignment(Roster roster) {
    List<Topic> asked = topics.isEmpty() ? List.of(Topic.values()) : topics;
    return new Assignment(
        roster,
        asked,
        small(drawing.level().orElse(1L)),
        drawing.seed().orElse(1L),
        small(drawing.count().orElse((long) asked.size())),
        points.orElse(1L));
  }

  private static int small(long number) {
    return (int) Math.min(number, Integer.MAX_VALUE);
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(one) && Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  private static Roster roster(Path list) {
    String name = list.toString().toLowerCase(Locale.ROOT);
    try {
      if (!Files.isRegularFile(list)) {
        throw new CellError(
            "There is no file %s: write the students into it, one a line.".formatted(list));
      } else if (Files.size(list) > LARGEST) {
        throw new CellError("%s is too large for a list of students.".formatted(list));
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(list));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return Roster.read(text, name.endsWith(".csv") || name.endsWith(".tsv"));
    } catch (CharacterCodingException e) {
      throw new CellError(
          "%s is no UTF-8 text: save it as UTF-8, or as CSV UTF-8.".formatted(list));
    } catch (IOException e) {
      throw new CellError("%s cannot be read: %s".formatted(list, e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new CellError("%s, %s.".formatted(list, e.getMessage()));
    }
  }
}
