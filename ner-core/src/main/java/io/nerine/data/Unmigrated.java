package io.nerine.data;

import io.nerine.document.EntitySpan;
import java.util.Objects;

/** Something that has no place in the newer version of a schema. Its text says it in a sentence. */
public sealed interface Unmigrated {

  /** {@return the name of the type in the older version} */
  String type();

  /** {@return why it was not taken over} */
  Reason reason();

  /** Why something was not taken over. */
  enum Reason {
    /** No type of the newer version stands for the type. */
    REMOVED("no type of the newer schema stands for it"),
    /** The type was split, and nothing decides which one it is. */
    UNDECIDED("the type was split and it was not decided into which"),
    /** The older version does not declare the type. */
    UNDECLARED("the older schema does not declare the type"),
    /** It holds for some of the types that were merged, and so not for the merged one. */
    PARTIAL("it does not hold for all types that were merged");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  /**
   * A tag.
   *
   * @param document the id of the document
   * @param span the tag
   * @param text the text of the tag
   * @param reason why it was not taken over
   */
  record Tag(String document, EntitySpan span, String text, Reason reason) implements Unmigrated {

    /** Creates the loss. */
    public Tag {
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(span, "span");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String type() {
      return span.type();
    }

    @Override
    public String toString() {
      return "Document '%s': tag '%s' of '%s' at %d to %d: %s"
          .formatted(document, span.type(), text, span.start(), span.end(), reason.text);
    }
  }

  /**
   * A place that was known not to be of a type.
   *
   * @param document the id of the document
   * @param span the place and the type
   * @param reason why it was not taken over
   */
  record Rejection(String document, EntitySpan span, Reason reason) implements Unmigrated {

    /** Creates the loss. */
    public Rejection {
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(span, "span");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String type() {
      return span.type();
    }

    @Override
    public String toString() {
      return "Document '%s': %d to %d is not '%s': %s"
          .formatted(document, span.start(), span.end(), span.type(), reason.text);
    }
  }

  /**
   * A mark that all mentions of a type are tagged.
   *
   * @param document the id of the document
   * @param type the type
   * @param reason why it was not taken over
   */
  record Review(String document, String type, Reason reason) implements Unmigrated {

    /** Creates the loss. */
    public Review {
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
      return "Document '%s': '%s' was fully reviewed: %s".formatted(document, type, reason.text);
    }
  }

  /**
   * A threshold.
   *
   * @param type the type
   * @param value the threshold
   * @param reason why it was not taken over
   */
  record Threshold(String type, double value, Reason reason) implements Unmigrated {

    /** Creates the loss. */
    public Threshold {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
      return "Threshold %s of '%s': %s".formatted(value, type, reason.text);
    }
  }
}
