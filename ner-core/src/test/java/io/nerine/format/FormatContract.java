package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import io.nerine.text.OffsetMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The laws that every format keeps; the test of each extends this. What a format departs from it
 * says by overriding {@link FormatHooks}.
 */
public abstract class FormatContract extends HostileFilesContract {

  @TempDir Path directory;

  /** For the tests of the formats. */
  protected FormatContract() {}

  @Provide
  Arbitrary<List<AnnotatedDocument>> fitting() {
    return FormatDocuments.fitting(this);
  }

  @Provide
  Arbitrary<List<AnnotatedDocument>> any() {
    return FormatDocuments.any(this);
  }

  private FormatReport write(Path target, List<AnnotatedDocument> documents) {
    return Formats.write(target, format(), documents, writing().build());
  }

  private Imported read(Path target) {
    return Formats.read(target, format(), reading().build());
  }

  private Path target() {
    return directory.resolve(targetName());
  }

  @Property(tries = 100)
  void whatWasWrittenIsReadBack(@ForAll("fitting") List<AnnotatedDocument> documents) {
    inDirectory(
        folder -> {
          FormatReport written = write(folder.resolve(targetName()), documents);
          assertThat(written.documents()).isEqualTo(documents.size());
          assertThat(written.errors()).as("%s", written).isZero();

          Imported read = read(folder.resolve(targetName()));

          assertSame(documents, read.documents(), written.toString());
          assertThat(read.report().documents()).isEqualTo(documents.size());
          assertThat(read.report().spans())
              .isEqualTo(documents.stream().mapToLong(document -> document.spans().size()).sum());
        });
  }

  @Property(tries = 200)
  void noLossIsSilentAndNoTagMoves(@ForAll("any") List<AnnotatedDocument> documents) {
    inDirectory(
        folder -> {
          FormatReport written = write(folder.resolve(targetName()), documents);
          Imported read = read(folder.resolve(targetName()));

          if (written.warnings() + written.errors() == 0) {
            assertThat(inOrder(read.documents()).stream().map(FormatContract::textAndTags))
                .as("read back after no warning; the report was %s", written)
                .containsExactlyElementsOf(
                    inOrder(documents).stream().map(FormatContract::textAndTags).toList());
          }
          if (written.warnings() + written.errors() + written.notes() == 0) {
            assertThat(inOrder(read.documents()).stream().map(this::withoutAdditions))
                .as("read back after no note")
                .containsExactlyElementsOf(inOrder(documents));
          }
          Map<String, Integer> left = mentions(documents);
          mentions(read.documents())
              .forEach(
                  (mention, count) ->
                      assertThat(left.getOrDefault(mention, 0))
                          .as(
                              "mentions '%s' that were written; the report was %s",
                              mention, written)
                          .isGreaterThanOrEqualTo(count));
        });
  }

  @Property(tries = 40)
  void offsetsMayCountAnyUnit(@ForAll("fitting") List<AnnotatedDocument> any) {
    if (!statesOffsets()) {
      return;
    }
    inDirectory(
        folder -> {
          for (OffsetEncoding unit : OffsetEncoding.values()) {
            List<AnnotatedDocument> documents =
                any.stream().map(document -> atCharactersOf(unit, document)).toList();
            Path target = folder.resolve(targetName());
            FormatReport written =
                Formats.write(target, format(), documents, writing().offsets(unit).build());

            Imported read = Formats.read(target, format(), reading().offsets(unit).build());

            assertSame(documents, read.documents(), unit + ", " + written);
          }
        });
  }

  /** The document without the tags and regions that begin or end inside a character. */
  private static AnnotatedDocument atCharactersOf(OffsetEncoding unit, AnnotatedDocument document) {
    OffsetMap map = OffsetMap.of(document.text(), unit);
    AnnotatedDocument.Builder whole = AnnotatedDocument.builder(document.id(), document.text());
    document.language().ifPresent(whole::language);
    document.part().ifPresent(whole::part);
    document.metadata().forEach(whole::metadata);
    document.spans().stream().filter(span -> isWhole(map, span.span())).forEach(whole::span);
    document.rejectedSpans().stream()
        .filter(span -> isWhole(map, span.span()))
        .forEach(whole::rejectedSpan);
    document.reviewedTypes().ifPresent(whole::reviewedTypes);
    document
        .reviewedRegions()
        .ifPresent(
            regions ->
                whole.reviewedRegions(
                    regions.stream().filter(region -> isWhole(map, region)).toList()));
    return whole.build();
  }

  private static boolean isWhole(OffsetMap map, CharSpan span) {
    return IntStream.of(span.start(), span.end())
        .allMatch(offset -> map.toUtf16(map.fromUtf16(offset)) == offset);
  }

