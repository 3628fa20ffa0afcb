package io.github.layerbook.notebook.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.exchange.file.ModelFiles;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.magic.Magics;
import io.github.layerbook.view.display.Display;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The magics in the real JJava kernel. */
class JJavaCommandsIT {
  private static final String SMALL = "input 8x8x3\nconv3-4\npool2\nFC-10";

  /** One kernel for all: starting one takes longer than most of what is tested in it. */
  private static JJavaNotebook notebook;

  @BeforeAll
  static void start() throws ReflectiveOperationException {
    notebook = new JJavaNotebook();
  }

  @AfterAll
  static void stop() {
    notebook.close();
  }

  @Test
  void aCellDefinesANetworkDeclaresItsVariableAndShowsItsTable() {
    String shown = notebook.text("%%network alpha\n" + SMALL);
    assertTrue(shown.contains("conv1_1"), shown);
    assertTrue(shown.contains("762"), shown);
    assertEquals("4", notebook.text("alpha.nodes().size()"));
    assertTrue(
        notebook.show("%summary alpha", MIMEType.TEXT_HTML).contains("<table"), "as HTML too");
    assertTrue(notebook.show("%summary alpha", MIMEType.TEXT_MARKDOWN).contains("| conv1_1"));
  }

  @Test
  void runningACellAgainShowsWhatChangedAndUndoTakesItBack() {
    notebook.text("%%network beta\n" + SMALL);
    assertFalse(notebook.text("%%network beta\n" + SMALL).contains("changed"));
    String changed = notebook.text("%%network beta\n" + SMALL.replace("conv3-4", "conv3-8"));
    assertTrue(changed.contains("3 layers changed"), changed);
    assertTrue(changed.contains("762 → 1,514 parameters"), changed);
    String undone = notebook.text("%undo beta");
    assertTrue(undone.contains("1,514 → 762 parameters"), undone);
    assertEquals(
        "112",
        notebook.text(
            "Report.of(beta).row(\"conv1_1\").get().measure(Quantity.PARAMETERS).value()"));
    assertTrue(notebook.error("%undo beta").contains("nothing to go back to"));
  }

  @Test
  void anExerciseIsAnsweredInACellAndAWrongAnswerIsMetByItsMistake() {
    String set = notebook.text("%exercise parameters --seed 3");
    assertTrue(set.contains("How many parameters does"), set);
    String name = set.substring(set.indexOf("%%check ") + 8).split("\\s", 2)[0];
    notebook.text("Session held = %session");
    String weights = "held.exercises().find(\"" + name + "\").get().exercise()";
    String right = notebook.text(weights + ".answer().get(0)");
    String wrong =
        notebook.text(
            weights
                + ".mistakes().stream().filter(m -> m.phrase().contains(\"biases\"))"
                + ".findFirst().get().answer().get(0)");
    assertTrue(notebook.text("%%check " + name + "\n" + right).contains("right."));
    String hinted = notebook.text("%%check " + name + " --hint\n" + wrong);
    assertTrue(hinted.contains("leaves out the biases"), hinted);
    assertFalse(hinted.contains(right), hinted);
    String plain = notebook.text("%%check " + name + "\n" + wrong);
    assertTrue(plain.contains("not right") && plain.contains("--hint"), plain);
    String failed = notebook.error("%%check " + name + " --assert --points 2\n" + wrong);
    assertTrue(failed.contains("0 of 2 points"), failed);
    String earned = notebook.text("%%check " + name + " --assert --points 2\n" + right);
    assertTrue(earned.contains("2 of 2 points"), earned);
    assertTrue(notebook.error("%exercise parametres").contains("parameters"));
    assertTrue(notebook.error("%exercise macs --level 9").contains("levels are 1, 2 and 3"));
  }

  @Test
  void anExerciseAboutANetworkOfTheNotebookWaitsForItsAnswer() {
    notebook.text("%%network asked\n" + SMALL);
    String set = notebook.text("%exercise parameters --of asked.conv1_1 --as held_back --answer");
    assertEquals("How many parameters does conv1_1 of asked have?", set.split("\n", 2)[0].strip());
    String open = notebook.text("%%check held_back --hint\n?");
    assertTrue(open.contains("held_back is open"), open);
    assertSays("%%check held_back --assert\n?", "is open");
    assertSays("%check held_back", "is not answered yet");
    assertTrue(notebook.text("%%check held_back\n112").contains("right."));
    notebook.text("%%check held_back\n?");
    assertSays("%check held_back", "is not answered yet");
    assertSays("%exercise --of asked", "Name what is asked for");
    assertSays("%exercise shape --of asked", "is asked of one layer");
    assertSays("%exercise shape --of asked.conv1_1 --level 2", "draw networks");
    assertSays("%exercise macs --as asked", "a network has this name");
    assertSays("%exercise macs --as 1+1", "letters, digits and underscores");
    assertSays("%exercise macs --as two --count 2", "leave --count out");
  }

