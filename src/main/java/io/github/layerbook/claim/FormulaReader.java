package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.notation.Cell;
import io.github.layerbook.report.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads calculations that name neither a layer nor what they count, as people write them who count
 * parameters by hand: {@code (3*3*28+1)*28 = 7084}, {@code assert 26*(1*(5*5)+1) == 676}, {@code
 * 676 + 12,220 = 12,896}.
 *
 * <p>A sum among the factors is the bias's; a product alone may count anything and claims nothing.
 */
final class FormulaReader {
  /** Smaller results are seldom a layer's parameters: 2 + 3 = 5. */
  private static final BigDecimal LEAST = BigDecimal.TEN;

  private FormulaReader() {}

  /** Returns the calculations of a line, each about any layer, block or the whole. */
  static List<Claim> claims(Cell line) {
    List<Claim> claims = new ArrayList<>();
    int at = line.from();
    while (at < line.to()) {
      if (!begins(line, at)) {
        at++;
        continue;
      }
      AmountReader reader = new AmountReader(Labels.STANDARD, line.part(at, line.to()));
      List<Amount> chain = reader.chain();
      if (isFormula(chain)) {
        claims.add(
            StatementReader.claim(
                line.part(at, reader.position()),
                new Statement.OfQuantity(Quantity.PARAMETERS, Share.ALL, chain)));
      }
      at = Math.max(at + 1, reader.position());
    }
    return claims;
  }

  /** Whether a calculation may begin at a place: a number or bracket, and no part of one. */
  private static boolean begins(Cell line, int at) {
    char letter = line.text().charAt(at);
    char before = at > line.from() ? line.text().charAt(at - 1) : ' ';
    return (Character.isDigit(letter) || letter == '(')
        && (Character.isWhitespace(before) || before == '(' || before == ':' || before == '=');
  }

  private static boolean isFormula(List<Amount> chain) {
    return chain.size() > 1
        && hasSum(chain.get(0))
        && chain.stream().noneMatch(Amount::inBytes)
        && chain.get(chain.size() - 1).range(false).stated().compareTo(LEAST) >= 0;
  }

  private static boolean hasSum(Amount amount) {
    return amount instanceof Amount.Sum
        || (amount instanceof Amount.Product product
            && product.operands().stream().anyMatch(FormulaReader::hasSum));
  }
}
