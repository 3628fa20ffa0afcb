package io.github.layerbook.analysis;

import java.util.List;

/** Checks claims against what is computed. */
public final class ClaimCheck {
  private ClaimCheck() {}

  /** Checks each claim of a text against a network's report. */
  public static CheckReport of(Report report, List<Claim> claims) {
    return new CheckReport(
        report,
        claims.stream()
            .map(
                claim ->
                    new CheckReport.Checked(
                        claim,
                        "",
                        "",
                        new CheckReport.Computed.Nothing(),
                        claim.statement() instanceof Claim.Statement.Nothing
                            ? CheckReport.Verdict.NO_CLAIM
                            : CheckReport.Verdict.UNCLEAR,
                        ""))
            .toList());
  }
}
