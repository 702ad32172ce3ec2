/**
 * Model bundles: a model as one directory or one zip file, with a manifest that names every part,
 * its size and its SHA-256.
 *
 * <p>A {@link io.nerine.bundle.BundleWriter} writes one, a {@link io.nerine.bundle.ModelBundle}
 * opens and verifies it, and a {@link io.nerine.bundle.BundleBackend}, found by its name in the
 * manifest, makes an extractor of it. Applications load bundles through {@link
 * io.nerine.Extractors}.
 *
 * <pre>
 * tickets.nerine
 *   manifest.json    {"format": "nerine-bundle", "formatVersion": 1, "checksum": "9f...",
 *                     "name": "tickets", "backend": "onnx", "created": "2026-11-24T10:15:00Z",
 *                     "settings": {...}, "thresholds": {...}, "metrics": {...},
 *                     "provenance": {...},
 *                     "parts": {"schema.json": {"bytes": 180, "sha256": "c1..."}, ...}}
 *   schema.json      the entity schema, as {@link io.nerine.format.SchemaJson} writes it
 *   ...              what the backend needs
 * </pre>
 *
 * <p>The checksum is the SHA-256 of the manifest itself with 64 zeros in the checksum's place.
 */
@NullMarked
package io.nerine.bundle;

import org.jspecify.annotations.NullMarked;
