package io.nerine.internal.format.uima;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The elements of an XML file from outside: without document type definition, so that there are no
 * entities to expand or to fetch, and with bounded size and depth. Not thread-safe.
 */
final class XmlEvents implements Closeable {

  private static final long MOST_BYTES = 1 << 28;
  private static final int MOST_DEPTH = 90;
  private static final Pattern POSITION =
      Pattern.compile("^ParseError at \\[row,col\\]:\\[\\d+,\\d+\\]\\s*Message: ");

  private final InputStream in;
  private final XMLStreamReader reader;
  private int depth;

  /** Signals a file that is no XML, or none of ours. */
  static final class BrokenXmlException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String place;
    private final String problem;

    BrokenXmlException(String place, String problem, @Nullable Throwable cause) {
      super(problem, cause);
      this.place = place;
      this.problem = problem;
    }

    /** {@return line and column} */
    String place() {
      return place;
    }

    /** {@return what is wrong} */
    String problem() {
      return problem;
    }
  }

  private XmlEvents(InputStream in, XMLStreamReader reader) {
    this.in = in;
    this.reader = reader;
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return its elements; the first call of {@link #next()} goes to the root
   * @throws IOException if it cannot be read
   * @throws BrokenXmlException if it is too large
   */
  static XmlEvents open(Path file) throws IOException, BrokenXmlException {
    if (Files.size(file) > MOST_BYTES) {
      throw new BrokenXmlException("", "more than %d bytes".formatted(MOST_BYTES), null);
    }
    InputStream in = Files.newInputStream(file);
    try {
      return new XmlEvents(in, factory().createXMLStreamReader(XmlCharacters.of(in)));
    } catch (XMLStreamException | RuntimeException e) {
      in.close();
      throw new BrokenXmlException("", message(e), e);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static XMLInputFactory factory() {
    // The JDK's own: another on the class path may know other properties.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // These count &amp; and the like too, of which a long text may have any number. Without a
    // document type definition there are no others.
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.elementAttributeLimit", "10000");
    return factory;
  }

  /**
   * Goes to the beginning of the next element.
   *
   * @return false if there is no more
   * @throws BrokenXmlException if the file is broken, has a document type definition or is nested
   *     too deeply
   */
  boolean next() throws BrokenXmlException {
    try {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            depth++;
            if (depth > MOST_DEPTH) {
              throw broken("elements nested more than %d deep".formatted(MOST_DEPTH), null);
            }
            return true;
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          case XMLStreamConstants.DTD -> throw broken("a document type definition", null);
          default -> {}
        }
      }
      return false;
    } catch (XMLStreamException | RuntimeException e) {
      // The JDK's parser throws others too, such as ArrayIndexOutOfBoundsException.
      throw broken(message(e), e);
    }
  }

  private BrokenXmlException broken(String problem, @Nullable Throwable cause) {
    return new BrokenXmlException(place(), problem, cause);
  }

  private static String message(Exception failure) {
    if (failure instanceof XMLStreamException stream
        && stream.getNestedException() instanceof CharacterCodingException) {
      return "broken XML: bytes that are not of its encoding; save it as UTF-8";
    }
    String message = failure.getMessage();
    return "broken XML: "
        + (message == null
            ? failure.getClass().getSimpleName()
            : POSITION.matcher(message).replaceFirst("").replaceAll("\\s+", " "));
  }

  /** {@return how deep the element is nested; the root is 1} */
  int depth() {
    return depth;
  }

  /** {@return where in the file reading is} */
  String place() {
    Location location = reader.getLocation();
    return "line %d, column %d".formatted(location.getLineNumber(), location.getColumnNumber());
  }

  /** {@return the line that reading has come to} */
  int line() {
    return reader.getLocation().getLineNumber();
  }

  /** {@return the namespace of the element; empty if it has none} */
  String namespace() {
    String namespace = reader.getNamespaceURI();
    return namespace == null ? "" : namespace;
  }

  /** {@return the name of the element without prefix} */
  String name() {
    return reader.getLocalName();
  }

  /** {@return an attribute without namespace, or null} */
  @Nullable String attribute(String name) {
    return attribute("", name);
  }

  /** {@return an attribute, or null} */
  @Nullable String attribute(String namespace, String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String other = reader.getAttributeNamespace(i);
      if (reader.getAttributeLocalName(i).equals(name)
          && (other == null ? "" : other).equals(namespace)) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  /** {@return the number of attributes} */
  int attributes() {
    return reader.getAttributeCount();
  }

  /** {@return the name of an attribute by its number, or null if it has a namespace} */
  @Nullable String attributeName(int number) {
    String namespace = reader.getAttributeNamespace(number);
    return namespace == null || namespace.isEmpty() ? reader.getAttributeLocalName(number) : null;
  }

  /** {@return the value of an attribute by its number} */
  String attributeValue(int number) {
    return reader.getAttributeValue(number);
  }

  /**
   * Reads the text up to the end of the element, which has no other in it.
   *
   * @return the text
   * @throws BrokenXmlException if the file is broken or there is another element
   */
  String text() throws BrokenXmlException {
    try {
      String text = reader.getElementText();
      depth--;
      return text;
    } catch (XMLStreamException | RuntimeException e) {
      throw broken(message(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
