package io.github.layerbook;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the arrows between the packages: data flows one way, and nothing knows what comes after it.
 */
class PackageArrowsTest {
  private static final String ROOT = PackageArrowsTest.class.getPackageName();

  /** Each package and those it may import directly; what those import is then allowed too. */
  private static final Map<String, List<String>> ARROWS = arrows();

  private static final Set<String> WITHOUT_LIBRARIES =
      Set.of(
          "size",
          "layer",
          "network",
          "unit",
          "report",
          "memory",
          "receptive",
          "claim",
          "notation",
          "whatif",
          "zoo");

  /** What parser generators write. */
  private static final String GENERATED = ROOT + "..grammar";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static Map<String, List<String>> arrows() {
    Map<String, List<String>> arrows = new LinkedHashMap<>();
    arrows.put("size", List.of());
    arrows.put("layer", List.of("size"));
    arrows.put("layer.geometry", List.of("layer"));
    arrows.put("layer.form", List.of("layer.geometry"));
    arrows.put("layer.adaptation", List.of("layer"));
    arrows.put("layer.shape", List.of("layer.form"));
    arrows.put("layer.merge", List.of("layer.form"));
    arrows.put("layer.linear", List.of("layer.form"));
    arrows.put("layer.pooling", List.of("layer.form"));
    arrows.put("layer.normalization", List.of("layer.merge"));
    arrows.put("layer.activation", List.of("layer.merge"));
    arrows.put(
        "layer.convolution",
        List.of("layer.shape", "layer.pooling", "layer.normalization", "layer.activation"));
    arrows.put("layer.recurrent", List.of("layer.convolution"));
    arrows.put(
        "layer.attention",
        List.of("layer.shape", "layer.linear", "layer.normalization", "layer.activation"));
    arrows.put("layer.feedforward", List.of("layer.linear", "layer.activation"));
    arrows.put(
        "layer.statespace", List.of("layer.linear", "layer.normalization", "layer.activation"));
    arrows.put(
        "layer.vocabulary",
        List.of("layer.recurrent", "layer.attention", "layer.feedforward", "layer.statespace"));
    arrows.put("network", List.of("layer.adaptation", "layer.recurrent", "layer.attention"));
    arrows.put("unit", List.of("size"));
    arrows.put("report", List.of("network", "unit"));
    arrows.put("memory", List.of("report"));
    arrows.put("serving", List.of("report"));
    arrows.put("receptive", List.of("report"));
    arrows.put("notation", List.of("network", "layer.vocabulary", "unit"));
    arrows.put("claim", List.of("notation", "report", "memory", "inventory"));
    arrows.put("exercise", List.of("claim", "receptive"));
    arrows.put("zoo", List.of("notation"));
    arrows.put("zoo.block", List.of("zoo"));
    arrows.put("zoo.convolutional", List.of("zoo.block"));
    arrows.put("zoo.transformer", List.of("zoo.block"));
    arrows.put("inventory", List.of("unit"));
    arrows.put("inventory.match", List.of("network", "inventory"));
    arrows.put("exchange", List.of("notation"));
    arrows.put("exchange.form", List.of("claim"));
    arrows.put("exchange.rewriting", List.of("exchange"));
    arrows.put("exchange.pytorch", List.of("exchange.rewriting"));
    arrows.put("exchange.keras", List.of("exchange.rewriting"));
    arrows.put("exchange.source", List.of("exchange.rewriting"));
    arrows.put("exchange.pytorch.source", List.of("exchange.source", "exchange.pytorch"));
    arrows.put("exchange.python.grammar", List.of());
    arrows.put("exchange.python.syntax", List.of("exchange.form", "exchange.python.grammar"));
    arrows.put("exchange.python.value", List.of("exchange.python.syntax"));
    arrows.put("exchange.python.library", List.of("exchange.python.value"));
    arrows.put("exchange.python", List.of("exchange.python.library"));
    arrows.put("exchange.tracing", List.of("exchange", "exchange.python"));
    arrows.put("exchange.keras.source", List.of("exchange.source", "exchange.keras"));
    arrows.put("exchange.onnx.source", List.of("exchange.source", "exchange.onnx.operator"));
    arrows.put("exchange.json", List.of("exchange.form", "notation"));
    arrows.put("exchange.huggingface", List.of("exchange.form", "notation", "zoo"));
    arrows.put("exchange.fitting", List.of("exchange"));
    arrows.put(
        "exchange.pytorch.code",
        List.of("exchange.pytorch", "exchange.tracing", "exchange.fitting", "zoo"));
    arrows.put(
        "exchange.keras.code",
        List.of("exchange.keras", "exchange.tracing", "exchange.fitting", "zoo"));
    arrows.put(
        "exchange.keras.summary",
        List.of("exchange.keras", "exchange.tracing", "exchange.fitting"));
    arrows.put("exchange.drawing", List.of("exchange.tracing"));
    arrows.put("exchange.outline", List.of("exchange.drawing", "exchange.fitting"));
    arrows.put("exchange.lecture", List.of("exchange.outline", "exchange.rewriting"));
    arrows.put("exchange.paper", List.of("exchange.outline"));
    arrows.put("exchange.slim", List.of("exchange.keras.code"));
    arrows.put("exchange.builder.grammar", List.of());
    arrows.put("exchange.builder", List.of("exchange.drawing", "exchange.builder.grammar"));
    arrows.put("exchange.djl", List.of("exchange.builder"));
    arrows.put("exchange.djl.source", List.of("exchange.source", "exchange.djl"));
    arrows.put("exchange.dl4j", List.of("exchange.builder"));
    arrows.put("exchange.caffe", List.of("exchange.drawing"));
    arrows.put("exchange.darknet", List.of("exchange.drawing"));
    arrows.put(
        "exchange.pytorch.printed",
        List.of("exchange.pytorch", "exchange.tracing", "exchange.fitting"));
    arrows.put(
        "exchange.pytorch.summary",
        List.of("exchange.pytorch", "exchange.tracing", "exchange.fitting"));
    arrows.put(
        "exchange.pasted",
        List.of(
            "zoo",
            "exchange.checkpoint",
            "exchange.pytorch.code",
            "exchange.pytorch.printed",
            "exchange.pytorch.summary",
            "exchange.keras.code",
            "exchange.keras.summary",
            "exchange.huggingface",
            "exchange.json",
            "exchange.caffe",
            "exchange.darknet",
            "exchange.djl",
            "exchange.dl4j",
            "exchange.lecture",
            "exchange.slim",
            "exchange.paper"));
    arrows.put("exchange.container", List.of("exchange.form"));
    arrows.put("exchange.checkpoint", List.of("exchange.container"));
    arrows.put("exchange.checkpoint.torch", List.of("exchange.checkpoint"));
    arrows.put(
        "exchange.checkpoint.exported", List.of("exchange.checkpoint", "exchange.pytorch.code"));
    arrows.put("exchange.onnx.model", List.of());
    arrows.put("exchange.onnx.operator", List.of("exchange"));
    arrows.put("exchange.onnx.inference", List.of("exchange.onnx.model", "exchange.onnx.operator"));
    arrows.put("exchange.onnx.pattern", List.of("exchange.onnx.inference"));
    arrows.put("exchange.onnx.plain", List.of("exchange.onnx.model"));
    arrows.put(
        "exchange.onnx",
        List.of("exchange.onnx.pattern", "exchange.onnx.plain", "exchange.tracing"));
    arrows.put(
        "exchange.keras.file",
        List.of("exchange.keras", "exchange.tracing", "exchange.checkpoint"));
    arrows.put(
        "exchange.file",
        List.of(
            "exchange.pasted",
            "exchange.checkpoint.torch",
            "exchange.checkpoint.exported",
            "exchange.keras.file",
            "exchange.onnx"));
    arrows.put(
        "exchange.known",
        List.of(
            "exchange.pytorch",
            "exchange.keras",
            "exchange.onnx.operator",
            "exchange.caffe",
            "exchange.darknet",
            "exchange.dl4j",
            "exchange.djl",
            "exchange.slim"));
    arrows.put("whatif", List.of());
    arrows.put("whatif.edit", List.of("notation"));
    arrows.put("whatif.tape", List.of("size"));
    arrows.put("whatif.sweep", List.of("whatif.edit", "whatif.tape", "report"));
    arrows.put("whatif.diff", List.of("report", "inventory"));
    arrows.put("whatif.fit", List.of("whatif.sweep"));
    arrows.put("whatif.play", List.of("whatif.fit"));
    arrows.put("whatif.sensitivity", List.of("whatif.sweep", "receptive"));
    arrows.put("whatif.variation", List.of("whatif.sweep", "whatif.diff"));
    arrows.put("spark", List.of("whatif.sweep"));
    arrows.put("view.display", List.of("report"));
    arrows.put("view.explanation", List.of("view.display"));
    arrows.put("view.plotly", List.of("view.display"));
    arrows.put("view.vector", List.of("view.display"));
    arrows.put("view.picture", List.of("view.plotly", "view.vector"));
    arrows.put("view.figure", List.of("view.picture"));
    arrows.put("view.diagram", List.of("view.display"));
    arrows.put("view.animation", List.of("view.display"));
    arrows.put(
        "view.chart",
        List.of(
            "view.figure",
            "memory",
            "serving",
            "receptive",
            "whatif.fit",
            "whatif.sensitivity",
            "whatif.variation",
            "zoo"));
    arrows.put("view.table", List.of("view.chart", "claim", "inventory.match"));
    arrows.put("view.page", List.of("view.table", "whatif.play"));
    arrows.put("view", List.of("view.table", "view.explanation", "view.diagram"));
    arrows.put("view.exercise", List.of("view.display", "exercise"));
    arrows.put("view.document", List.of("view.table", "view.explanation", "view.diagram"));
    arrows.put("view.sheet", List.of("view.document", "view.exercise"));
    arrows.put(
        "export",
        List.of(
            "exchange.json",
            "exchange.keras.source",
            "exchange.onnx.source",
            "exchange.djl.source",
            "exchange.pytorch.source",
            "view.document"));
    arrows.put("notebook.outcome", List.of("exchange.form", "view.table"));
    arrows.put(
        "notebook",
        List.of(
            "notebook.outcome",
            "exchange.known",
            "exchange.file",
            "export",
            "view",
            "view.exercise",
            "view.page"));
    arrows.put("notebook.offer", List.of("notebook"));
    arrows.put("notebook.command", List.of("notebook.offer"));
    arrows.put("notebook.command.define", List.of("notebook.command"));
    arrows.put(
        "notebook.command.look", List.of("notebook.command", "view.animation", "view.sheet"));
    arrows.put("notebook.command.change", List.of("notebook.command"));
    arrows.put(
        "notebook.magic",
        List.of("notebook.command.define", "notebook.command.look", "notebook.command.change"));
    arrows.put("notebook.assist", List.of("notebook.magic"));
    arrows.put("notebook.jjava", List.of("notebook.assist"));
    arrows.put("notebook.ijava", List.of("notebook.magic"));
    return arrows;
  }

