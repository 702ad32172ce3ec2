package io.nerine.samples.quickstart;

import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Marks entities within their text: in colours, one a type, for a terminal; in square brackets for
 * anything else. Not thread-safe.
 */
final class Highlighter {

  private static final String RESET = "\u001B[0m";
  private static final String FAINT = "\u001B[2m";

  /** The colours of the terminal that are easy to read on black and on white. */
  private static final int[] COLOURS = {36, 35, 32, 33, 34, 31, 96, 95, 92, 94, 91};

  private final boolean colours;

  /** The types met so far, the first of which has the first colour. */
  private final List<String> types = new ArrayList<>();

  Highlighter(boolean colours) {
    this.colours = colours;
  }

  /** {@return one that uses colours if a person is watching who has not forbidden them} */
  static Highlighter ofConsole() {
    String noColor = System.getenv("NO_COLOR");
    return new Highlighter(isTerminal() && (noColor == null || noColor.isEmpty()));
  }

  @SuppressWarnings("SystemConsoleNull") // what the warning is about is looked at
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // JDK 22 and newer may have a console without a terminal, and can tell.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /**
   * Marks what was found in a text.
   *
   * @param extraction the text and its entities
   * @return the text with its entities marked; of entities that overlap, the first
   */
  String highlight(Extraction extraction) {
    String text = extraction.text();
    StringBuilder marked = new StringBuilder();
    int copied = 0;
    for (Entity entity : extraction.entities()) {
      if (entity.start() >= copied) {
        marked.append(text, copied, entity.start()).append(marked(entity));
        copied = entity.end();
      }
    }
    return marked.append(text, copied, text.length()).toString();
  }

  private String marked(Entity entity) {
    String confidence = String.format(Locale.ROOT, "%.2f", entity.confidence());
    return colours
        ? "\u001B[1;%dm%s%s%s %s %s%s"
            .formatted(
                colour(entity.type()),
                entity.text(),
                RESET,
                FAINT,
                entity.type(),
                confidence,
                RESET)
        : "[%s: %s (%s)]".formatted(entity.type(), entity.text(), confidence);
  }

  private int colour(String type) {
    if (!types.contains(type)) {
      types.add(type);
    }
    return COLOURS[types.indexOf(type) % COLOURS.length];
  }
}
