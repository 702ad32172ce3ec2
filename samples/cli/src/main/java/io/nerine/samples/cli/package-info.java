/**
 * The command line: a thin program over the public API, with nothing in it that an application
 * could not do with the library. A command is a class that extends {@link
 * io.nerine.samples.cli.NerineCommand} and stands in the list of {@link
 * io.nerine.samples.cli.Nerine}.
 */
@NullMarked
package io.nerine.samples.cli;

import org.jspecify.annotations.NullMarked;
