package io.nerine.internal.format.uima;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.internal.format.files.DocumentIndex;
import io.nerine.internal.format.files.FileNames;
import io.nerine.internal.format.files.FolderTarget;
import io.nerine.internal.format.files.JsonAttributes;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.files.WrittenText;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Writes a directory of one file a document, and the description of the types. For one use. */
final class XmiWriter {

  private static final Pattern FEATURE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");
  private static final Set<String> TAKEN =
      Set.of("sofa", "begin", "end", "value", XmiDocuments.ATTRIBUTES);
  private static final int MOST_FEATURES = 200;

  private final Path target;
  private final OffsetEncoding unit;
  private final FormatLog log = new FormatLog();
  private final Losses losses;
  private final FileNames names = new FileNames(true);
  private final Set<String> features = new TreeSet<>();

  XmiWriter(Path target, OffsetEncoding unit, Set<FormatCapability> held) {
    this.target = target;
    this.unit = unit;
    this.losses = new Losses(held, log, target.toString());
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    FolderTarget.write(target, XmiSource::isOwn, folder -> writeTo(folder, documents));
    losses.report();
    return log.report();
  }

  private void writeTo(Path folder, Iterable<AnnotatedDocument> documents) throws IOException {
    try (DocumentIndex.Output index = new DocumentIndex.Output(folder)) {
      for (AnnotatedDocument document : documents) {
        losses.count(document);
        String path = names.next(document.id()) + ".xmi";
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        put(file, xmi(document));
        // The file states the id, so that only the order may need the index.
        index.add(path, document.id(), document.id());
      }
    }
    put(folder.resolve(TypeSystem.FILE), TypeSystemText.of(features));
  }

  private static void put(Path file, String content) throws IOException {
    // Not forced to the disk one by one, which takes minutes for thousands of documents.
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  private String xmi(AnnotatedDocument document) {
    String text = XmlText.holdable(document.text());
    if (!text.equals(document.text())) {
      losses.warning(
          document, "a character that XML cannot hold", "written as U+FFFD", "remove it");
    }
    WrittenText offsets = new WrittenText(text, unit);
    StringBuilder elements = new StringBuilder(text.length() + 1000);
    StringBuilder members = new StringBuilder("2");
    AnnotatedDocument.Builder written = AnnotatedDocument.builder(document.id(), document.text());
    int id = 2;
    for (EntitySpan span : document.spans()) {
      if (!offsets.holds(span)) {
        losses.warning(document, "a tag that begins or ends inside a character", "left out", "");
        continue;
      }
      id++;
      members.append(' ').append(id);
      elements.append("    <ner:NamedEntity xmi:id=\"").append(id).append("\" sofa=\"1\" begin=\"");
      elements.append(offsets.offset(span.start())).append("\" end=\"");
      elements.append(offsets.offset(span.end())).append('"');
      attribute(elements, "value", span.type(), document);
      addAttributes(elements, span, document);
      elements.append("/>\n");
      written.span(span);
    }
    log.count(written.build());
    StringBuilder xmi = new StringBuilder(elements.length() + text.length() + 1000);
    addMetadata(xmi, document, offsets.offset(text.length()));
    xmi.append(elements);
    xmi.append("    <cas:Sofa xmi:id=\"1\" sofaNum=\"1\"");
    attribute(xmi, "sofaID", XmiDocuments.INITIAL_VIEW, document);
    xmi.append(" mimeType=\"text\"");
    attribute(xmi, "sofaString", text, document);
    xmi.append("/>\n    <cas:View sofa=\"1\" members=\"").append(members).append("\"/>\n");
    xmi.append("</xmi:XMI>\n");
    return head(xmi) + xmi;
  }

  private static String head(CharSequence body) {
    // Controls stand as references such as &#1; there.
    boolean controls = CONTROL.matcher(body).find();
    return """
        <?xml version="%s" encoding="UTF-8"?>
        <xmi:XMI xmlns:xmi="%s" xmlns:cas="%s"
            xmlns:metadata="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore"
            xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmi:version="2.0">
            <cas:NULL xmi:id="0"/>
        """
        .formatted(controls ? "1.1" : "1.0", XmiContent.XMI, XmiContent.CAS);
  }

  private static final Pattern CONTROL =
      Pattern.compile("&#(?!(?:9|10|13);)(?:[0-9]|[12][0-9]|3[01]);");

  private void addMetadata(StringBuilder xmi, AnnotatedDocument document, int length) {
    xmi.append("    <metadata:DocumentMetaData xmi:id=\"2\" sofa=\"1\" begin=\"0\" end=\"");
    xmi.append(length).append('"');
    attribute(xmi, "language", document.language().orElse(XmiDocuments.NO_LANGUAGE), document);
    attribute(xmi, "documentTitle", document.id(), document);
    attribute(xmi, "documentId", document.id(), document);
    xmi.append(" isLastSegment=\"false\"/>\n");
  }

  private void addAttributes(StringBuilder element, EntitySpan span, AnnotatedDocument document) {
    Map<String, String> others = new TreeMap<>();
    new TreeMap<>(span.attributes())
        .forEach(
            (key, value) -> {
              boolean plain = FEATURE.matcher(key).matches() && !TAKEN.contains(key);
              if (plain && (features.contains(key) || features.size() < MOST_FEATURES)) {
                features.add(key);
                attribute(element, key, value, document);
              } else {
                JsonAttributes.put(others, key, value, document, losses);
              }
            });
    if (!others.isEmpty()) {
      attribute(element, XmiDocuments.ATTRIBUTES, JsonAttributes.write(others), document);
    }
  }

  private void attribute(StringBuilder out, String name, String value, AnnotatedDocument document) {
    String holdable = XmlText.holdable(value);
    if (!holdable.equals(value)) {
      losses.warning(
          document, "a '%s' that XML cannot hold".formatted(name), "written with U+FFFD", "");
    }
    XmlText.attribute(out, name, holdable);
  }
}
