/**
 * What the tests of an application need, without a test framework: a {@link
 * io.nerine.testing.ScriptedExtractor} in place of a model, a {@link io.nerine.testing.TinyModel}
 * for the wiring, checks of extractions and evaluations, random texts, documents and schemas, and
 * the {@link io.nerine.testing.ExtractorContract} for extractors of one's own. A failed check
 * throws an {@link java.lang.AssertionError} that says what is wrong and where.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>A bar on a figure fails by chance when the test set changes; a bar on the lower end of its
 *       interval, or on what a paired test shows against the last model, does so rarely.
 *   <li>A check of a type says nothing if the type has three mentions; its interval tells.
 * </ul>
 */
@NullMarked
package io.nerine.testing;

import org.jspecify.annotations.NullMarked;
