package io.nerine.samples.quickstart;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.JsonLines;
import io.nerine.format.SchemaJson;
import io.nerine.schema.EntitySchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The corpus of this sample, from the class path. The data card says what is in it. */
final class ServiceReports {

  private ServiceReports() {}

  static EntitySchema schema() {
    try (InputStream in = open("schema.json")) {
      return SchemaJson.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), "schema.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<AnnotatedDocument> tagged() {
    return documents("service-reports.jsonl");
  }

  /** Reports that nobody has tagged. */
  static List<AnnotatedDocument> untagged() {
    return documents("new-reports.jsonl");
  }

  private static List<AnnotatedDocument> documents(String resource) {
    try (Stream<AnnotatedDocument> documents = JsonLines.stream(open(resource), resource)) {
      return documents.toList();
    }
  }

  private static InputStream open(String resource) {
    return Objects.requireNonNull(ServiceReports.class.getResourceAsStream(resource), resource);
  }
}
