package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.jsonl.DocumentParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonLinesLawsTest {

  @Property(tries = 300)
  void whatWasWrittenIsReadBack(@ForAll("documents") List<AnnotatedDocument> documents) {
    String content =
        documents.stream()
            .map(document -> JsonLines.toLine(document) + "\n")
            .collect(Collectors.joining());

    assertThat(
            JsonLines.stream(
                    new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "memory")
                .toList())
        .isEqualTo(documents);
  }

  @Property(tries = 2_000)
  void anyLineIsADocumentOrAProblem(@ForAll String line) throws Exception {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    List<String> problems = new ArrayList<>();
    Utf8Lines lines = new Utf8Lines(new ByteArrayInputStream(bytes), Utf8Lines.MAX_LINE_BYTES);
    while (lines.next()) {
      problems.clear();
      AnnotatedDocument document =
          DocumentParser.parse(
              lines, DocumentParser.OffsetRule.UTF16, (found, fix) -> problems.add(found));

      assertThat(document == null).isEqualTo(!problems.isEmpty() || lines.text().isBlank());
    }
  }

  @Provide
  Arbitrary<List<AnnotatedDocument>> documents() {
    return document().list().ofMaxSize(5);
  }

  private static Arbitrary<AnnotatedDocument> document() {
    // Any UTF-16 units: control characters, line breaks, surrogates with and without a partner.
    Arbitrary<String> anyText =
        Arbitraries.strings()
            .withCharRange('\0', '\uFFFF')
            .withChars('"', '\\', '\n', '\r', '\u2028', '\uD83D', '\uDE00', '\uFEFF')
            .ofMinLength(1)
            .ofMaxLength(40);
    return Combinators.combine(
            anyText,
            anyText,
            Arbitraries.maps(name().map(key -> "m-" + key), value(anyText)).ofMaxSize(3),
            spanSeeds(anyText),
            Arbitraries.of(DatasetPart.class).injectNull(0.5))
        .as(
            (id, text, metadata, seeds, part) -> {
              AnnotatedDocument.Builder document = AnnotatedDocument.builder(id, text);
              metadata.forEach(document::metadata);
              for (SpanSeed seed : seeds) {
                int start = seed.start() % text.length();
                int end = start + 1 + seed.length() % (text.length() - start);
                document.span(new EntitySpan(start, end, "T" + seed.type(), seed.attributes()));
              }
              if (part != null) {
                document.part(part);
              }
              return document.build();
            });
  }

  /** Any key that is no field of the form; unpaired surrogates are refused in keys. */
  private static Arbitrary<String> name() {
    return Arbitraries.strings().ofMaxLength(6).map(JsonLinesLawsTest::paired);
  }

  private static String paired(String any) {
    return any.codePoints()
        .filter(codePoint -> Character.getType(codePoint) != Character.SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private record SpanSeed(int start, int length, int type, Map<String, String> attributes) {}

  private static Arbitrary<List<SpanSeed>> spanSeeds(Arbitrary<String> anyText) {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 1_000);
    return Combinators.combine(
            number,
            number,
            number,
            Arbitraries.maps(name().map(key -> "a-" + key), anyText).ofMaxSize(2))
        .as(SpanSeed::new)
        .list()
        .ofMaxSize(4);
  }

  private static Arbitrary<Object> value(Arbitrary<String> anyText) {
    return Arbitraries.oneOf(
        anyText.map(Object.class::cast),
        Arbitraries.integers().map(Object.class::cast),
        Arbitraries.bigIntegers().filter(number -> number.bitLength() > 63).map(Object.class::cast),
        Arbitraries.doubles().map(Object.class::cast),
        Arbitraries.of(true, false).map(Object.class::cast),
        anyText.list().ofMaxSize(2).map(Object.class::cast));
  }
}
