package io.github.layerbook.exchange.python.syntax;

import java.util.Optional;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Ends at the first error, as ANTLR's own strategy does, without the traces of stacks: texts of
 * thousands of lines that are no code would make megabytes of them.
 */
public final class FirstError extends DefaultErrorStrategy {
  /** Makes the strategy. */
  public FirstError() {}

  /** Returns the token at which a parser that ends so has ended. */
  public static Optional<Token> offender(ParseCancellationException e) {
    return e.getCause() instanceof RecognitionException cause
        ? Optional.ofNullable(cause.getOffendingToken())
        : Optional.empty();
  }

  @Override
  public void recover(Parser recognizer, RecognitionException e) {
    throw new Untraced(e);
  }

  @Override
  public Token recoverInline(Parser recognizer) {
    throw new Untraced(new Mismatch(recognizer));
  }

  @Override
  public void sync(Parser recognizer) {
    // Nothing is put in or left out to go on.
  }

  private static final class Untraced extends ParseCancellationException {
    private static final long serialVersionUID = 1L;

    Untraced(RecognitionException cause) {
      super(cause);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private static final class Mismatch extends InputMismatchException {
    private static final long serialVersionUID = 1L;

    Mismatch(Parser recognizer) {
      super(recognizer);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
