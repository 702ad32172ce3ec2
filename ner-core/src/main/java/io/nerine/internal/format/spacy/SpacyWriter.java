package io.nerine.internal.format.spacy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.internal.format.JsonOutput;
import io.nerine.internal.format.JsonSafety;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.tokens.LineCuts;
import io.nerine.internal.format.tokens.SpanLayers;
import io.nerine.internal.format.tokens.TagEncoder;
import io.nerine.internal.format.tokens.TagScheme;
import io.nerine.internal.format.tokens.TokenRecords;
import io.nerine.internal.format.tokens.TokenRule;
import io.nerine.internal.format.tokens.TokenSpan;
import io.nerine.internal.format.tokens.TokenisedDocument;
import io.nerine.text.CharSpan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes training data of spaCy 2: a document of one paragraph, a line of it a sentence. */
final class SpacyWriter {

  private final Path target;
  private final FormatLog log = new FormatLog();
  private final Losses losses;

  SpacyWriter(Path target) {
    this.target = target;
    this.losses = new Losses(TokenRecords.HELD, log, target.toString());
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    JsonOutput.write(
        target, JsonOutput.Layout.ARRAY, documents, document -> List.of(record(document)));
    losses.report();
    return log.report();
  }

  private Map<String, @Nullable Object> record(AnnotatedDocument given) {
    losses.count(given);
    AnnotatedDocument document = JsonSafety.writable(given, losses);
    TokenisedDocument tokens = TokenisedDocument.of(document, TokenRule.WORDS, losses);
    List<TokenSpan> spans = SpanLayers.of(tokens, 1, losses).get(0);
    String[] tags = TagEncoder.tags(TagScheme.BILOU, tokens, spans, losses);
    Map<String, Object> paragraph = new LinkedHashMap<>();
    paragraph.put(SpacyFormat.RAW, document.text());
    paragraph.put(SpacyFormat.SENTENCES, sentences(tokens, spans, tags));
    paragraph.put("cats", List.of());
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("id", document.id());
    record.put(SpacyFormat.PARAGRAPHS, List.of(paragraph));
    NerineField.put(document, TokenRecords.BEYOND, SpacyFormat.OWN_FIELDS, record, losses);
    log.count(TokenisedDocument.holding(document, spans));
    return record;
  }

  private static List<Map<String, Object>> sentences(
      TokenisedDocument tokens, List<TokenSpan> spans, String[] tags) {
    AnnotatedDocument document = tokens.document();
    List<Map<String, Object>> sentences = new ArrayList<>();
    List<Integer> cuts = LineCuts.of(document.text(), spans.stream().map(TokenSpan::span).toList());
    Reviewed reviewed = new Reviewed(document);
    int token = 0;
    for (int cut : cuts) {
      List<Map<String, Object>> rows = new ArrayList<>();
      while (token < tokens.size() && tokens.start(token) < cut) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", token);
        row.put(SpacyFormat.ORTH, tokens.text(token));
        row.put("tag", SpacyParagraph.MISSING);
        boolean known =
            reviewed.covers(tokens.start(token), tokens.end(token)) || !tags[token].equals("O");
        row.put(SpacyFormat.NER, known ? tags[token] : SpacyParagraph.MISSING);
        rows.add(row);
        token++;
      }
      if (!rows.isEmpty()) {
        sentences.add(Map.of(SpacyFormat.TOKENS, rows));
      }
    }
    return sentences;
  }

  /** Where it is known that there is no entity. To be asked from the beginning to the end. */
  private static final class Reviewed {

    private final boolean everywhere;
    private final List<CharSpan> regions;
    private int next;
    private int end = -1;

    Reviewed(AnnotatedDocument document) {
      boolean allTypes = document.reviewedTypes().isEmpty();
      this.everywhere = allTypes && document.reviewedRegions().isEmpty();
      // Where some types were reviewed, a token without a tag may be of another.
      this.regions = allTypes ? document.reviewedRegions().orElse(List.of()) : List.of();
    }

    boolean covers(int from, int to) {
      while (next < regions.size() && regions.get(next).start() <= from) {
        end = Math.max(end, regions.get(next++).end());
      }
      return everywhere || end >= to;
    }
  }
}