  @Test
  void aSheetForNbgraderRunsAndGradesTheAnswerThatWasGivenLast(@TempDir Path folder)
      throws IOException {
    Path list = folder.resolve("list.csv");
    Files.writeString(list, "name,mail\n\"Lee, Ann\",a@b\n");
    Path sheets = folder.resolve("out");
    String command =
        "%%sheet parameters shape --students \"%s\" --to nbgrader --folder \"%s\" --points 2"
            .formatted(list, sheets);
    String wrote = notebook.text(command);
    assertTrue(wrote.contains("Wrote 1 sheet of 2 questions") && wrote.contains("key.csv"), wrote);
    assertEquals(wrote, notebook.text(command), "the same again");
    assertSays(command + " --seed 9", "--overwrite");
    assertSays("%sheet --students gone.txt --to html", "There is no file gone.txt");
    assertSays("%sheet --students gone.txt --to htm", "Did you mean html?");
    String draw =
        new ObjectMapper()
            .readTree(sheets.resolve("students/Lee-Ann/sheet.ipynb").toFile())
            .at("/cells/1/source")
            .asText();
    notebook.text("Session sheet = %session\nint before = sheet.exercises().size()");
    notebook.text(draw);
    notebook.text(draw);
    assertEquals("2", notebook.text("sheet.exercises().size() - before"), "drawn once");
    String name = "exercise" + notebook.text("before + 1");
    String answer =
        Files.readString(sheets.resolve("key.csv")).split("\r\n", -1)[1].split(",", -1)[8];
    String grade = "%check " + name + " --assert --points 2";
    assertSays(grade, "is not answered yet");
    assertTrue(notebook.text("%%check " + name + "\n12345").contains("not right"));
    assertSays(grade, "0 of 2 points");
    notebook.text("%%check " + name + "\n" + answer);
    assertTrue(notebook.text(grade).contains("2 of 2 points"));
    assertSays("%%check " + name + "\nmany", "is not a number");
    assertSays(grade, "is not answered yet");
  }

  @Test
  void aCheckAssertsForGradersAndHintsWithoutTheAnswer() {
    notebook.text("%%network eps\n" + SMALL);
    String failed = notebook.error("%%check eps --assert\nconv1_1: 108 parameters");
    assertTrue(failed.contains("fails"), failed);
    notebook.text("%%check eps --assert\nconv1_1: 112 parameters");
    String hinted = notebook.text("%%check eps --hint\nconv1_1: 108 parameters");
    assertTrue(hinted.contains("leaves out the biases") && !hinted.contains("112"), hinted);
  }

  @Test
  void aSummaryIsATableForJavaToo() {
    notebook.text("%%network gamma\n" + SMALL);
    assertEquals("", notebook.text("Table table = %summary gamma"));
    assertEquals("762", notebook.text("(long) table.longColumn(\"Parameters\").sum()"));
    notebook.text("Table bare = %summary gamma --no-bias");
    assertEquals("748", notebook.text("(long) bare.longColumn(\"Parameters\").sum()"));
  }

  @Test
  void optionsOfASummaryAreObeyed() {
    notebook.text("%%network delta\n" + SMALL);
    assertTrue(notebook.text("%summary delta --batch 32 --dtype fp16").contains("batch of 32"));
    assertTrue(notebook.text("%summary delta --order chw").contains("4x8x8"));
    assertFalse(notebook.text("%summary delta --by block").contains("conv1_1"));
    assertTrue(notebook.text("%summary delta --no-bias").contains("748"));
  }

  @Test
  void aNetworkGrowsBlockByBlockInCells() {
    notebook.text("%%network net\ninput 8x8x3");
    String first = notebook.text("%%layers net.body\nconv3-4\npool2");
    assertTrue(first.contains("112"), first);
    notebook.text("%%layers net.head\nFC-10");
    String again = notebook.text("%%layers net.body\nconv3-8\npool2");
    assertTrue(again.contains("1,514"), again);
    assertEquals("[body, head]", notebook.text("net.blocks()"));
  }

