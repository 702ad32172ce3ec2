package io.nerine.internal.format.files;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Counts what the documents that are written have and their format cannot hold, so that each kind
 * gets one line in the report. Not thread-safe.
 */
public final class Losses {

  private static final String LEFT_OUT = "left out";

  /** The ids that readers give to documents without. */
  private static final Pattern NUMBERED = Pattern.compile("(?:line|record)-\\d+");

  private final Set<FormatCapability> held;
  private final Tally tally;

  /**
   * Creates the count.
   *
   * @param held what the format can hold
   * @param log where the counts go
   * @param target what is written
   */
  public Losses(Set<FormatCapability> held, FormatLog log, String target) {
    this.held = held;
    this.tally = new Tally(log, target);
  }

  /**
   * Counts what a document has beyond its text and tags.
   *
   * @param document the document
   */
  public void count(AnnotatedDocument document) {
    if (!held.contains(FormatCapability.IDS) && !NUMBERED.matcher(document.id()).matches()) {
      tally.info(place(document), "a document with an id, which the format cannot hold", LEFT_OUT);
    }
    missing(document, FormatCapability.LANGUAGES, document.language().isPresent(), "a language");
    missing(document, FormatCapability.PARTS, document.part().isPresent(), "a part");
    missing(document, FormatCapability.METADATA, !document.metadata().isEmpty(), "metadata");
    boolean marked = document.reviewedTypes().isPresent() || document.reviewedRegions().isPresent();
    missing(document, FormatCapability.REVIEW_MARKS, marked, "marks of what was reviewed");
    boolean rejected = !document.rejectedSpans().isEmpty();
    missing(document, FormatCapability.REJECTED_SPANS, rejected, "rejected tags");
    boolean attributes =
        !held.contains(FormatCapability.SPAN_ATTRIBUTES)
            && document.spans().stream().anyMatch(span -> !span.attributes().isEmpty());
    missing(document, FormatCapability.SPAN_ATTRIBUTES, attributes, "attributes of tags");
  }

  private void missing(
      AnnotatedDocument document, FormatCapability needed, boolean has, String what) {
    if (has && !held.contains(needed)) {
      warning(document, "a document with " + what + ", which the format cannot hold", LEFT_OUT, "");
    }
  }

  /**
   * Counts something else of a document that is not written as it stands.
   *
   * @param document the document
   * @param found what it has
   * @param action what was done
   * @param fix what to change
   */
  public void warning(AnnotatedDocument document, String found, String action, String fix) {
    tally.warning(place(document), found, action, fix);
  }

  /**
   * Counts something of a document that is written, but that the format's own tool may not take.
   *
   * @param document the document
   * @param found what it has
   * @param action what was done
   */
  public void info(AnnotatedDocument document, String found, String action) {
    tally.info(place(document), found, action);
  }

  private static String place(AnnotatedDocument document) {
    return "document '%s'".formatted(Json.abbreviated(document.id()));
  }

  /** Reports the counts. */
  public void report() {
    tally.report();
  }
}
