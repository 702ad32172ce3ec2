package io.nerine.testing;

import io.nerine.exception.NerException;
import io.nerine.extract.Extraction;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What became of a call. */
final class Outcome {

  private Outcome() {}

  /** {@return what an act throws, without what carried it from another thread; or null} */
  static @Nullable Throwable thrownBy(BrokenLaws.Act act) {
    try {
      act.run();
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    } catch (ExecutionException | CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (Exception | StackOverflowError | AssertionError e) {
      return e;
    }
  }

  /** {@return all of an extraction that must be equal, in one line} */
  static String describe(@Nullable Extraction extraction) {
    if (extraction == null) {
      return "null";
    }
    if (extraction.failure().isPresent()) {
      NerException failure = extraction.failure().get();
      return failure.getClass().getSimpleName() + " " + failure.getMessage();
    }
    StringBuilder shown = new StringBuilder();
    extraction
        .entities()
        .forEach(entity -> shown.append(shown.isEmpty() ? "" : ", ").append(entity));
    if (shown.isEmpty()) {
      shown.append("no entity");
    }
    if (!extraction.complete()) {
      shown.append(" in the first ").append(extraction.coveredCharacters());
    }
    extraction.warnings().forEach(warning -> shown.append(" (").append(warning.code()).append(')'));
    return shown.toString();
  }
}
