package io.nerine.internal.format.gliner;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.JsonOutput;
import io.nerine.internal.format.JsonSafety;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.tokens.RebuiltTexts;
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

/** Writes training records of GLiNER, whose tokens are its words. For one use. */
final class GlinerWriter {

  /** Metadata of these names would be read as something else. */
  private static final Set<String> OWN_FIELDS =
      Set.of("id", "text", GlinerFormat.TOKENS, GlinerFormat.ENTITIES, NerineField.NAME);

  private final Path target;
  private final TokenStyle style;
  private final JsonOutput.Layout layout;
  private final FormatLog log = new FormatLog();
  private final Losses losses;
  private final RebuiltTexts rebuilt;

  GlinerWriter(Path target, Set<FormatCapability> held, WriteOptions options) {
    this.target = target;
    this.style = TokenStyle.of(options, TokenRule.GLINER);
    this.layout = JsonOutput.layout(options, GlinerFormat.LAYOUT, JsonOutput.Layout.ARRAY);
    this.losses = new Losses(held, log, target.toString());
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
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("id", document.id());
    List<String> words = TokenStyle.tokens(tokens);
    record.put(GlinerFormat.TOKENS, words);
    List<List<Object>> entities = new ArrayList<>();
    for (TokenSpan span : tokens.spans()) {
      entities.add(List.of(span.first(), span.end() - 1, span.type()));
    }
    record.put(GlinerFormat.ENTITIES, entities);
    style.putText(document, words, record, rebuilt);
    NerineField.put(document, TokenRecords.BEYOND, OWN_FIELDS, record, losses);
    log.count(TokenisedDocument.holding(document, tokens.spans()));
    return record;
  }
}