  private void assertSame(
      List<AnnotatedDocument> written, List<AnnotatedDocument> read, String report) {
    assertThat(read).as("documents; the report was %s", report).hasSameSizeAs(written);
    List<AnnotatedDocument> expected = inOrder(written);
    List<AnnotatedDocument> actual = inOrder(read);
    for (int i = 0; i < expected.size(); i++) {
      AnnotatedDocument before = projected(expected.get(i));
      AnnotatedDocument after = comparable(actual.get(i));
      assertThat(textAndTags(after)).isEqualTo(textAndTags(before));
      if (!holds(FormatCapability.IDS)) {
        after = after.toBuilder().id(before.id()).build();
      }
      assertThat(described(after)).isEqualTo(described(before));
      assertThat(after).isEqualTo(before);
    }
  }

  private static String textAndTags(AnnotatedDocument document) {
    StringBuilder described = new StringBuilder(document.text());
    for (EntitySpan span : document.spans()) {
      described.append(
          "%n%d..%d %s '%s'"
              .formatted(span.start(), span.end(), span.type(), document.textOf(span)));
    }
    return described.toString();
  }

  private static String described(AnnotatedDocument document) {
    return "%s %s %s%n%s%n%s%nrejected %s%nreviewed %s %s%nmetadata %s"
        .formatted(
            document.id(),
            document.language(),
            document.part(),
            document.text(),
            described(document.spans()),
            described(document.rejectedSpans()),
            document.reviewedTypes(),
            document.reviewedRegions(),
            new TreeMap<>(document.metadata()));
  }

  /** Attributes have no order, so their text must be given one. */
  private static List<String> described(List<EntitySpan> spans) {
    return spans.stream()
        .map(
            span ->
                "%d..%d %s %s"
                    .formatted(
                        span.start(), span.end(), span.type(), new TreeMap<>(span.attributes())))
        .toList();
  }

  /** How often each mention is tagged, white space and what is no character left aside. */
  private static Map<String, Integer> mentions(List<AnnotatedDocument> documents) {
    Map<String, Integer> mentions = new HashMap<>();
    for (AnnotatedDocument document : documents) {
      for (EntitySpan span : document.spans()) {
        String mention =
            document
                .textOf(span)
                .replaceAll("[\\p{IsWhite_Space}\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\uFFFD?]", "");
        mentions.merge(mention, 1, Integer::sum);
      }
    }
    return mentions;
  }

  @Test
  void whatItCanHoldSurvivesAndWhatItCannotIsReported() {
    Set<FormatCapability> held = format().capabilities();
    for (FormatCapability capability : FormatCapability.values()) {
      AnnotatedDocument document = FormatDocuments.example(capability);
      Path target = directory.resolve(capability + "-" + targetName());

      FormatReport written = write(target, List.of(document));
      List<AnnotatedDocument> read = read(target).documents();

      if (held.contains(capability)) {
        assertThat(comparableIds(read, document))
            .as("%s, which the format can hold; the report was %s", capability, written)
            .containsExactly(projected(document));
      } else {
        assertThat(written.problems())
            .as("what the writer says of %s, which the format cannot hold", capability)
            .isNotEmpty();
        assertThat(read.stream().map(this::withoutAdditions))
            .as("%s, which the format cannot hold", capability)
            .doesNotContain(document);
      }
    }
  }

  private List<AnnotatedDocument> comparableIds(
      List<AnnotatedDocument> read, AnnotatedDocument written) {
    return read.stream()
        .map(this::comparable)
        .map(
            document ->
                holds(FormatCapability.IDS)
                    ? document
                    : document.toBuilder().id(written.id()).build())
        .toList();
  }

  @Test
  void ordinaryDocumentsAreWrittenWithoutWarning() {
    FormatReport written = write(target(), FormatDocuments.samples());

    assertThat(written.warnings() + written.errors()).as("%s", written).isZero();
    assertThat(written.spans()).isEqualTo(12);
    assertThat(read(target()).report().warnings()).isZero();
  }

  @Test
  void noDocumentsAreNoDocuments() {
    write(target(), List.of());

    assertThat(read(target()).documents()).isEmpty();
  }

  @Test
  void itsOwnFileIsRecognised() {
    write(target(), FormatDocuments.samples());

    assertThat(Formats.detect(target()).name()).isEqualTo(format().name());
  }

  @Test
  void theUnitOfOffsetsShowsInTheFile() {
    if (!statesOffsets()) {
      return;
    }
    Set<Set<String>> contents = new HashSet<>();
    for (OffsetEncoding unit : OffsetEncoding.values()) {
      Formats.write(target(), format(), FormatDocuments.samples(), writing().offsets(unit).build());
      contents.add(contentOf(target()));
    }
    Formats.write(
        target(),
        format(),
        FormatDocuments.samples(),
        writing().offsets(format().offsets()).build());
    Set<String> own = contentOf(target());
    write(target(), FormatDocuments.samples());

    // Graphemes and code points differ in one document alone, in the mark of its e.
    assertThat(contents).hasSize(OffsetEncoding.values().length);
    assertThat(contentOf(target())).isEqualTo(own);
  }

