package io.nerine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void keepsNumbersExactly() throws JsonProcessingException {
    assertThat(Json.value(Json.parse("[1, 2147483648, 9223372036854775808, 0.1, 1.0, 1e400]")))
        .isEqualTo(
            List.of(
                1,
                2147483648L,
                new BigInteger("9223372036854775808"),
                0.1,
                1.0,
                new BigDecimal("1e400")));
    assertThat(Json.value(Json.parse("0.10000000000000000001")))
        .isEqualTo(new BigDecimal("0.10000000000000000001"));
    assertThat(Json.value(Json.parse("1e-1000000000"))).isEqualTo(new BigDecimal("1e-1000000000"));
  }

  @Property
  void writesAnyStringThatUtf8CanCarry(@ForAll String any) throws JsonProcessingException {
    String json = Json.line(List.of(any));

    assertThat(json.codePoints())
        .noneMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE);
    assertThat(json).doesNotContain("\n", "\r");
    assertThat(Json.value(Json.parse(json))).isEqualTo(List.of(any));
  }

  @Test
  void escapesUnpairedSurrogatesOnly() {
    assertThat(Json.line("\uD83D\uDE00\uD83D\uD83D\uDE00\uDE00"))
        .isEqualTo("\"\uD83D\uDE00\\ud83d\uD83D\uDE00\\ude00\"");
  }

  @Test
  void refusesWhatIsNotStrictJson() {
    for (String json :
        List.of("{\"a\":1,\"a\":2}", "1 2", "{a:1}", "[1,]", "NaN", "01", "// x\n1", "'a'")) {
      assertThatThrownBy(() -> Json.parse(json))
          .as(json)
          .isInstanceOf(JsonProcessingException.class);
    }
  }

  @Test
  void breaksLinesAlikeOnEveryPlatform() {
    assertThat(Json.pretty(Map.of("a", List.of(1)))).isEqualTo("{\n  \"a\": [\n    1\n  ]\n}\n");
  }

  @Test
  void copiesDeeplyAndKeepsOrder() {
    List<Object> list = new ArrayList<>(List.of(1));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", list);
    map.put("a", true);

    Map<String, Object> copy = Json.copyMap("x", map);
    list.add(2);
    map.clear();

    assertThat(copy).containsExactly(Map.entry("z", List.of(1)), Map.entry("a", true));
    assertThatThrownBy(() -> copy.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void namesThePlaceOfAValueThatItCannotHold() {
    assertThatThrownBy(() -> Json.copy("x", Map.of("a", Arrays.asList(1, null))))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("x.a[1] must be a string, number, boolean, list or map, found null");
    assertThatThrownBy(() -> Json.copy("x", Map.of(1, 2)))
        .hasMessage("x has the key 1, which is no string");
    assertThatThrownBy(() -> Json.copy("x", Float.NEGATIVE_INFINITY))
        .hasMessageContaining("x is -Infinity, which JSON cannot hold");
    assertThatThrownBy(() -> Json.copy("x", Map.of("\uD800", 1)))
        .hasMessageContaining("unpaired surrogate");
  }
}
