package io.nerine.internal.format.spacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.tokens.Join;
import io.nerine.internal.format.tokens.TagDecoder;
import io.nerine.internal.format.tokens.TokenAlignment;
import io.nerine.internal.format.tokens.TokenText;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One paragraph: its sentences, tokens and tags, and the text that they stand in. */
final class SpacyParagraph {

  /** The tag of a token of which nothing is known. */
  static final String MISSING = "-";

  private final List<Sentence> sentences = new ArrayList<>();
  private final JsonRecord record;
  private String text = "";

  private SpacyParagraph(JsonRecord record) {
    this.record = record;
  }

  private static final class Sentence {
    private final String inside;
    private final List<String> tokens = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private int[] starts = new int[0];
    private int[] ends = new int[0];

    Sentence(String inside) {
      this.inside = inside;
    }

    void place(int[] starts, int[] ends) {
      this.starts = starts;
      this.ends = ends;
    }
  }

  /**
   * Reads a paragraph.
   *
   * @param record the record that it is in
   * @param inside the pointer to it
   * @param value the paragraph
   * @param reading how it is read
   * @param join what stands between two tokens where nothing tells
   * @return the paragraph; null if a token cannot be read, which was reported
   */
  static @Nullable SpacyParagraph read(
      JsonRecord record, String inside, JsonNode value, RecordReading reading, Join join) {
    SpacyParagraph paragraph = new SpacyParagraph(record);
    StringBuilder spaced = new StringBuilder();
    boolean statesSpaces = true;
    int number = 0;
    for (JsonNode sentence : value.path(SpacyFormat.SENTENCES)) {
      Sentence read =
          new Sentence("%s/%s/%d/tokens".formatted(inside, SpacyFormat.SENTENCES, number++));
      for (JsonNode token : sentence.path(SpacyFormat.TOKENS)) {
        JsonNode orth = token.path(SpacyFormat.ORTH);
        JsonNode tag = token.path(SpacyFormat.NER);
        if (!orth.isTextual() || !(tag.isTextual() || tag.isNull() || tag.isMissingNode())) {
          reading.error(
              record.place("%s/%d".formatted(read.inside, read.tokens.size())),
              "a token with %s as 'orth' and %s as 'ner'"
                  .formatted(Json.kind(orth), Json.kind(tag)),
              "write both as strings");
          return null;
        }
        read.tokens.add(orth.textValue());
        read.tags.add(tag.isTextual() && !tag.textValue().isEmpty() ? tag.textValue() : MISSING);
        statesSpaces &= token.path(SpacyFormat.SPACE).isTextual();
        spaced.append(orth.textValue()).append(token.path(SpacyFormat.SPACE).asText());
      }
      paragraph.sentences.add(read);
    }
    paragraph.place(
        value.path(SpacyFormat.RAW), statesSpaces ? spaced : null, inside, reading, join);
    return paragraph;
  }

  private void place(
      JsonNode raw,
      @Nullable StringBuilder spaced,
      String inside,
      RecordReading reading,
      Join join) {
    if (raw.isTextual()) {
      if (align(raw.textValue())) {
        return;
      }
      reading
          .log()
          .warning(
              reading.file(),
              record.place(inside + "/" + SpacyFormat.RAW),
              "a text that the tokens do not stand in",
              "left out; the tokens were joined",
              "correct the text, or leave it out");
    }
    if (spaced == null || !align(spaced.toString())) {
      join(join);
    }
  }

  private boolean align(String stated) {
    TokenAlignment alignment = new TokenAlignment(stated);
    for (Sentence sentence : sentences) {
      int[] starts = new int[sentence.tokens.size()];
      int[] ends = new int[starts.length];
      for (int i = 0; i < starts.length; i++) {
        if (!alignment.next(sentence.tokens.get(i))) {
          return false;
        }
        starts[i] = alignment.start();
        ends[i] = alignment.end();
      }
      sentence.place(starts, ends);
    }
    text = stated;
    return true;
  }

  private void join(Join join) {
    TokenText joined = new TokenText(join);
    for (Sentence sentence : sentences) {
      joined.beginSentence();
      int[] starts = new int[sentence.tokens.size()];
      int[] ends = new int[starts.length];
      for (int i = 0; i < starts.length; i++) {
        String token = sentence.tokens.get(i);
        starts[i] = token.isEmpty() ? joined.length() : joined.add(token);
        ends[i] = starts[i] + token.length();
      }
      sentence.place(starts, ends);
    }
    text = joined.toString();
  }

  String text() {
    return text;
  }

  /** Adds the tags, moved to where the paragraph begins in the text. */
  void decode(int offset, TagDecoder decoder, List<EntitySpan> spans) {
    for (Sentence sentence : sentences) {
      decoder.decode(
          sentence.tags,
          sentence.starts,
          sentence.ends,
          i -> record.place("%s/%d/%s".formatted(sentence.inside, i, SpacyFormat.NER)),
          span ->
              spans.add(new EntitySpan(span.start() + offset, span.end() + offset, span.type())));
    }
  }

  /**
   * Adds the regions whose tags are known.
   *
   * @return whether all are
   */
  boolean addKnown(int offset, List<CharSpan> regions) {
    boolean all = true;
    int start = -1;
    int end = -1;
    for (Sentence sentence : sentences) {
      for (int i = 0; i < sentence.tags.size(); i++) {
        boolean known = !sentence.tags.get(i).equals(MISSING);
        all &= known;
        if (known) {
          start = start < 0 ? sentence.starts[i] : start;
          end = sentence.ends[i];
        } else if (start >= 0) {
          regions.add(new CharSpan(offset + start, offset + end));
          start = -1;
        }
      }
    }
    if (start >= 0) {
      regions.add(new CharSpan(offset + start, offset + end));
    }
    return all;
  }
}
