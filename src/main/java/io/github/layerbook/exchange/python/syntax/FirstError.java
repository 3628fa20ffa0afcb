package io.github.layerbook.exchange.python.syntax;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Ends at the first error, as ANTLR's own strategy does, without the traces of stacks: texts of
 * thousands of lines that are no Python would make megabytes of them.
 */
final class FirstError extends DefaultErrorStrategy {
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
