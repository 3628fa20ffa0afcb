package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/**
 * A headless Chromium that reaches nothing but this machine: whatever a page wants from elsewhere
 * fails, as it does for a reader without a network.
 */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Pattern PAGE_OF_PDF = Pattern.compile("/Type\\s*/Page(?!s)");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Opens a browser with its profile in {@code profile}; without Chromium and its driver the test
   * is skipped, or fails if the environment says {@code LAYERBOOK_REQUIRE_CHROMIUM=true}.
   */
  static Browser open(Path profile) {
    Path chromium = found("chromium", "chromium-browser", "google-chrome");
    Path service = found("chromedriver");
    if (chromium.toString().isEmpty() || service.toString().isEmpty()) {
      absent();
    }
    ChromeOptions options = new ChromeOptions().setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--user-data-dir=" + profile);
    ChromeDriverService driverService =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(service.toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(driverService, options));
  }

  private static void absent() {
    String message =
        "NOT TESTED IN A BROWSER: chromium and chromedriver are not on the PATH"
            + " (on Debian: apt-get install chromium chromium-driver)";
    if (Boolean.parseBoolean(System.getenv("LAYERBOOK_REQUIRE_CHROMIUM"))) {
      throw new AssertionError(message);
    }
    System.err.println("*** " + message);
    abort(message);
  }

  private static Path found(String... names) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(names)
        .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1)).map(at -> Path.of(at, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(""));
  }

  /** Sets the window's size in pixels. */
  void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** Lays pages out for a screen of a size in pixels, which may be narrower than any window. */
  void screen(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Refuses scripts on the pages that are opened from now on, or allows them again. */
  void scripts(boolean allowed) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
  }

  /** Opens an address. */
  void visit(String address) {
    driver.get(address);
  }

  /** Loads the present page again. */
  void reload() {
    driver.navigate().refresh();
  }

  /** The elements that a CSS selector finds now. */
  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Whether a selector finds an element that has a size on the screen. */
  boolean shows(String selector) {
    return all(selector).stream().anyMatch(WebElement::isDisplayed);
  }

  /** The text of everything that a selector finds, in the page's order. */
  String text(String selector) {
    return String.join("\n", all(selector).stream().map(WebElement::getText).toList());
  }

  /** Waits until a condition holds; fails with a picture of the page if it does not in time. */
  void await(String what, BooleanSupplier condition) {
    if (!holdsWithin(PATIENCE, condition)) {
      screenshot("failed");
      fail("not seen: " + what + "; see target/screenshots/failed.png");
    }
  }

  /** Whether a condition holds now or a few seconds later. */
  boolean seesSoon(BooleanSupplier condition) {
    return holdsWithin(Duration.ofSeconds(5), condition);
  }

  private static boolean holdsWithin(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause();
    }
    return true;
  }

  /** Whether a condition holds now; a page that is just being redrawn does not fulfil any. */
  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (StaleElementReferenceException redrawn) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a page", e);
    }
  }

  /** Presses keys on what has the focus. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Presses a key while another is held. */
  void chord(Keys held, CharSequence key) {
    new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
  }

  /** Clicks an element. */
  void click(WebElement element) {
    new Actions(driver).moveToElement(element).click().perform();
  }

  /** How many sheets the present page takes in print, on the paper that its style asks for. */
  int printedPages() {
    Map<String, Object> printed =
        driver.executeCdpCommand("Page.printToPDF", Map.of("preferCSSPageSize", true));
    byte[] pdf = Base64.getDecoder().decode(String.valueOf(printed.get("data")));
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    return (int) PAGE_OF_PDF.matcher(text).results().count();
  }

  /** Runs a script in the page and returns what it returns, as text. */
  String script(String source) {
    return String.valueOf(driver.executeScript(source));
  }

  /** Errors that the page wrote to the console since the last call. */
  List<String> consoleErrors() {
    return driver.manage().logs().get("browser").getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  /** Keeps a picture of the page in {@code target/screenshots}. */
  void screenshot(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