  @Test
  void aTableOfSeveralNetworksDefinesThemAll() {
    String shown =
        notebook.text(
            "%%network vgg --input 8x8x3\nnetwork A\nconv3-4\nnetwork A-LRN\nconv3-4\nLRN");
    assertTrue(shown.contains("vgg_A") && shown.contains("vgg_A_LRN"), shown);
    assertEquals("true", notebook.text("vgg_A != null && vgg_A_LRN != null"));
    assertTrue(notebook.text("%networks").contains("vgg_A_LRN"));
  }

  @Test
  void aNetworkOfTheZooIsListedDefinedAndShown() {
    String family = notebook.text("%zoo squeezenet");
    assertTrue(family.contains("squeezenet1_1") && family.contains("1,235,496"), family);
    assertTrue(notebook.text("%zoo 1998").contains("lenet5"));
    assertTrue(notebook.text("%zoo squeezenet1_1").contains("fire2"));
    assertEquals("squeezenet1_1", notebook.text("squeezenet1_1.name()"));
    notebook.text("%zoo lenet5 --as digits");
    assertEquals("digits", notebook.text("digits.name()"));
    assertEquals("2", notebook.text("Zoo.matching(\"squeezenet\").size()"));
    assertSays("%zoo resnet5O", "Did you mean resnet50");
    assertSays("%zoo --as mine", "needs the name of a network");
    assertSays("%zoo vgg16 --as class", "cannot name a Java variable");
  }

  @Test
  void fullyConnectedLayersBecomeConvolutions() {
    notebook.text("%%network iota\n" + SMALL);
    String shown = notebook.text("%fullyconv iota --as dense");
    assertTrue(shown.contains("10x64") && shown.contains("10x4x4x4"), shown);
    assertTrue(notebook.text("dense").contains("762"));
  }

  @Test
  void oneDenseRunIsComparedWithEveryWindow() {
    notebook.text("%zoo vgg16 --as seen");
    String shown = notebook.text("%fullyconv seen --input 512x512x3 --as wide");
    assertTrue(shown.contains("10x10x1000") && shown.contains("1,547.03"), shown);
    assertSays(
        "%fullyconv seen --input 300x200x3", "300x200x3 is smaller than that of seen, 224x224x3");
    assertSays("%fullyconv seen --input 512x512", "the channels last and as many of them");
    assertSays("%fullyconv seen --input many", "input");
  }

  @Test
  void receptiveFieldsAreShownOverTheInput() {
    notebook.text("%zoo alexnet --as eyes");
    String shown = notebook.text("%receptive eyes");
    assertTrue(shown.contains("195×195") && shown.contains("whole input"), shown);
    assertEquals(
        "32", notebook.text("ReceptiveFields.of(eyes).find(\"pool5\").get().axes().get(0).jump()"));
    assertSays("%receptive eye", "Did you mean eyes");
    notebook.text("%zoo resnet18 --as skipping");
    String skips = notebook.text("%receptive skipping --through -*.conv1");
    assertTrue(skips.contains("along paths by -*.conv1") && skips.contains("11×11"), skips);
    assertSays("%receptive eyes --through konv2", "did you mean conv2");
  }

  @Test
  void theLecturesPagePastedUntouchedBecomesVgg16AndItsClaimsAreChecked() throws IOException {
    String page = lecture();
    String shown = notebook.text("%%network vgg16\n" + page);
    assertTrue(shown.contains("138,357,544"), shown);
    assertTrue(shown.contains("fails"), "the total of the memory does not hold: " + shown);
    String check = notebook.text("%check vgg16");
    assertTrue(check.contains("15,237,608") && check.contains("67 hold, 2 do not"), check);
    String answers =
        notebook.text("%%check vgg16\nconv3-64 x 2 : 38,720\nfc1 : 1,000\nTOTAL : 138,357,544");
    assertEquals(2, answers.split("holds", -1).length - 1, answers);
    assertTrue(answers.contains("102,764,544"), answers);
  }

  @Test
  void aFigureIsExplainedAsMathematicsAndAsText() {
    notebook.text("%%network upsilon\n" + SMALL);
    assertTrue(notebook.text("%explain upsilon.conv1_1 parameters").contains("3*3*3*4"));
    assertTrue(
        notebook
            .show("%explain upsilon.conv1_1 parameters", MIMEType.TEXT_LATEX)
            .contains("\\cdot"));
    assertTrue(notebook.text("%explain upsilon").contains("762"));
    assertSays("%explain upsilon.conv1_2", "upsilon has no layer or block conv1_2. Did you mean");
    assertSays("%explain upsilon shap", "Did you mean shape?");
  }

