/** Schema, documents, entities, extractors and the service interface for backends. */
module io.nerine.api {
  requires static transitive org.jspecify;

  exports io.nerine;
  exports io.nerine.document;
  exports io.nerine.exception;
  exports io.nerine.extract;
  exports io.nerine.schema;
  exports io.nerine.spi;
  exports io.nerine.text;

  uses io.nerine.spi.ExtractorProvider;
}
