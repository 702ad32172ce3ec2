package io.nerine.internal.format.huggingface;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.NerException;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.JsonOutput;
import io.nerine.internal.format.JsonSafety;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.tokens.RebuiltTexts;
import io.nerine.internal.format.tokens.SpanLayers;
import io.nerine.internal.format.tokens.TagEncoder;
import io.nerine.internal.format.tokens.TagScheme;
import io.nerine.internal.format.tokens.TokenRecords;
import io.nerine.internal.format.tokens.TokenRule;
import io.nerine.internal.format.tokens.TokenSpan;
import io.nerine.internal.format.tokens.TokenStyle;
import io.nerine.internal.format.tokens.TokenisedDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes records of tokens and tags. For one use. */
final class HuggingFaceWriter {

  /** Metadata of these names would be read as something else. */
  private static final Set<String> OWN_FIELDS =
      Set.of(
          "id",
          "text",
          HuggingFaceFormat.TOKENS,
          "words",
          HuggingFaceFormat.TAGS,
          "ner",
          "tags",
          "labels",
          "ner_tags_str",
          "entity_tags",
          "rows",
          HuggingFaceConversion.ROW,
          NerineField.NAME);

  private final Path target;
  private final TagScheme scheme;
  private final TokenStyle style;
  private final JsonOutput.Layout layout;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final FormatLog log = new FormatLog();
  private final Losses losses;
  private final RebuiltTexts rebuilt;

  HuggingFaceWriter(Path target, WriteOptions options) {
    this.target = target;
    this.scheme = TagScheme.named(options.option(HuggingFaceFormat.SCHEME).orElse("iob2"));
    this.style = TokenStyle.of(options, TokenRule.WORDS);
    this.layout = JsonOutput.layout(options, HuggingFaceFormat.LAYOUT, JsonOutput.Layout.LINES);
    options
        .option(HuggingFaceFormat.LABELS)
        .map(ClassLabels::parse)
        .orElseGet(List::of)
        .forEach(label -> numbers.putIfAbsent(label, numbers.size()));
    this.losses = new Losses(TokenRecords.HELD, log, target.toString());
    this.rebuilt = TokenStyle.rebuilt(losses);
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    JsonOutput.write(target, layout, documents, document -> List.of(record(document)));
    rebuilt.report();
    losses.report();
    return log.report();
  }

  private Map<String, @Nullable Object> record(AnnotatedDocument given) {
    losses.count(given);
    AnnotatedDocument document = JsonSafety.writable(given, losses);
    TokenisedDocument tokens = TokenisedDocument.of(document, style.rule(), losses);
    List<TokenSpan> spans = SpanLayers.of(tokens, 1, losses).get(0);
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("id", document.id());
    List<String> words = TokenStyle.tokens(tokens);
    record.put(HuggingFaceFormat.TOKENS, words);
    List<Object> tags = new ArrayList<>(tokens.size());
    for (String tag : TagEncoder.tags(scheme, tokens, spans, losses)) {
      tags.add(numbers.isEmpty() ? tag : number(tag, document));
    }
    record.put(HuggingFaceFormat.TAGS, tags);
    style.putText(document, words, record, rebuilt);
    NerineField.put(document, TokenRecords.BEYOND, OWN_FIELDS, record, losses);
    log.count(TokenisedDocument.holding(document, spans));
    return record;
  }

  private Integer number(String tag, AnnotatedDocument document) {
    Integer number = numbers.get(tag);
    if (number == null) {
      throw new NerException(
          "Cannot write '%s': document '%s' has the tag '%s', which option '%s' does not name"
              .formatted(target, document.id(), tag, HuggingFaceFormat.LABELS));
    }
    return number;
  }
}