  @Test
  void chartsAreFiguresShownAsPlotlyAndText() {
    notebook.text("%%network phi\n" + SMALL);
    for (String cell :
        List.of("%plot phi", "%plot phi macs --log", "%plot phi memory --by block")) {
      assertTrue(notebook.text(cell).contains("phi"), cell);
      assertTrue(notebook.show(cell, MIMEType.parse(Display.PLOTLY)).contains("data"), cell);
    }
    assertEquals("", notebook.text("Figure figure = %plot phi parameters"));
    assertEquals("1", notebook.text("figure.getTraces().length"));
    assertSays("%plot phi parametrs", "Did you mean parameters?");
    assertSays("%plot phi flips", "“flips” is not a quantity. Did you mean flops?");
    assertSays("%plot resnet101", "%zoo resnet101 takes it from the zoo");
    assertSays("%diagram phi.conv1_1", "conv1_1 is a layer of phi, not a block");
    assertSays("%diagram phi --area macs", "add --style volumes");
    assertSays("%diagram phi --style volumes --by block", "leave one out");
    assertSays("%animate phi", "phi is not one layer: name one after a dot");
    assertSays("%animate phi.convv1_1", "Did you mean conv1_1?");
    assertSays("%animate phi.fc1", "fc1 cannot be drawn as windows");
    assertSays("%fullyconv phi --input 64x64", "the channels last");
    assertSays("%plot phi --nested --log", "leave out --log");
    assertSays("%plot phi macs --nested --by block", "leave out --by");
  }

  @Test
  void anyTableAndAnyFigureOfTheUsersOwnIsShownWell() {
    notebook.text("import tech.tablesaw.api.*;");
    String table =
        notebook.show("Table.create(\"t\", IntColumn.create(\"n\", 1234567))", MIMEType.TEXT_HTML);
    assertTrue(table.contains("1,234,567"), table);
  }

