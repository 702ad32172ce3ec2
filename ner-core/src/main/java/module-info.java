/** Formats, data sets, evaluation and the model bundle. */
module io.nerine.core {
  requires transitive io.nerine.api;
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;
  requires java.xml;

  exports io.nerine.bundle;
  exports io.nerine.data;
  exports io.nerine.deploy;
  exports io.nerine.evaluation;
  exports io.nerine.format;
  exports io.nerine.improve;
  exports io.nerine.quality;
  exports io.nerine.report;
  exports io.nerine.rules;
  exports io.nerine.testing;

  uses io.nerine.bundle.BundleBackend;
  uses io.nerine.format.DocumentFormat;

  provides io.nerine.format.DocumentFormat with
      io.nerine.internal.format.azure.AzureFormat,
      io.nerine.internal.format.brat.BratFormat,
      io.nerine.internal.format.column.ColumnFormat,
      io.nerine.internal.format.column.IobLineFormat,
      io.nerine.internal.format.comprehend.ComprehendFormat,
      io.nerine.internal.format.doccano.DoccanoFormat,
      io.nerine.internal.format.gliner.GlinerFormat,
      io.nerine.internal.format.huggingface.HuggingFaceFormat,
      io.nerine.internal.format.inline.InlineFormat,
      io.nerine.internal.format.jsonl.JsonLinesFormat,
      io.nerine.internal.format.labelstudio.LabelStudioFormat,
      io.nerine.internal.format.opennlp.OpenNlpFormat,
      io.nerine.internal.format.prodigy.ProdigyFormat,
      io.nerine.internal.format.pubtator.PubtatorFormat,
      io.nerine.internal.format.spacy.SpacyFormat,
      io.nerine.internal.format.spacysimple.SpacySimpleFormat,
      io.nerine.internal.format.uima.UimaXmiFormat,
      io.nerine.internal.format.webanno.WebannoFormat;
  provides io.nerine.spi.ExtractorProvider with
      io.nerine.internal.provider.BundleExtractorProvider;
}
