package io.nerine.samples.cli;

import io.nerine.format.Conversion;
import io.nerine.format.DocumentFormat;
import io.nerine.format.Formats;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads documents in one format and writes them in another. */
@Command(
    name = "convert",
    description = {
      "Convert tagged documents from one format to another; 'nerine formats' lists them.",
      "What is wrong in the input, and what the output cannot hold, is reported on the standard"
          + " error. By default it is left out or, where there is but one way, repaired; with"
          + " --strict an error in the input ends the command, and nothing is written."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConvertCommand extends NerineCommand {

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      converter = FormatNames.OfFormat.class,
      description = "The format of IN; by default its content tells.")
  private @Nullable DocumentFormat from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      converter = FormatNames.OfFormat.class,
      description = "The format of OUT.")
  private DocumentFormat to;

  @Option(
      names = "--unit",
      paramLabel = "utf16|codepoint|utf8|grapheme",
      converter = FormatNames.OfUnit.class,
      description = "What offsets in IN count; by default what the tool of its format counts.")
  private @Nullable OffsetEncoding unit;

  @Option(
      names = "--out-unit",
      paramLabel = "utf16|codepoint|utf8|grapheme",
      converter = FormatNames.OfUnit.class,
      description = "What offsets in OUT are to count; by default as its tool does.")
  private @Nullable OffsetEncoding outUnit;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "An option for reading; 'nerine formats FORMAT' lists them. Repeatable.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--out-option",
      paramLabel = "NAME=VALUE",
      description = "An option for writing. Repeatable.")
  private Map<String, String> outOptions = new LinkedHashMap<>();

  @Option(
      names = "--language",
      paramLabel = "TAG",
      description = "The language of documents that do not state theirs, such as en.")
  private @Nullable String language;

  @Option(names = "--strict", description = "Write nothing if there is an error in the input.")
  private boolean strict;

  @Parameters(index = "0", paramLabel = "IN", description = "The file or directory to read.")
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description =
          "The file to write, or the directory if the format has several files; replaced if it is"
              + " there.")
  private Path out;

  @Override
  int run() {
    DocumentFormat format = from == null ? Formats.detect(in) : from;
    Conversion conversion;
    try (Progress progress = progress()) {
      AtomicLong done = new AtomicLong();
      conversion =
          Formats.convert(
              in,
              format,
              reading(),
              out,
              to,
              writing(),
              document -> show(progress, done.incrementAndGet()));
    } catch (IllegalArgumentException e) {
      throw badUsage(String.valueOf(e.getMessage()));
    }
    ReportLines.print("Read as " + format.name(), conversion.read(), verbose(), console().err());
    ReportLines.print("Wrote as " + to.name(), conversion.written(), verbose(), console().err());
    return ExitCode.DONE;
  }

  /** Every document would cost more time than reading it. */
  private static void show(Progress progress, long done) {
    if (done % 64 == 1) {
      progress.showCount("document", done, Double.NaN);
    }
  }

  private ReadOptions reading() {
    ReadOptions.Builder reading = ReadOptions.builder();
    if (!strict) {
      reading.lenient();
    }
    set("--language", language, reading::language);
    set("--unit", unit, reading::offsets);
    options.forEach(reading::option);
    return reading.build();
  }

  private WriteOptions writing() {
    WriteOptions.Builder writing = WriteOptions.builder();
    set("--out-unit", outUnit, writing::offsets);
    outOptions.forEach(writing::option);
    return writing.build();
  }
}
