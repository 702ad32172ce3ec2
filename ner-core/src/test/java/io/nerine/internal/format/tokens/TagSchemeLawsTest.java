package io.nerine.internal.format.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.internal.format.files.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Spans turned into tags and back, in each scheme and whatever is known of it. */
class TagSchemeLawsTest {

  private static final List<String> TYPES = List.of("PER", "LOC", "B-X", "O");

  @Property(tries = 500)
  void tagsGiveBackTheSpans(@ForAll long seed, @ForAll TagScheme scheme) {
    AnnotatedDocument document = document(new Random(seed), scheme);
    FormatLog log = new FormatLog();
    Losses losses = new Losses(Set.of(), log, "target");
    TokenisedDocument tokens = TokenisedDocument.of(document, TokenRule.WORDS, losses);
    List<TokenSpan> spans = SpanLayers.of(tokens, 1, losses).get(0);
    String[] tags = TagEncoder.tags(scheme, tokens, spans, losses);
    losses.report();
    assertThat(log.report().warnings()).isZero();

    for (TagScheme given : new TagScheme[] {scheme, null}) {
      FormatLog reading = new FormatLog();
      TagDecoder decoder = new TagDecoder("file", reading, TagNotation.DASH, given, "T");
      List<EntitySpan> read = new ArrayList<>();
      decoder.decode(
          List.of(tags),
          IntStream.range(0, tokens.size()).map(tokens::start).toArray(),
          IntStream.range(0, tokens.size()).map(tokens::end).toArray(),
          i -> "token " + i,
          read::add);
      decoder.finish();

      assertThat(read).as("%s, given %s", List.of(tags), given).isEqualTo(document.spans());
      if (given != null) {
        assertThat(reading.report().warnings()).isZero();
      }
    }
  }

  /** The scheme IO cannot part entities of one type that touch. */
  private static AnnotatedDocument document(Random random, TagScheme scheme) {
    int size = 1 + random.nextInt(12);
    String text = "w ".repeat(size).strip();
    AnnotatedDocument.Builder document = AnnotatedDocument.builder("d", text);
    int token = 0;
    String before = "";
    while (token < size) {
      int length = 1 + random.nextInt(3);
      String type = TYPES.get(random.nextInt(TYPES.size()));
      boolean parted = scheme != TagScheme.IO || !type.equals(before);
      if (random.nextBoolean() && token + length <= size && parted) {
        document.span(2 * token, 2 * (token + length) - 1, type);
        token += length;
        before = type;
      } else {
        token++;
        before = "";
      }
    }
    return document.build();
  }
}
