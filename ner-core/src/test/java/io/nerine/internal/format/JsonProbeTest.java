package io.nerine.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.format.FormatProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonProbeTest {

  @TempDir Path directory;

  private JsonProbe probe(String content) throws IOException {
    return JsonProbe.of(
        FormatProbe.of(Files.writeString(directory.resolve("probed.json"), content)));
  }

  @Test
  void seesTheFirstRecords() throws IOException {
    assertThat(probe("[{\"text\":\"Riga\",\"label\":[]},{\"text\":\"Oslo\"}]").records())
        .hasSize(2);
    assertThat(probe("{\"text\":\"Riga\"}\n\n{\"text\":\"Oslo\"}\n").records()).hasSize(2);
    assertThat(probe("{\n\"text\":\"Riga\"}\n{\"text\":\"Oslo\"}").fields())
        .containsExactly("text");
    assertThat(probe("[\"Riga\", {}]").records()).hasSize(1);
    assertThat(probe("[[\"Riga\", {}]]").records()).hasSize(1);
  }

  @Test
  void seesWhatIsThereOfACutRecord() throws IOException {
    JsonProbe probe =
        probe(
            "{\"meta\":{\"kind\":\"x\"},\"documents\":[{\"location\":\"1.txt\",\"entities\":[{\"off");
    assertThat(probe.fields()).containsExactly("meta", "documents");
    assertThat(probe.any(record -> record.at("/documents/0/location").textValue().equals("1.txt")))
        .isTrue();
    assertThat(probe("{\"text\":\"Rig").fields()).containsExactly("text");
    assertThat(probe("{\"text\":\"" + "x".repeat(100_000) + "\",\"label\":[]}").fields())
        .containsExactly("text");
  }

  @Test
  void seesNothingInWhatIsNoJson() throws IOException {
    assertThat(probe("").records()).isEmpty();
    assertThat(probe("EU B-ORG\nrejects O\n").records()).isEmpty();
    assertThat(probe("#Text=Riga").fields()).isEmpty();
    assertThat(probe("[").fields()).isEmpty();
    assertThat(JsonProbe.of(FormatProbe.of(directory)).records()).isEmpty();
    assertThat(probe("[".repeat(60_000)).records()).hasSize(1);
    assertThat(probe("{\"a\":" + "9".repeat(5_000) + "}").any(JsonNode::isArray)).isFalse();
  }
}
