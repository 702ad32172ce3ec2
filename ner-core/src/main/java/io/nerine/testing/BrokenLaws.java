package io.nerine.testing;

import io.nerine.extract.Extraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The laws that an extractor was seen to break. Thread-safe. */
final class BrokenLaws {

  /** Examples that a message shows of each law. */
  private static final int EXAMPLES = 3;

  private final Map<Law, List<String>> examples = new LinkedHashMap<>();
  private @Nullable Throwable first;

  /** Something that an extractor does; what it throws is judged, whatever it is. */
  @FunctionalInterface
  interface Act {
    @Nullable Object run() throws Exception;
  }

  /** Notes a broken law. */
  void add(Law law, String example) {
    add(law, example, null);
  }

  synchronized void add(Law law, String example, @Nullable Throwable cause) {
    List<String> ofLaw = examples.computeIfAbsent(law, added -> new ArrayList<>());
    ofLaw.add(cause == null ? example : example + " threw " + cause);
    if (first == null) {
      first = cause;
    }
  }

  /** Notes a broken law unless the extraction is what it should be. */
  void expectEqual(Law law, Extraction expected, @Nullable Extraction found, String call) {
    String wanted = Outcome.describe(expected);
    String got = Outcome.describe(found);
    if (!wanted.equals(got)) {
      add(
          law,
          "%s of %s gave %s, a single call %s"
              .formatted(call, ShownText.quoted(expected.text()), got, wanted));
    }
  }

  /** Runs what must throw an exception of a class. */
  void expectThrown(Law law, Class<? extends Throwable> kind, String call, Act act) {
    Throwable thrown = Outcome.thrownBy(act);
    if (thrown == null) {
      add(law, "%s threw nothing, expected %s".formatted(call, kind.getSimpleName()));
    } else if (!kind.isInstance(thrown)) {
      add(law, "%s, expected %s,".formatted(call, kind.getSimpleName()), thrown);
    }
  }

  /** Throws an error that lists them, if there are any. */
  void report() {
    if (examples.isEmpty()) {
      return;
    }
    StringBuilder message =
        new StringBuilder(
            examples.size() == 1
                ? "The extractor breaks 1 law:"
                : "The extractor breaks " + examples.size() + " laws:");
    examples.forEach(
        (law, ofLaw) -> {
          message.append('\n').append(law).append(": ").append(law.text());
          ofLaw.stream().limit(EXAMPLES).forEach(example -> message.append("\n  ").append(example));
          if (ofLaw.size() > EXAMPLES) {
            message.append("\n  and ").append(ofLaw.size() - EXAMPLES).append(" times more");
          }
        });
    throw new AssertionError(message.toString(), first);
  }
}
