package io.github.layerbook.jupyter;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the unit tests of packages in a Java machine of its own. */
final class SelectedTests {
  private SelectedTests() {}

  /** Runs the tests of the packages, prints how many, and exits with 1 if one fails. */
  public static void main(String[] packages) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(packages).map(DiscoverySelectors::selectPackage).toList())
                .filters(excludeClassNamePatterns(".*IT"))
                .build(),
            listener);
    listener
        .getSummary()
        .printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    System.out.println("succeeded: " + listener.getSummary().getTestsSucceededCount());
    System.exit(listener.getSummary().getTotalFailureCount() > 0 ? 1 : 0);
  }
}
