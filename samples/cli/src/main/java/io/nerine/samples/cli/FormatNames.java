package io.nerine.samples.cli;

import io.nerine.format.DocumentFormat;
import io.nerine.format.Formats;
import io.nerine.text.OffsetEncoding;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names of formats and of units of offsets, as options give them. */
final class FormatNames {

  private FormatNames() {}

  /** Reads the name or alias of a format. */
  static final class OfFormat implements ITypeConverter<DocumentFormat> {

    @Override
    public DocumentFormat convert(String name) {
      try {
        return Formats.named(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads the name of a unit. */
  static final class OfUnit implements ITypeConverter<OffsetEncoding> {

    @Override
    public OffsetEncoding convert(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "utf16" -> OffsetEncoding.UTF16;
        case "codepoint" -> OffsetEncoding.CODE_POINT;
        case "utf8" -> OffsetEncoding.UTF8;
        case "grapheme" -> OffsetEncoding.GRAPHEME;
        default ->
            throw new TypeConversionException(
                "'%s' is no unit of offsets; give utf16, codepoint, utf8 or grapheme"
                    .formatted(name));
      };
    }
  }

  /** {@return the name of a unit, as it is given} */
  static String of(OffsetEncoding unit) {
    return switch (unit) {
      case UTF16 -> "utf16";
      case CODE_POINT -> "codepoint";
      case UTF8 -> "utf8";
      case GRAPHEME -> "grapheme";
    };
  }
}