  @Test
  void itIsFoundByItsName() {
    assertThat(format().name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(Formats.named(format().name())).hasSameClassAs(format());
    assertThat(format().description()).isNotBlank().doesNotContain("\n");
    assertThat(format().readOptions().values()).allSatisfy(text -> assertThat(text).isNotBlank());
    assertThat(format().writeOptions().values()).allSatisfy(text -> assertThat(text).isNotBlank());
  }

  @Test
  void aByteOrderMarkThatIsTextIsKeptOrReported() {
    AnnotatedDocument document =
        AnnotatedDocument.builder(ids().get(0), "\uFEFF went to Riga").span(0, 1, "PER").build();
    FormatReport written = write(target(), List.of(document));

    List<AnnotatedDocument> read = read(target()).documents();

    assertThat(mentions(List.of(document))).containsAllEntriesOf(mentions(read));
    if (written.warnings() + written.errors() == 0) {
      assertThat(read.stream().map(FormatContract::textAndTags))
          .containsExactly(textAndTags(document));
    }
  }

  @Test
  void itEndsOnceAndForAll() {
    write(target(), FormatDocuments.samples());
    try (DocumentReader reader = Formats.open(target(), format(), reading().build())) {
      int documents = 0;
      while (reader.next().isPresent()) {
        documents++;
        assertThat(reader.report().documents()).isEqualTo(documents);
      }
      assertThat(documents).isEqualTo(6);
      assertThat(reader.next()).isEqualTo(Optional.empty());
      assertThat(reader.next()).isEqualTo(Optional.empty());
      assertThat(reader.report().documents()).isEqualTo(6);
    }
  }

  @Test
  void aStreamGivesTheSameDocuments() {
    write(target(), FormatDocuments.samples());
    List<FormatReport> reports = new ArrayList<>();
    try (Stream<AnnotatedDocument> stream =
        Formats.stream(target(), format(), reading().build(), reports::add)) {
      assertThat(stream.toList()).isEqualTo(read(target()).documents());
    }
    assertThat(reports).hasSize(1);
  }

  @Test
  void manyThreadsReadAndWriteAtOnce() {
    write(target(), FormatDocuments.samples());
    List<AnnotatedDocument> documents = read(target()).documents();
    DocumentFormat shared = format();

    List<Boolean> same =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                i -> {
                  Path own = directory.resolve(i + targetName());
                  Formats.write(own, shared, FormatDocuments.samples(), writing().build());
                  List<AnnotatedDocument> read =
                      Formats.read(own, shared, reading().build()).documents();
                  return read.stream()
                      .map(FormatContract::textAndTags)
                      .toList()
                      .equals(documents.stream().map(FormatContract::textAndTags).toList());
                })
            .toList();

    assertThat(same).isEqualTo(Collections.nCopies(16, true));
  }

  @Test
  void aFailureWhileWritingLeavesTheOldTargetAsItWas() throws IOException {
    write(target(), FormatDocuments.samples().subList(0, 2));
    Set<String> before = contentOf(target());
    List<AnnotatedDocument> documents = FormatDocuments.samples();
    Iterable<AnnotatedDocument> failing =
        () ->
            new Iterator<>() {
              private int next;

              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public AnnotatedDocument next() {
                if (next == 3) {
                  throw new IllegalStateException("planted");
                }
                return documents.get(next++);
              }
            };

    assertThatThrownBy(() -> Formats.write(target(), format(), failing, writing().build()))
        .hasStackTraceContaining("planted");

    assertThat(contentOf(target())).isEqualTo(before);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(target());
    }
  }

  @Test
  void aSecondWriteReplacesTheFirst() {
    write(target(), FormatDocuments.samples());
    write(target(), FormatDocuments.samples().subList(0, 1));

    assertThat(read(target()).documents()).hasSize(1);
  }

  @Test
  void aByteOrderMarkAndForeignLineEndsChangeNothing() {
    write(target(), FormatDocuments.samples());
    List<AnnotatedDocument> plain = read(target()).documents();
    for (Path file : filesOf(target())) {
      String content = new String(bytesOf(file), StandardCharsets.UTF_8);
      if (takesAnyLineEnds()) {
        content = content.replaceAll("\r?\n", "\r\n");
      }
      if (takesByteOrderMark()) {
        content = "\uFEFF" + content;
      }
      put(file, content.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(read(target()).documents().stream().map(FormatContract::textAndTags).toList())
        .isEqualTo(plain.stream().map(FormatContract::textAndTags).toList());
    assertThat(Formats.detect(target()).name()).isEqualTo(format().name());
  }
}