  @Test
  void everyExampleOfTheHelpRuns() throws IOException {
    Path imported = Path.of("model.py");
    Files.writeString(imported, "net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())");
    Path weights = Path.of("model.safetensors");
    String header = "{\"conv1.bias\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,24]}}";
    Files.write(
        weights,
        ByteBuffer.allocate(8 + header.length() + 24)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length())
            .put(header.getBytes(StandardCharsets.UTF_8))
            .array());
    Path students = Path.of("students.txt");
    Files.writeString(students, "Ann\n");
    try {
      for (CommandForm command : Magics.all()) {
        command.examples().forEach(example -> notebook.text(example));
      }
    } finally {
      Files.delete(imported);
      Files.delete(weights);
      Files.deleteIfExists(Path.of("lenet.py"));
      Files.delete(students);
      for (String sheet : List.of("key.csv", "students/Ann.html", "students", "")) {
        Files.deleteIfExists(Path.of("sheets", sheet));
      }
    }
  }

  @Test
  void filesAreImportedAndMatched(@TempDir Path folder) throws IOException {
    Path keras = ModelFiles.unpack("keras", folder.resolve("keras")).folder();
    String digits =
        notebook.text("%%import \"%s\" --as digits".formatted(keras.resolve("digits.keras")));
    assertTrue(digits.contains("Read as a Keras file: digits"), digits);
    assertEquals("1440", notebook.text("Report.of(digits).total(Quantity.PARAMETERS).value()"));
    Path torch = ModelFiles.unpack("match", folder.resolve("match")).folder();
    notebook.text(
        "%%import \"%s\" --as cairn --input 3x20x20".formatted(torch.resolve("cairn_head.py")));
    Path head = torch.resolve("cairn_head.pt");
    String match = notebook.text("%%match cairn \"%s\"".formatted(head));
    assertTrue(match.contains("only the head differs"), match);
    assertTrue(notebook.text("%%import \"%s\" --as listed".formatted(head)).contains("base.0"));
    assertTrue(notebook.text("%match cairn listed").contains("listed's head"), "an inventory");
    assertTrue(notebook.text("%match listed cairn").contains("cairn's head"), "either side");
    String itself = "%%match digits \"%s\"".formatted(keras.resolve("digits.keras"));
    assertTrue(notebook.text(itself).contains("every name and shape agrees"), itself);
    assertSays("%match cairn gone.pt", "there is no such file");
    assertSays("%match cairn gone", "There is no network gone");
    Path checkouts = ModelFiles.unpack("safetensors", folder.resolve("st")).folder();
    String heron = notebook.text("%%import \"%s\"".formatted(checkouts.resolve("heron_gpt")));
    assertTrue(heron.contains("Read as a model's folder"), heron);
    String bad =
        ModelFiles.unpack("torch", folder.resolve("torch"))
            .folder()
            .resolve("bad_os_system.pt")
            .toString();
    assertSays("%%import \"%s\"".formatted(bad), "asks to call posix.system");
  }

  @Test
  void sizesThatAFileLeavesOpenAreOptions(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sides.json");
    Files.writeString(
        file,
        """
        {"class_name": "Sequential", "config": {"name": "sides", "layers": [
        {"class_name": "InputLayer", "config": {"name": "image", "batch_shape": [null, null, null, 3]}},
        {"class_name": "Conv2D", "config": {
        "name": "conv", "trainable": true, "filters": 8, "kernel_size": [3, 3]}}]}}
        """);
    String read = notebook.text("%%import \"%s\" --as sides --dim image_2=34".formatted(file));
    assertTrue(read.contains("image_1 and image_2 are open, taken as 224 and 34"), read);
    assertTrue(notebook.text("%summary sides --dim image_1=10").contains("8x32x8"));
    String sweep = notebook.text("%sweep sides image_1=10,18 --columns macs");
    assertTrue(sweep.contains("55,296") && sweep.contains("110,592"), sweep);
    notebook.text("%whatif sides image_1,image_2=10 conv.out=16 --as tall");
    notebook.text("%whatif tall image_1=18 --as taller");
    assertEquals("16x8x16", notebook.text("taller.find(\"conv\").get().output().toString()"));
    assertTrue(notebook.text("%fit sides image_1 --macs 111K").contains("18"));
    assertSays("%summary sides --dim side=3", "no size is called side: open are image_1, image_2");
    assertSays("%whatif sides side=3", "open sizes are image_1, image_2");
  }

  @Test
  void helpShowsUsageMeaningAndExample() {
    String all = notebook.text("%layerbook");
    assertTrue(all.contains("%%network NAME"), all);
    assertEquals(notebook.text("%layerbook summary"), notebook.text("%summary --help"));
    assertTrue(notebook.error("%layerbook sumary").contains("Did you mean summary?"));
  }

  @Test
  void aMistakeInACellIsOneReadableMessageAndChangesNothing() {
    notebook.text("%%network rhos\n" + SMALL);
    String before = notebook.text("rhos.toString()");
    String error = notebook.error("%%network rhos\ninput 8x8x3\ncon3-4\nFC-10");
    assertTrue(error.contains("line 2, column 1"), error);
    assertTrue(error.contains("\n    con3-4\n    ^"), error);
    assertFalse(error.contains("\tat "), error);
    assertFalse(error.contains("Caused by"), error);
    assertTrue(notebook.error("%%network rhos\n \n").contains("it takes the network's layers"));
    assertEquals(before, notebook.text("rhos.toString()"));
    assertTrue(notebook.error("%undo rhos").contains("nothing to go back to"));
  }

  @Test
  void wordsThatDoNotFitAreNamedWithTheNearest() {
    notebook.text("%%network sigma\n" + SMALL);
    assertSays("%summary sigm", "There is no network sigm. Did you mean sigma?");
    assertSays("%summary sigma --bz block", "there is no option --bz. Did you mean --by?");
    assertSays("%summary sigma --by blok", "“blok” is none of layer, block. Did you mean block?");
    assertSays("%summary sigma --batch 0", "“0” is not a whole number of 1 or more");
    assertSays("%summary sigma --dtype fp33", "Did you mean fp32?");
    assertSays("%summary", "it needs NAME: the name of a network");
    assertSays("%%network class\n" + SMALL, "“class” cannot name a Java variable");
    assertSays("%%network a-b\n" + SMALL, "for example a_b");
    assertSays("%%network <b>x</b>\n" + SMALL, "cannot name a Java variable");
    assertSays("%%layers sigma\nconv3-4", "it needs a block's name too");
    assertSays("%%layers other.body\nconv3-4", "There is no network other");
    assertSays("%%network sigma --input abc\n" + SMALL, "abc");
  }

  private void assertSays(String cell, String expected) {
    String error = notebook.error(cell);
    assertTrue(error.contains(expected), error);
    assertFalse(error.contains("\tat "), error);
  }

  private static String lecture() throws IOException {
    try (InputStream stream = Notation.class.getResourceAsStream("lecture.txt")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
