/**
 * Reports that people read: {@link io.nerine.report.EvaluationReport} turns an evaluation into one
 * self-contained HTML page.
 */
@NullMarked
package io.nerine.report;

import org.jspecify.annotations.NullMarked;
