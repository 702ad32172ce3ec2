package io.nerine.internal.format.uima;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.format.SpanReader;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Json;
import io.nerine.internal.format.files.JsonAttributes;
import io.nerine.internal.format.files.Tally;
import io.nerine.internal.format.uima.TagTypes.Rank;
import io.nerine.internal.format.uima.XmiContent.Annotation;
import io.nerine.internal.format.uima.XmiContent.View;
import io.nerine.internal.format.uima.XmlEvents.BrokenXmlException;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns XMI files into documents. */
final class XmiDocuments {

  /** The feature in which we write what features cannot hold, as JSON. */
  static final String ATTRIBUTES = "nerineAttributes";

  /** The view that a file without several has. */
  static final String INITIAL_VIEW = "_InitialView";

  /** What UIMA writes for a language that is not known. */
  static final String NO_LANGUAGE = "x-unspecified";

  private static final String LEFT_OUT = "left out";

  private final TagTypes types;
  private final Rank least;
  private final ReadOptions options;
  private final FormatLog log;

  /**
   * Creates a reader.
   *
   * @param types which types are tags
   * @param least the rank that the type of a tag has at least
   * @param options how to read
   * @param log takes what is wrong
   */
  XmiDocuments(TagTypes types, Rank least, ReadOptions options, FormatLog log) {
    this.types = types;
    this.least = least;
    this.options = options;
    this.log = log;
  }

  /**
   * Reads the documents of a file, one for each text in it.
   *
   * @param path the file
   * @param name what the document is called if the file does not say it
   * @param system what is known of types
   * @return the documents; empty if the file cannot be read
   */
  List<AnnotatedDocument> read(Path path, String name, TypeSystem system) {
    String file = path.toString();
    Tally tally = new Tally(log, file);
    try {
      XmiContent content = XmiContent.read(path, types, least, system, tally);
      return new Cas(file, content, tally).documents(name);
    } catch (BrokenXmlException e) {
      log.error(file, e.place(), e.problem(), LEFT_OUT, "export it again as UIMA CAS XMI");
    } catch (IOException e) {
      String found = FileReplacement.describe(e);
      log.error(file, "", found, LEFT_OUT, "make it readable");
    } finally {
      tally.report();
    }
    return List.of();
  }

  /** One file. */
  private final class Cas {

    private final String file;
    private final XmiContent content;
    private final Tally tally;

    Cas(String file, XmiContent content, Tally tally) {
      this.file = file;
      this.content = content;
      this.tally = tally;
    }

    List<AnnotatedDocument> documents(String name) {
      List<AnnotatedDocument> documents = new ArrayList<>();
      long texts = content.views().values().stream().filter(view -> view.text() != null).count();
      content
          .views()
          .forEach(
              (sofa, view) -> {
                String text = view.text();
                if (text == null) {
                  tally.warning(
                      view.place(),
                      "a view that holds no text",
                      LEFT_OUT,
                      "export it with its text");
                } else {
                  documents.add(document(sofa, view, text, name, texts == 1));
                }
              });
      for (String sofa : content.tagged()) {
        if (!content.views().containsKey(sofa)) {
          String found = "annotations of a text '%s' that is not there".formatted(sofa);
          log.error(file, "", found, LEFT_OUT, "export the file again");
        }
      }
      if (content.views().isEmpty()) {
        log.error(file, "", "no text (cas:Sofa)", LEFT_OUT, "export the file again");
      }
      return documents;
    }

    private AnnotatedDocument document(
        String sofa, View view, String text, String name, boolean alone) {
      Map<String, String> metadata = content.metadata(sofa);
      String id = id(metadata, name);
      boolean initial = alone || view.name().equals(INITIAL_VIEW);
      AnnotatedDocument.Builder document =
          AnnotatedDocument.builder(initial ? id : id + "#" + view.name(), text);
      String language = metadata.getOrDefault("language", NO_LANGUAGE);
      if (!language.isBlank() && !language.equals(NO_LANGUAGE)) {
        document.language(language);
      }
      SpanReader reader =
          new SpanReader(file, text, options.offsets().orElse(OffsetEncoding.UTF16), options, log);
      for (Annotation annotation : content.annotations(sofa, tally)) {
        EntitySpan span = span(annotation, reader);
        if (span != null) {
          document.span(span);
        }
      }
      return document.build();
    }

    /**
     * INCEpTION puts the annotator's name where the id should be; what is both id and title is
     * meant.
     */
    private static String id(Map<String, String> metadata, String name) {
      String id = metadata.getOrDefault("documentId", "");
      return id.isBlank() || !id.equals(metadata.get("documentTitle")) ? name : id;
    }

    private @Nullable EntitySpan span(Annotation annotation, SpanReader reader) {
      long begin = offset(annotation.begin());
      long end = offset(annotation.end());
      if (begin < 0 || end < 0) {
        String found =
            "offsets '%s' and '%s'"
                .formatted(
                    Json.abbreviated(annotation.begin()), Json.abbreviated(annotation.end()));
        log.error(file, annotation.place(), found, LEFT_OUT, "write whole numbers from 0 on");
        return null;
      }
      if (begin == end) {
        tally.warning(
            annotation.place(),
            "an annotation of no character",
            "left out; a tag has at least one",
            "annotate the text that is meant");
        return null;
      }
      Map<String, String> attributes = new LinkedHashMap<>(annotation.features());
      String feature = types.feature(annotation.type(), attributes);
      String type =
          feature == null ? untyped(annotation) : String.valueOf(attributes.remove(feature));
      addAttributes(attributes, annotation.place());
      return reader.read(annotation.place(), begin, end, type, null, attributes).orElse(null);
    }

    private static long offset(String stated) {
      boolean number =
          !stated.isEmpty()
              && stated.length() <= 18
              && stated.chars().allMatch(digit -> digit >= '0' && digit <= '9');
      return number ? Long.parseLong(stated) : -1;
    }

    private String untyped(Annotation annotation) {
      String name = TypeSystem.simpleName(annotation.type());
      tally.warning(
          annotation.place(),
          "an annotation of type '%s' without a label".formatted(name),
          "read as of type '%s'".formatted(name),
          "give it a label, or name the feature that holds it by option '%s'"
              .formatted(TagTypes.FEATURE_OPTION));
      return name;
    }

    private void addAttributes(Map<String, String> attributes, String place) {
      String json = attributes.remove(ATTRIBUTES);
      if (json == null) {
        return;
      }
      Map<String, String> stated = JsonAttributes.read(json);
      if (stated != null) {
        attributes.putAll(stated);
      } else {
        String found = "a feature '%s' that is no JSON object".formatted(ATTRIBUTES);
        tally.warning(place, found, LEFT_OUT, "delete it");
      }
    }
  }
}
