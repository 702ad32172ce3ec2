package io.nerine.onnx.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.EntitySpan;
import io.nerine.onnx.decode.TagEncoding.LeftOut;
import io.nerine.onnx.decode.TagEncoding.Reason;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import io.nerine.onnx.text.TinyTokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagSetTests {

  private static final TagSet TAGS = TagSet.bio(List.of("Person", "Place"));

  private static TagEncoding encode(String text, EntitySpan... spans) {
    try (SubwordTokenizer tokenizer =
        SubwordTokenizer.of(TinyTokenizer.json(List.of("anna"), true))) {
      EncodedText encoded = new TextEncoder(tokenizer, PipelineSettings.defaults()).encode(text);
      return TAGS.encode(encoded, List.of(spans));
    }
  }

  private static EntitySpan span(int start, int end, String type) {
    return new EntitySpan(start, end, type);
  }

  @Test
  void tagsFollowTheOrderOfTheTypes() {
    assertThat(TAGS.size()).isEqualTo(5);
    assertThat(TAGS.tagNames()).containsExactly("O", "B-Person", "I-Person", "B-Place", "I-Place");
    assertThat(TAGS.typeNames()).containsExactly("Person", "Place");
  }

  @Test
  void typesMustBeThereAndBeDifferent() {
    assertThatThrownBy(() -> TagSet.bio(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TagSet.bio(List.of("A", "A")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'A'");
  }

  @Test
  void spansBecomeBeginAndInside() {
    TagEncoding encoding = encode("Anna B. met Rome", span(0, 7, "Person"), span(12, 16, "Place"));
    assertThat(encoding.tags()).containsExactly(1, 2, 2, 0, 3);
    assertThat(encoding.leftOut()).isEmpty();
    assertThat(encoding.widened()).isEmpty();
  }

  @Test
  void neighboursStayTwoMentions() {
    assertThat(encode("Anna Bob", span(0, 4, "Person"), span(5, 8, "Person")).tags())
        .containsExactly(1, 1);
  }

  @Test
  void spanThatCutsAWordIsWidenedAndListed() {
    EntitySpan cut = span(0, 2, "Person");
    TagEncoding encoding = encode("Anna met", cut);
    assertThat(encoding.tags()).containsExactly(1, 0);
    assertThat(encoding.widened()).containsExactly(cut);
  }

  @Test
  void spaceAtTheEdgesOfASpanIsNoWord() {
    TagEncoding encoding = encode("x Anna  y", span(1, 8, "Person"));
    assertThat(encoding.tags()).containsExactly(0, 1, 0);
    assertThat(encoding.widened()).isEmpty();
  }

  @Test
  void ofOverlappingSpansTheEarlierThenTheLongerStays() {
    EntitySpan whole = span(0, 8, "Person");
    EntitySpan part = span(0, 4, "Place");
    EntitySpan late = span(5, 12, "Place");
    TagEncoding encoding = encode("Anna Bob met", late, part, whole);
    assertThat(encoding.tags()).containsExactly(1, 2, 0);
    assertThat(encoding.leftOut())
        .containsExactly(new LeftOut(part, Reason.OVERLAPS), new LeftOut(late, Reason.OVERLAPS));
  }

  @Test
  void repeatedSpanIsPassedOver() {
    TagEncoding encoding = encode("Anna", span(0, 4, "Person"), span(0, 4, "Person"));
    assertThat(encoding.tags()).containsExactly(1);
    assertThat(encoding.leftOut()).isEmpty();
  }

  @Test
  void spanWithoutAWordIsListed() {
    EntitySpan space = span(4, 6, "Person");
    TagEncoding encoding = encode("Anna  met", space);
    assertThat(encoding.tags()).containsExactly(0, 0);
    assertThat(encoding.leftOut()).containsExactly(new LeftOut(space, Reason.COVERS_NO_WORD));
  }

  @Test
  void twoSpansInOneWordCannotBothStay() {
    EntitySpan second = span(2, 4, "Place");
    TagEncoding encoding = encode("Anna", span(0, 2, "Person"), second);
    assertThat(encoding.tags()).containsExactly(1);
    assertThat(encoding.leftOut()).containsExactly(new LeftOut(second, Reason.OVERLAPS));
  }

  @Test
  void unknownTypeIsMisuse() {
    assertThatThrownBy(() -> encode("Anna", span(0, 4, "Perso")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Perso'")
        .hasMessageContaining("Person");
  }
}
