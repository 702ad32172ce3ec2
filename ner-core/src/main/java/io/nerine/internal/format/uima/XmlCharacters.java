package io.nerine.internal.format.uima;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of an XML file. The JDK's parser would decode them itself, but prints bytes that
 * are not of the encoding to the standard error, whoever reports them.
 */
final class XmlCharacters {

  /** Much more than a declaration has. */
  private static final int LOOKED_AT = 1024;

  private static final Pattern ENCODING =
      Pattern.compile("^\\s*<\\?xml\\s[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

  private XmlCharacters() {}

  /**
   * Decodes a file as its byte order mark or its declaration says, else as UTF-8.
   *
   * @param in the bytes; closed with the reader
   * @return the characters, without byte order mark; bytes that are not of the encoding end in a
   *     {@link java.nio.charset.CharacterCodingException}
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the encoding is not known
   */
  static Reader of(InputStream in) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(in, LOOKED_AT);
    byte[] first = bytes.readNBytes(LOOKED_AT);
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (begins(first, 0xEF, 0xBB, 0xBF)) {
      mark = 3;
    } else if (begins(first, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    } else if (begins(first, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    } else {
      Matcher declared = ENCODING.matcher(new String(first, StandardCharsets.ISO_8859_1));
      charset = declared.find() ? Charset.forName(declared.group(1)) : charset;
    }
    bytes.unread(first, mark, first.length - mark);
    return new InputStreamReader(bytes, charset.newDecoder());
  }

  private static boolean begins(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
