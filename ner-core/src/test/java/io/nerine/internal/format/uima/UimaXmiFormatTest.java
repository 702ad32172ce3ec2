package io.nerine.internal.format.uima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatContract;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UimaXmiFormatTest extends FormatContract {

  private static final ReadOptions STRICT = ReadOptions.defaults();
  private static final ReadOptions LENIENT = ReadOptions.builder().lenient().build();

  @TempDir Path folder;

  @Override
  protected DocumentFormat format() {
    return new UimaXmiFormat();
  }

  @Override
  protected String targetName() {
    return "cas";
  }

  private Path xmi(String name, String elements) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(
        file,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
            xmlns:x="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"
            xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore"
            xmlns:meta="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore"
            xmlns:my="http:///org/example/plant.ecore"
            xmlns:bare="http:///uima/noNamespace.ecore"
            xmlns:tcas="http:///uima/tcas.ecore" xmi:version="2.0">
            <cas:NULL xmi:id="0"/>
        %s</xmi:XMI>
        """
            .formatted(elements));
  }

  private static String sofa(String text) {
    return """
        <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="%s"/>
        """
        .formatted(text);
  }

  private AnnotatedDocument only(Path input, ReadOptions options) {
    List<AnnotatedDocument> documents = Formats.read(input, format(), options).documents();
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  private static ReadOptions.Builder option(String name, String value) {
    return ReadOptions.builder().option(name, value);
  }

  @Test
  void readsNamedEntitiesByNamespaceNotPrefix() throws IOException {
    Path file =
        xmi(
            "shift 7.xmi",
            """
            <meta:DocumentMetaData xmi:id="9" sofa="1" begin="0" end="23" language="pl"
                documentTitle="shift 7.txt" documentId="marta"/>
            <seg:Token xmi:id="2" sofa="1" begin="0" end="2"/>
            <seg:Sentence xmi:id="3" sofa="1" begin="0" end="23"/>
            <x:NamedEntity xmi:id="4" sofa="1" begin="3" end="7" value="PER"
                identifier="http://example.org/Ania"/>
            <x:Location xmi:id="5" sofa="1" begin="10" end="16" value=""/>
            <my:Mood xmi:id="6" sofa="1" begin="0" end="23" value="glad"/>
            """
                + sofa("\uD83D\uDEA2 Ania w Gdyni&#10;i &amp; dalej"));

    Imported imported = Formats.read(file, format(), STRICT);

    assertThat(Formats.detect(file).name()).isEqualTo("uima-xmi");
    assertThat(imported.documents())
        .containsExactly(
            AnnotatedDocument.builder("shift 7", "\uD83D\uDEA2 Ania w Gdyni\ni & dalej")
                .language("pl")
                .span(new EntitySpan(3, 7, "PER", Map.of("identifier", "http://example.org/Ania")))
                .span(new EntitySpan(10, 16, "Location", Map.of("value", "")))
                .build());
    assertThat(imported.report().toString())
        .contains("an annotation of type 'Location' without a label; read as of type 'Location'");
  }

  @Test
  void readsTypesOfOnesOwnWhereThereAreNoNamedEntities() throws IOException {
    Path file =
        xmi(
            "a.xmi",
            """
            <my:Device xmi:id="4" sofa="1" begin="0" end="4" grade="sure" label="PUMP"/>
            <bare:Site xmi:id="5" sofa="1" begin="8" end="13"/>
            <my:WordToken xmi:id="6" sofa="1" begin="0" end="4"/>
            <my:Relation xmi:id="7" sofa="1" begin="0" end="4" Governor="4" Dependent="5"/>
            <my:NameLink xmi:id="8" sofa="1" begin="0" end="4"/>
            <tcas:Annotation xmi:id="10" sofa="1" begin="0" end="4"/>
            <tcas:DocumentAnnotation xmi:id="11" sofa="1" begin="0" end="13" language="en"/>
            <my:Chain xmi:id="12" first="8"/>
            """
                + sofa("Pump in Lagos"));

    Imported imported = Formats.read(file, format(), STRICT);

    assertThat(imported.documents())
        .containsExactly(
            AnnotatedDocument.builder("a", "Pump in Lagos")
                .language("en")
                .span(new EntitySpan(0, 4, "PUMP", Map.of("grade", "sure")))
                .span(8, 13, "Site")
                .build());
    assertThat(imported.report().toString())
        .contains("a relation or a link of a chain, of type 'Relation'; left out")
        .contains("a relation or a link of a chain, of type 'NameLink'; left out");
  }

  @Test
  void aDirectoryHasTheSameTypesInAllFiles() throws IOException {
    xmi("a.xmi", "<my:Mood xmi:id=\"4\" sofa=\"1\" begin=\"0\" end=\"2\"/>" + sofa("ok"));
    xmi(
        "sub/b.xmi",
        "<x:NamedEntity xmi:id=\"4\" sofa=\"1\" begin=\"0\" end=\"3\" value=\"PER\"/>"
            + sofa("Ida"));

    assertThat(Formats.read(folder, format(), STRICT).documents())
        .containsExactly(
            AnnotatedDocument.of("a", "ok"),
            AnnotatedDocument.builder("sub/b", "Ida").span(0, 3, "PER").build());
    assertThat(Formats.detect(folder).name()).isEqualTo("uima-xmi");
  }

  @Test
  void readsTheTypesAndTheFeatureThatAreAskedFor() throws IOException {
    Path file =
        xmi(
            "a.xmi",
            """
            <x:NamedEntity xmi:id="3" sofa="1" begin="8" end="13" value="LOC"/>
            <my:Device xmi:id="4" sofa="1" begin="0" end="4" grade="A" label="PUMP"/>
            """
                + sofa("Pump in Lagos"));

    for (String type : List.of("Device", "org.example.plant.Device", "Mood, Device")) {
      assertThat(only(file, option("type", type).option("feature", "grade").build()).spans())
          .containsExactly(new EntitySpan(0, 4, "A", Map.of("label", "PUMP")));
    }
    assertThat(only(file, option("type", "NamedEntity,Device").build()).spans()).hasSize(2);
    assertThatThrownBy(() -> only(file, option("type", " , ").build()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void heedsTheTypeSystemBesideIt() throws IOException {
    Files.writeString(
        folder.resolve("TypeSystem.xml"),
        """
        <typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
        <typeDescription><name>org.example.plant.Device</name><description/>
          <supertypeName>org.example.NamedEntity</supertypeName>
          <features><featureDescription><name>maker</name><description/>
            <rangeTypeName>org.example.plant.Maker</rangeTypeName></featureDescription>
          <featureDescription><name>grade</name><rangeTypeName>uima.cas.Integer</rangeTypeName>
          </featureDescription></features></typeDescription>
        <typeDescription><name>org.example.plant.Loop</name>
          <supertypeName>org.example.plant.Loop</supertypeName></typeDescription>
        </types></typeSystemDescription>
        """);
    Path file =
        xmi(
            "a.xmi",
            """
            <my:Device xmi:id="4" sofa="1" begin="0" end="4" value="PUMP" grade="3" maker="17"/>
            <my:Loop xmi:id="5" sofa="1" begin="8" end="13" value="x"/>
            """
                + sofa("Pump in Lagos"));

    assertThat(only(file, STRICT).spans())
        .containsExactly(new EntitySpan(0, 4, "PUMP", Map.of("grade", "3")));
    Files.writeString(folder.resolve("TypeSystem.xml"), "<types");
    Imported imported = Formats.read(file, format(), STRICT);
    assertThat(imported.documents().get(0).spans()).hasSize(2);
    assertThat(imported.report().toString())
        .contains("TypeSystem.xml", "types are taken by their names alone");
  }

  @Test
  void readsEachViewAsADocument() throws IOException {
    Path file =
        xmi(
            "both.xmi",
            """
            <x:NamedEntity xmi:id="3" sofa="1" begin="0" end="4" value="PER"/>
            <x:NamedEntity xmi:id="4" sofa="2" begin="5" end="9" value="PER"/>
            <x:NamedEntity xmi:id="5" sofa="2" begin="0" end="4" value="deleted"/>
            <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="Omar came"/>
            <cas:Sofa xmi:id="2" sofaNum="2" sofaID="spanish" sofaString="Vino Omar"/>
            <cas:Sofa xmi:id="9" sofaNum="3" sofaID="audio" sofaURI="file:a.wav"/>
            <cas:View sofa="1" members="3"/>
            <cas:View sofa="2" members="4 77"/>
            """);

    Imported imported = Formats.read(file, format(), STRICT);

    assertThat(imported.documents())
        .containsExactly(
            AnnotatedDocument.builder("both", "Omar came").span(0, 4, "PER").build(),
            AnnotatedDocument.builder("both#spanish", "Vino Omar").span(5, 9, "PER").build());
    assertThat(imported.report().toString())
        .contains("xmi:id 5: an annotation that no view lists; left out")
        .contains("a view that holds no text; left out");
  }

  @Test
  void saysWhatIsWrongWithEachAnnotation() throws IOException {
    Path file =
        xmi(
            "a.xmi",
            """
            <x:NamedEntity xmi:id="3" sofa="1" begin="4" end="4" value="EMPTY"/>
            <x:NamedEntity xmi:id="4" sofa="1" begin="0" end="99" value="LONG"/>
            <x:NamedEntity xmi:id="5" sofa="1" begin="-1" end="2" value="BEFORE"/>
            <x:NamedEntity xmi:id="6" sofa="1" begin="3" end="2" value="REVERSED"/>
            <x:NamedEntity xmi:id="7" sofa="8" begin="0" end="2" value="ELSEWHERE"/>
            <x:NamedEntity xmi:id="8" sofa="1" end="1" value="HALF"/>
            <x:NamedEntity xmi:id="9" sofa="1" end="4" value="FIRST"/>
            """
                + sofa("\uD83D\uDEA2 Rigger"));

    Imported imported = Formats.read(file, format(), LENIENT);

    assertThat(imported.documents().get(0).spans()).containsExactly(new EntitySpan(0, 4, "FIRST"));
    assertThat(imported.report().errors()).isEqualTo(5);
    assertThat(imported.report().warnings()).isEqualTo(1);
    assertThat(imported.report().toString())
        .contains("line 10, xmi:id 3: an annotation of no character")
        .contains("xmi:id 4: span 0..99 'LONG' reaches outside the text")
        .contains("xmi:id 5: offsets '-1' and '2'")
        .contains("xmi:id 6: span 3..2 'REVERSED' is reversed")
        .contains("annotations of a text '8' that is not there")
        .contains("xmi:id 8: span 0..1 'HALF' begins or ends inside a character");
  }

  @Test
  void readsXml11AndOtherEncodings() throws IOException {
    Path file = folder.resolve("a.xmi");
    Files.writeString(
        file,
        """
        <?xml version="1.1" encoding="UTF-16"?>
        <xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore">
        <cas:Sofa xmi:id="1" sofaID="_InitialView" sofaString="a&#1;b&#x85;\u00E9"/></xmi:XMI>
        """,
        StandardCharsets.UTF_16);

    assertThat(only(file, STRICT)).isEqualTo(AnnotatedDocument.of("a", "a\u0001b\u0085\u00E9"));
  }

  @Test
  void readsTheEncodingThatIsDeclared() throws IOException {
    Path file = folder.resolve("a.xmi");
    Files.writeString(
        file,
        """
        <?xml version='1.0' encoding='ISO-8859-1' standalone='no'?>
        <xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore">
        <cas:Sofa xmi:id="1" sofaID="_InitialView" sofaString="caf\u00E9"/></xmi:XMI>
        """,
        StandardCharsets.ISO_8859_1);

    assertThat(only(file, STRICT)).isEqualTo(AnnotatedDocument.of("a", "caf\u00E9"));
  }

  @Test
  void bytesOfNoEncodingAreToldInTheReportAlone() throws IOException {
    Path file = folder.resolve("a.xmi");
    byte[] content =
        "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\"><a/></xmi:XMI>"
            .getBytes(StandardCharsets.UTF_8);
    PrintStream standard = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      for (int at : new int[] {0, 1, 20, content.length - 1}) {
        byte[] spoilt = content.clone();
        spoilt[at] = (byte) 0x80;
        Files.write(file, spoilt);

        Imported imported = Formats.read(file, format(), LENIENT);

        assertThat(imported.documents()).isEmpty();
        assertThat(imported.report().toString())
            .contains("a.xmi", "bytes that are not of its encoding; save it as UTF-8");
      }
      Files.writeString(file, "<?xml version=\"1.0\" encoding=\"x-none\"?><a/>");
      assertThat(Formats.read(file, format(), LENIENT).report().toString()).contains("x-none");
    } finally {
      System.setErr(standard);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void writesWhatXmlCanHoldAndSaysWhatNot() throws IOException {
    Path target = folder.resolve("out");
    List<AnnotatedDocument> documents =
        List.of(
            AnnotatedDocument.builder("plain/1", "caf\u00E9 \t\r\n<\uD83D\uDE00 \"&'>")
                .language("fr")
                .span(
                    new EntitySpan(0, 4, "a \"b\"", Map.of("note", "l1\nl2", "odd key", "\u2028")))
                .build(),
            AnnotatedDocument.of("bell", "\u0007\u001F\u0085\u2028"));

    FormatReport report = Formats.write(target, format(), documents, WriteOptions.defaults());

    assertThat(report.warnings()).isZero();
    assertThat(Formats.read(target, format(), STRICT).documents()).isEqualTo(documents);
    assertThat(Files.readString(target.resolve("plain/1.xmi"))).startsWith("<?xml version=\"1.0\"");
    assertThat(Files.readString(target.resolve("bell.xmi"))).startsWith("<?xml version=\"1.1\"");
    assertThat(Files.readString(target.resolve("TypeSystem.xml")))
        .contains("<name>note</name>", "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity");
    report =
        Formats.write(
            target,
            format(),
            List.of(
                AnnotatedDocument.builder("n", "a\u0000b\uD800c\uFFFE").span(4, 5, "X").build()),
            WriteOptions.defaults());
    assertThat(report.toString()).contains("a character that XML cannot hold; written as U+FFFD");
    assertThat(only(target, STRICT))
        .isEqualTo(AnnotatedDocument.builder("n", "a\uFFFDb\uFFFDc\uFFFD").span(4, 5, "X").build());
  }

  @Test
  void refusesHostileXml() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "the secret");
    Map<String, String> hostile =
        Map.of(
            "a document type definition",
            "<!DOCTYPE x [<!ENTITY % p SYSTEM \"" + secret.toUri() + "\"> %p;]><x/>",
            "a document type definition ",
            """
            <!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x a="&c;"/>
            """,
            "a document type definition  ",
            "<!DOCTYPE x SYSTEM \"" + secret.toUri() + "\"><x/>",
            "no xmi:XMI element",
            "<uml:Model xmlns:uml=\"http://www.omg.org/UML\"/>",
            "nested more than 90 deep",
            "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\">" + "<a>".repeat(100_000),
            "broken XML",
            "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\"><a b=\"&unknown;\"/></xmi:XMI>");
    hostile.forEach(
        (found, content) -> {
          Path file = folder.resolve("hostile.xmi");
          put(file, content);
          Imported imported = Formats.read(file, format(), LENIENT);
          assertThat(imported.documents()).isEmpty();
          assertThat(imported.report().toString())
              .contains(file + ", line ", found.strip())
              .doesNotContain("the secret");
        });
  }

  private static void put(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void readsLongTextsWithVeryManyReferences() throws IOException {
    int times = 60_000;
    Path file = xmi("a.xmi", sofa("R&amp;D &lt;x&gt;&#10;".repeat(times)));

    assertThat(only(file, STRICT).text()).isEqualTo("R&D <x>\n".repeat(times));
  }

  @Test
  void pointsFromJsonToXmi() throws IOException {
    Path file = folder.resolve("a.json");
    Files.writeString(file, "{\n  \"%TYPES\" : { },\n  \"%FEATURE_STRUCTURES\" : [ ] }");

    assertThatThrownBy(() -> Formats.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("a UIMA CAS in JSON, which is not read; export it as UIMA CAS XMI");
  }
}