  @TestFactory
  Stream<DynamicTest> aPackageImportsOnlyWhatComesBeforeIt() {
    return ARROWS.keySet().stream()
        .map(
            name -> {
              Set<String> allowed = reachable(name);
              String[] forbidden =
                  ARROWS.keySet().stream()
                      .filter(other -> !allowed.contains(other))
                      .map(PackageArrowsTest::room)
                      .toArray(String[]::new);
              return dynamicTest(
                  name + " → " + allowed,
                  () ->
                      noClasses()
                          .that()
                          .resideInAPackage(room(name))
                          .should()
                          .dependOnClassesThat(resideInAnyPackage(forbidden))
                          .allowEmptyShould(true)
                          .check(CLASSES));
            });
  }

  @Test
  void everyPackageHasItsPlaceAmongTheArrows() {
    Set<String> found =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ROOT + "."))
            .map(name -> name.substring(ROOT.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    found.removeAll(ARROWS.keySet());
    assertEquals(Set.of(), found, "packages that the arrows do not mention");
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyViewImportsTablesAndCharts() {
    onlyIn(pattern("view"), "tech.tablesaw..");
  }

  @Test
  void onlyItsPackageImportsSpark() {
    onlyIn(pattern("spark"), "org.apache.spark..");
    onlyIn(pattern("spark"), "scala..");
  }

  @Test
  void onlyTheTwoAdaptersImportAKernel() {
    onlyIn(pattern("notebook.jjava"), "org.dflib..");
    onlyIn(pattern("notebook.ijava"), "io.github.spencerpark..");
  }

  @Test
  void theCoreImportsNothingButTheJdk() {
    classes()
        .that()
        .resideInAnyPackage(patterns(WITHOUT_LIBRARIES))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", ROOT + "..", "org.jspecify.."))
        .check(CLASSES);
  }

  @Test
  void theCoreLoadsWithoutAnyLibrary() throws Exception {
    try (URLClassLoader alone =
        new URLClassLoader(locationOfTheLibrary(), ClassLoader.getPlatformClassLoader())) {
      assertThrows(ClassNotFoundException.class, () -> alone.loadClass("tech.tablesaw.api.Table"));
      for (JavaClass type : CLASSES.that(resideInAnyPackage(patterns(WITHOUT_LIBRARIES)))) {
        Class<?> loaded = Class.forName(type.getName(), true, alone);
        assertEquals(alone, loaded.getClassLoader());
        assertNotNull(loaded.getDeclaredMethods(), "its signatures resolve too");
      }
    }
  }

  @Test
  void nothingKeepsMutableStateInStatics() {
    noFields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage(GENERATED)
        .should()
        .notBeFinal()
        .check(CLASSES);
  }

  private static void onlyIn(String home, String library) {
    noClasses()
        .that(resideOutsideOfPackages(home))
        .should()
        .dependOnClassesThat(resideInAnyPackage(library))
        .check(CLASSES);
  }

  private static Set<String> reachable(String name) {
    Set<String> all = new TreeSet<>(Set.of(name));
    ARROWS.getOrDefault(name, List.of()).forEach(next -> all.addAll(reachable(next)));
    return all;
  }

  /** The package of a room, without the rooms in it. */
  private static String room(String name) {
    return ROOT + "." + name;
  }

  private static String pattern(String name) {
    return ROOT + "." + name + "..";
  }

  private static String[] patterns(Set<String> names) {
    return names.stream().map(PackageArrowsTest::pattern).toArray(String[]::new);
  }

  private static URL[] locationOfTheLibrary() {
    return CLASSES.stream()
        .flatMap(type -> type.getSource().stream())
        .map(source -> root(source.getUri()))
        .distinct()
        .toArray(URL[]::new);
  }

  private static URL root(URI classFile) {
    String text = classFile.toString();
    try {
      return URI.create(text.substring(0, text.indexOf(ROOT.replace('.', '/')))).toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
