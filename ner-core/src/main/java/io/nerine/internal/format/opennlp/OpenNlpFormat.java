package io.nerine.internal.format.opennlp;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.DocumentFormat;
import io.nerine.format.DocumentReader;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatReport;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.internal.format.files.TextFiles;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The <a href="https://opennlp.apache.org/docs/">training data of OpenNLP's name finder</a>: {@code
 * <START:person> Ada Byron <END>}, one sentence a line, tokens separated by white space, a blank
 * line between documents. Thread-safe.
 *
 * <p>A document is read with a line feed between its sentences. White space between tokens stays;
 * that between a tag and the tokens in it is part of the tag. A tag without type is of type {@code
 * default}, as in OpenNLP. What OpenNLP refuses is an error; a tag that its line does not close,
 * which OpenNLP passes over, is left out with a warning.
 */
public final class OpenNlpFormat implements DocumentFormat {

  /** Creates the format. */
  public OpenNlpFormat() {}

  @Override
  public String name() {
    return "opennlp";
  }

  @Override
  public String description() {
    return "training data of OpenNLP's name finder: <START:type> mention <END>, a sentence a line";
  }

  @Override
  public Set<FormatCapability> capabilities() {
    return Set.of();
  }

  @Override
  public OffsetEncoding offsets() {
    return OffsetEncoding.UTF16;
  }

  @Override
  public Map<String, String> readOptions() {
    return Map.of(
        OpenNlpSource.OPTION,
        "what a document is: 'document' (default) reads up to a blank line, 'sentence' a line");
  }

  @Override
  public Map<String, String> writeOptions() {
    return Map.of(
        OpenNlpWriter.OPTION,
        "what a token is: 'keep' (default) what stands between white space, 'words' cuts"
            + " punctuation off");
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    boolean tagged =
        !probe.directory()
            && probe.head().contains("<END>")
            && Sentence.TAG.matcher(probe.head()).find()
            && probe.head().contains("<START");
    return tagged ? FormatMatch.CERTAIN : FormatMatch.NONE;
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    boolean bySentence = OpenNlpSource.bySentence(options);
    FormatLog log = new FormatLog();
    return new PulledReader(
        input,
        new OpenNlpSource(input.toString(), TextFiles.lines(input), bySentence, log),
        options,
        log);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new OpenNlpWriter(target, options, capabilities()).write(documents);
  }
}
