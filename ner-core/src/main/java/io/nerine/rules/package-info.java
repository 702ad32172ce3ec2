/**
 * Rules beside or instead of a model: a {@link io.nerine.rules.DictionaryExtractor} knows mentions,
 * a {@link io.nerine.rules.PatternExtractor} their form, a {@link
 * io.nerine.rules.CompositeExtractor} merges any number of extractors, an {@link
 * io.nerine.rules.ObservedExtractor} reports what any of them does, and a {@link
 * io.nerine.rules.Redactor} replaces what they found. All are {@link io.nerine.extract.Extractor}s
 * or work on what one gives; none needs a native library.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>A dictionary compares words, not characters: white space between words is of no account,
 *       punctuation is. Mentions begin and end at word edges unless it is told to look inside
 *       words.
 *   <li>What was found says by {@link io.nerine.extract.Entity#source()} which rule or model found
 *       it. The confidence of a rule is what its builder says, not a probability.
 *   <li>A composite closes the extractors that it was made of.
 * </ul>
 */
@NullMarked
package io.nerine.rules;

import org.jspecify.annotations.NullMarked;
