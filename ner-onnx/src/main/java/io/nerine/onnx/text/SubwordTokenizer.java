package io.nerine.onnx.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.nerine.exception.InferenceException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.internal.NativeLibraries;
import io.nerine.text.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Cuts words or whole texts into sub-word tokens. Owns native memory, which {@link #close()} frees.
 * Thread-safe.
 *
 * <p>A word is tokenized alone, by a WordPiece vocabulary, so special tokens spelled out in a text
 * are ordinary text. Results are remembered for up to 65,536 words. In a {@linkplain
 * Tokenization#TEXT whole text}, which can be of any kind of vocabulary, they are what the Hugging
 * Face library makes of them.
 *
 * <pre>{@code
 * try (SubwordTokenizer tokenizer = SubwordTokenizer.of(Files.readAllBytes(tokenizerJson))) {
 *   int[] ids = tokenizer.encode("Nerine");
 * }
 * }</pre>
 */
public final class SubwordTokenizer implements AutoCloseable {

  private static final int CACHED_WORDS = 1 << 16;

  /** How much of a text native code gets at once, in UTF-16 units; it bounds native memory. */
  private static final int STRETCH = 1 << 16;

  private final TokenizerDefinition definition;
  private final HuggingFaceTokenizer tokenizer;
  private final WordCache cache = new WordCache(CACHED_WORDS);

  /** Native calls hold the read lock: freeing the tokenizer under one of them ends the JVM. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private volatile boolean closed;

  private SubwordTokenizer(TokenizerDefinition definition, HuggingFaceTokenizer tokenizer) {
    this.definition = definition;
    this.tokenizer = tokenizer;
  }

  /**
   * Creates a tokenizer. Truncation and padding that the definition may carry are switched off.
   *
   * @param tokenizerJson the content of a {@code tokenizer.json} of the Hugging Face library
   * @return the tokenizer; the caller closes it
   * @throws ModelLoadingException if that is no WordPiece tokenizer, it lacks one of the special
   *     tokens, or the native library can't be loaded here
   */
  public static SubwordTokenizer of(byte[] tokenizerJson) {
    return of(tokenizerJson, Tokenization.WORDS);
  }

  /**
   * Creates a tokenizer for words or for whole texts. Truncation and padding that the definition
   * may carry are switched off.
   *
   * @param tokenizerJson the content of a {@code tokenizer.json} of the Hugging Face library
   * @param tokenization what it gets to see at once; for whole texts the vocabulary can be of
   *     WordPiece, of byte-level BPE or of Unigram (SentencePiece)
   * @return the tokenizer; the caller closes it
   * @throws ModelLoadingException if that is no such tokenizer, it lacks one of the special tokens,
   *     or the native library can't be loaded here
   */
  public static SubwordTokenizer of(byte[] tokenizerJson, Tokenization tokenization) {
    TokenizerDefinition definition =
        TokenizerDefinition.parse(
            Objects.requireNonNull(tokenizerJson, "tokenizerJson"),
            Objects.requireNonNull(tokenization, "tokenization"));
    keepToOurselves();
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    try {
      // Where the library looks for its native code, which a server's own thread may not see.
      thread.setContextClassLoader(SubwordTokenizer.class.getClassLoader());
      return new SubwordTokenizer(
          definition,
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(definition.json()),
              Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false")));
    } catch (LinkageError | AssertionError | EngineException e) {
      // Platforms that the library has never heard of end in an AssertionError.
      throw NativeLibraries.missing(
          "ai.djl.huggingface:tokenizers",
          "the folder named by DJL_CACHE_DIR (by default .djl.ai in the home directory)",
          e);
    } catch (IOException | RuntimeException e) {
      throw new ModelLoadingException(
          "tokenizer.json is not a tokenizer that can be loaded (%s); take the file as the encoder"
                  .formatted(e.getMessage())
              + " came with it",
          e);
    } finally {
      thread.setContextClassLoader(context);
    }
  }

  /**
   * Switches off, unless the application decided otherwise, what the tokenizer's library does on
   * the network: reporting its use, and fetching native code for platforms it does not carry.
   */
  private static void keepToOurselves() {
    setIfAbsent("OPT_OUT_TRACKING");
    setIfAbsent("ai.djl.offline");
  }

  private static void setIfAbsent(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "true");
    }
  }

  /**
   * Returns the sub-word tokens of a word. Unpaired surrogates count as U+FFFD.
   *
   * @param word the word
   * @return the ids of its tokens, without special tokens; empty if the tokenizer drops all of it
   * @throws IllegalStateException if the tokenizer is closed
   * @throws InferenceException if the native code fails
   */
  public int[] encode(String word) {
    return encode(word, 0, word.length()).clone();
  }

  /** Returns the tokens of a part of a text, in an array that the cache shares. */
  int[] encode(String text, int start, int end) {
    int[] ids = cache.get(text, start, end);
    if (closed) {
      throw new IllegalStateException("The tokenizer is closed");
    }
    if (ids == null) {
      String word = text.substring(start, end);
      ids = encodeNatively(pairSurrogates(word));
      if (word.length() <= Words.MAX_LENGTH) {
        cache.put(word, ids);
      }
    }
    return ids;
  }

  private int[] encodeNatively(String word) {
    if (word.isEmpty()) {
      return new int[0];
    }
    long[] ids = natively(word).getIds();
    int[] narrow = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      narrow[i] = Math.toIntExact(ids[i]);
    }
    return narrow;
  }

  /** Returns the tokens of a whole text. */
  Pieces pieces(String text) {
    String paired = pairSurrogates(text);
    Pieces pieces = new Pieces();
    for (int from = 0; from < paired.length(); ) {
      int to = stretchEnd(paired, from);
      addPieces(paired, from, to, pieces);
      from = to;
    }
    return pieces;
  }

  /** The end of a stretch: before a space and a letter if possible, which no token reaches over. */
  private static int stretchEnd(String text, int from) {
    if (text.length() - from <= STRETCH) {
      return text.length();
    }
    int latest = from + STRETCH;
    for (int end = latest; end > from + STRETCH / 2; end--) {
      if (text.charAt(end) == ' '
          && Character.isLetterOrDigit(text.charAt(end - 1))
          && Character.isLetterOrDigit(text.charAt(end + 1))) {
        return end;
      }
    }
    return Character.isLowSurrogate(text.charAt(latest)) ? latest - 1 : latest;
  }

  private void addPieces(String text, int from, int to, Pieces pieces) {
    String stretch = text.substring(from, to);
    Encoding encoding = natively(stretch);
    long[] ids = encoding.getIds();
    CharSpan[] spans = encoding.getCharTokenSpans();
    // Native code counts in code points.
    int codePoint = 0;
    int unit = 0;
    int end = 0;
    for (int i = 0; i < ids.length; i++) {
      CharSpan span = spans[i];
      if (span == null) {
        pieces.add(Math.toIntExact(ids[i]), from + end, from + end);
        continue;
      }
      unit = stretch.offsetByCodePoints(unit, span.getStart() - codePoint);
      codePoint = span.getStart();
      end = stretch.offsetByCodePoints(unit, span.getEnd() - codePoint);
      pieces.add(Math.toIntExact(ids[i]), from + unit, from + end);
    }
  }

  private Encoding natively(String text) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The tokenizer is closed");
      }
      return nativeEncoding(text);
    } finally {
      use.readLock().unlock();
    }
  }

  private Encoding nativeEncoding(String text) {
    try {
      return tokenizer.encode(text, false, false);
    } catch (RuntimeException e) {
      String shown = text.length() <= 80 ? text : text.substring(0, 80) + "...";
      throw new InferenceException("The tokenizer failed on the text '%s'".formatted(shown), e);
    }
  }

  private static String pairSurrogates(String word) {
    StringBuilder paired = null;
    for (int i = 0; i < word.length(); ) {
      int codePoint = word.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        paired = paired == null ? new StringBuilder(word) : paired;
        paired.setCharAt(i, '\uFFFD');
      }
      i += Character.charCount(codePoint);
    }
    return paired == null ? word : paired.toString();
  }

  /** {@return the id of the token that opens a window, {@code [CLS]} or {@code <s>}} */
  public int clsId() {
    return definition.clsId();
  }

  /** {@return the id of the token that closes a window, {@code [SEP]} or {@code </s>}} */
  public int sepId() {
    return definition.sepId();
  }

  /** {@return the id of the token that fills up a batch, {@code [PAD]}} */
  public int padId() {
    return definition.padId();
  }

  /** {@return the id of the token for what the vocabulary can't express, {@code [UNK]}} */
  public int unkId() {
    return definition.unkId();
  }

  /** {@return one more than the greatest id} */
  public int vocabularySize() {
    return definition.vocabularySize();
  }

  /** {@return whether text is turned to lower case before it is looked up} */
  public boolean lowercases() {
    return definition.lowercases();
  }

  /** Frees the native memory, once calls that run have ended. Calling it again does nothing. */
  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        tokenizer.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
