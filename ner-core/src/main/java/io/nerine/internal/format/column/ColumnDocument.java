package io.nerine.internal.format.column;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.internal.format.tokens.Join;
import io.nerine.internal.format.tokens.TokenAlignment;
import io.nerine.internal.format.tokens.TokenText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document while its sentences are read. Not thread-safe. */
final class ColumnDocument {

  private final TokenText text;
  private final List<EntitySpan> spans = new ArrayList<>();
  private int line;
  private @Nullable String id;
  private @Nullable String language;
  private @Nullable DatasetPart part;
  private int sentences;
  private int[] starts = new int[64];
  private int[] ends = new int[64];

  /**
   * Begins a document.
   *
   * @param line the number of its first line
   * @param join what stands between two tokens
   */
  ColumnDocument(int line, Join join) {
    this.line = line;
    this.text = new TokenText(join);
  }

  /** Sets what the document is called by if nothing else is said. */
  void line(int line) {
    this.line = line;
  }

  void id(String id) {
    this.id = id;
  }

  void language(String language) {
    this.language = language;
  }

  void part(DatasetPart part) {
    this.part = part;
  }

  /** {@return whether there is anything to give out} */
  boolean begun() {
    return sentences > 0 || id != null;
  }

  int sentences() {
    return sentences;
  }

  int units() {
    return text.length();
  }

  /**
   * Adds the text of a sentence.
   *
   * @param sentence its tokens
   * @param stated its text as the file states it; null if it does not
   * @return whether the tokens stand in the stated text; if not, they are joined instead
   */
  boolean add(Sentence sentence, @Nullable String stated) {
    sentences++;
    if (sentence.size() > starts.length) {
      starts = Arrays.copyOf(starts, Math.max(sentence.size(), 2 * starts.length));
      ends = Arrays.copyOf(ends, starts.length);
    }
    if (stated != null && align(sentence, stated)) {
      int offset = text.addSentence(stated);
      for (int i = 0; i < sentence.size(); i++) {
        starts[i] += offset;
        ends[i] += offset;
      }
      return true;
    }
    text.beginSentence();
    for (int i = 0; i < sentence.size(); i++) {
      String form = sentence.form(i);
      starts[i] = text.add(form);
      ends[i] = starts[i] + form.length();
    }
    return stated == null;
  }

  private boolean align(Sentence sentence, String stated) {
    TokenAlignment alignment = new TokenAlignment(stated);
    for (int i = 0; i < sentence.size(); i++) {
      if (!alignment.next(sentence.form(i))) {
        return false;
      }
      starts[i] = alignment.start();
      ends[i] = alignment.end();
    }
    return true;
  }

  /** {@return where the tokens of the last sentence begin in the text} */
  int[] starts() {
    return starts;
  }

  /** {@return where the tokens of the last sentence end in the text} */
  int[] ends() {
    return ends;
  }

  void add(EntitySpan span) {
    spans.add(span);
  }

  AnnotatedDocument build() {
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder(id == null ? "line-" + line : id, text.toString()).spans(spans);
    if (language != null) {
      document.language(language);
    }
    if (part != null) {
      document.part(part);
    }
    return document.build();
  }
}
