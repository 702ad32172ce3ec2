package io.nerine.internal.format.spacysimple;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.internal.Json;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PythonLiteralLawsTest {

  /** Writes a string as Python may: any quotes, any escapes. */
  private static String literal(String text, Random random) {
    String quote = List.of("'", "\"", "'''", "\"\"\"").get(random.nextInt(4));
    StringBuilder literal = new StringBuilder(random.nextInt(5) == 0 ? "u" : "").append(quote);
    text.codePoints()
        .forEach(
            c -> {
              boolean plain = c >= ' ' && c != '\\' && c != '\'' && c != '"' && c != 0x7F;
              if (plain && random.nextInt(4) > 0) {
                literal.appendCodePoint(c);
              } else if (c <= 0xFF && random.nextInt(3) == 0) {
                literal.append("\\x%02x".formatted(c));
              } else if (c <= 0x1FF && random.nextInt(3) == 0) {
                literal.append("\\%03o".formatted(c));
              } else if (c <= 0xFFFF && random.nextBoolean()) {
                literal.append("\\u%04X".formatted(c));
              } else if ((c == '\\' || c == '\'' || c == '"') && random.nextBoolean()) {
                literal.append('\\').appendCodePoint(c);
              } else {
                literal.append("\\U%08x".formatted(c));
              }
              if (random.nextInt(20) == 0) {
                literal.append("\\\n");
              }
            });
    return literal.append(quote).toString();
  }

  private static String translated(String python) throws IOException {
    StringWriter json = new StringWriter();
    try (PythonLiteralReader in = new PythonLiteralReader(new StringReader(python))) {
      in.transferTo(json);
    }
    return json.toString();
  }

  @Property(tries = 500)
  void anyStringIsReadAsPythonReadsIt(
      @ForAll String text, @ForAll String type, @ForAll long seed, @ForAll int number)
      throws IOException {
    Random random = new Random(seed);
    String python =
        "DATA = [ # (\n(%s, {'entities': [(%d, None, %s,), ], \"x\": (True, False)}),\n]"
            .formatted(literal(text, random), number, literal(type, random));
    JsonNode read = Json.parse(translated(python));
    assertThat(read.at("/0/0").textValue()).isEqualTo(text);
    assertThat(read.at("/0/1/entities/0/0").intValue()).isEqualTo(number);
    assertThat(read.at("/0/1/entities/0/1").isNull()).isTrue();
    assertThat(read.at("/0/1/entities/0/2").textValue()).isEqualTo(type);
    assertThat(read.at("/0/1/x/0").booleanValue()).isTrue();
  }

  @Property(tries = 500)
  void anythingElseIsTranslatedWithoutFailing(@ForAll String text, @ForAll boolean quoted)
      throws IOException {
    assertThat(translated(quoted ? "['" + text : text)).isNotNull();
  }
}
