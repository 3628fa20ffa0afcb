package io.github.layerbook.export;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.document.ExportException;
import io.github.layerbook.view.document.ExportForm;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes networks, tables and charts to files.
 *
 * <pre>{@code
 * import io.github.layerbook.export.Export;
 * import java.nio.file.*;
 * Path file = Files.createTempDirectory("export").resolve("lenet.py");
 * Export.of(Zoo.network("lenet5")).write(file).name()   // pytorch
 * Files.readString(file).contains("nn.Conv2d(1, 6, 5)")   // true
 * }</pre>
 */
public final class Export {
  private static final List<ExportForm> FORMS = ExportForms.all();

  private final List<Object> faces;
  private Optional<ExportForm> chosen = Optional.empty();
  private boolean overwriting;

  private Export(List<Object> faces) {
    this.faces = faces;
  }

  /** Returns all file formats; a file extension selects the first format that has it. */
  public static List<ExportForm> forms() {
    return FORMS;
  }

  /** Begins the export of a network. */
  public static Export of(Network network) {
    return of(Report.of(network));
  }

  /** Begins the export of a network and its report. */
  public static Export of(Report report) {
    return new Export(List.of(report.network(), report));
  }

  /** Begins the export of what is shown: a table, a chart, a diagram, an explanation. */
  public static Export of(Object shown) {
    return new Export(List.of(shown));
  }

  /**
   * Returns this in a form of a name, whatever the file's ending.
   *
   * @throws ExportException naming the nearest if there is none
   */
  public Export as(String form) {
    Export other = new Export(faces);
    other.overwriting = overwriting;
    other.chosen =
        Optional.of(
            FORMS.stream()
                .filter(each -> each.name().equals(form.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                    () ->
                        new ExportException(
                            "There is no form “%s”.%s The forms are %s."
                                .formatted(
                                    form,
                                    NearestWords.question(form, names(FORMS)),
                                    String.join(", ", names(FORMS))))));
    return other;
  }

  /** Returns this writing over a file that is there. */
  public Export overwriting() {
    Export other = new Export(faces);
    other.chosen = chosen;
    other.overwriting = true;
    return other;
  }

  private static List<String> names(List<ExportForm> forms) {
    return forms.stream().map(ExportForm::name).toList();
  }

  /** Returns the path of a name as people write it: {@code ~} is the user's own folder. */
  public static Path path(String name) {
    String written = name.strip();
    try {
      boolean home = written.equals("~") || written.startsWith("~/") || written.startsWith("~\\");
      return home
          ? Path.of(System.getProperty("user.home"), written.substring(1))
          : Path.of(written);
    } catch (InvalidPathException e) {
      throw new ExportException("“" + name + "” is not the name of a file.");
    }
  }

  /**
   * Returns the form of a file: the one that was chosen, else that of its ending.
   *
   * @throws ExportException if no form has the ending, naming the nearest; or what is exported does
   *     not have the form
   */
  public ExportForm form(Path file) {
    ExportForm form = chosen.orElseGet(() -> ofEnding(file));
    if (faces.stream().noneMatch(form::takes)) {
      List<String> possible = names(possible());
      throw new ExportException(
          "This cannot be written as %s%s"
              .formatted(
                  form.title(),
                  possible.isEmpty()
                      ? "."
                      : "; it can be written as %s.".formatted(String.join(", ", possible))));
    }
    return form;
  }

  private List<ExportForm> possible() {
    return FORMS.stream().filter(form -> faces.stream().anyMatch(form::takes)).toList();
  }

  private ExportForm ofEnding(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot + 1);
    List<ExportForm> known =
        FORMS.stream().filter(form -> form.endings().contains(ending)).toList();
    Optional<ExportForm> fitting =
        known.stream().filter(form -> faces.stream().anyMatch(form::takes)).findFirst();
    if (fitting.isPresent()) {
      return fitting.get();
    } else if (!known.isEmpty()) {
      return known.get(0);
    }
    List<String> endings = new ArrayList<>();
    possible().forEach(form -> endings.add(form.ending()));
    throw new ExportException(
        "%s.%s The endings are %s; or name a form, such as --form %s."
            .formatted(
                dot < 0 ? "The name has no ending" : "No form has the ending “." + ending + "”",
                NearestWords.question("." + ending, endings),
                String.join(", ", endings.stream().distinct().toList()),
                possible().isEmpty() ? "text" : possible().get(0).name()));
  }

  /** Returns what a file holds. */
  public byte[] bytes(ExportForm form) {
    return faces.stream()
        .filter(form::takes)
        .findFirst()
        .map(form::bytes)
        .orElseThrow(() -> new ExportException("This cannot be written as " + form.title() + "."));
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @return the form that it is of
   * @throws ExportException if the file is there and holds something else, unless {@linkplain
   *     #overwriting() overwriting}; if it cannot be written; or if {@link #form} throws
   * @throws io.github.layerbook.exchange.NotExpressibleException if a network has layers that the
   *     form cannot say, naming all of them
   */
  public ExportForm write(Path file) {
    if (Files.isDirectory(file)) {
      throw new ExportException(
          "%s is a folder: name a file in it, such as %s"
              .formatted(file, file.resolve("net" + chosen.map(ExportForm::ending).orElse(".py"))));
    }
    ExportForm form = form(file);
    byte[] bytes = bytes(form);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    try {
      if (!Files.isDirectory(folder)) {
        throw new ExportException("There is no folder %s: make it first.".formatted(folder));
      } else if (Files.exists(file)
          && !overwriting
          && !Arrays.equals(Files.readAllBytes(file), bytes)) {
        throw new ExportException(
            "%s is there already and holds something else: add --overwrite, or choose another name."
                .formatted(file));
      }
      Path fresh = folder.resolve("." + file.getFileName() + ".part");
      try {
        Files.write(fresh, bytes);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
      return form;
    } catch (AccessDeniedException e) {
      throw new ExportException("%s cannot be written: permission denied.".formatted(file));
    } catch (IOException e) {
      throw new ExportException("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }
}
