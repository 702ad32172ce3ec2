package io.nerine.data;

import io.nerine.data.SchemaMigration.Rule;
import io.nerine.data.Unmigrated.Reason;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The migration of one document. */
final class DocumentMigration {

  private final SchemaMigration migration;
  private final AnnotatedDocument document;
  private final List<Unmigrated> unmigrated = new ArrayList<>();

  /** Older types with a tag that nothing decides on. */
  private final Set<String> undecided = new HashSet<>();

  DocumentMigration(SchemaMigration migration, AnnotatedDocument document) {
    this.migration = migration;
    this.document = document;
  }

  Migrated<AnnotatedDocument> migrate() {
    AnnotatedDocument.Builder migrated =
        document.toBuilder().clearSpans().clearRejectedSpans().spans(tags());
    rejections().forEach(migrated::rejectedSpan);
    Set<String> reviewed = reviewedTypes();
    if (document.reviewedTypes().isPresent()
        || reviewed.size() < migration.to().typeNames().size()) {
      migrated.reviewedTypes(reviewed);
    }
    return new Migrated<>(migrated.build(), unmigrated);
  }

  private List<EntitySpan> tags() {
    Spans tags = new Spans();
    for (EntitySpan span : document.spans()) {
      Reason lost = null;
      if (!migration.from().declares(span.type())) {
        lost = Reason.UNDECLARED;
      } else {
        Rule rule = migration.rule(span.type());
        String newer = rule.newer().isEmpty() ? null : newerType(rule, span);
        if (newer != null) {
          tags.add(span, newer);
        } else if (rule.newer().isEmpty()) {
          lost = Reason.REMOVED;
        } else {
          lost = Reason.UNDECIDED;
          undecided.add(span.type());
        }
      }
      if (lost != null) {
        unmigrated.add(new Unmigrated.Tag(document.id(), span, document.textOf(span), lost));
      }
    }
    return tags.migrated;
  }

  private @Nullable String newerType(Rule rule, EntitySpan span) {
    if (rule.newer().size() == 1) {
      return rule.newer().get(0);
    }
    SchemaMigration.Decision decision = rule.decision();
    Optional<String> decided =
        decision == null ? Optional.empty() : decision.typeOf(document, span);
    decided.ifPresent(
        type -> {
          if (!rule.newer().contains(type)) {
            throw new IllegalArgumentException(
                "The decision on '%s' in document '%s' named '%s'; it was split into %s"
                    .formatted(span.type(), document.id(), type, String.join(", ", rule.newer())));
          }
        });
    return decided.orElse(null);
  }

  private List<EntitySpan> rejections() {
    Set<EntitySpan> known = new HashSet<>();
    document.rejectedSpans().forEach(span -> known.add(bare(span, span.type())));
    Spans rejections = new Spans();
    for (EntitySpan span : document.rejectedSpans()) {
      Reason lost = null;
      if (!migration.from().declares(span.type())) {
        lost = Reason.UNDECLARED;
      } else if (migration.rule(span.type()).newer().isEmpty()) {
        lost = Reason.REMOVED;
      } else {
        for (String newer : migration.rule(span.type()).newer()) {
          boolean byAll =
              migration.originsOf(newer).stream()
                  .allMatch(origin -> known.contains(bare(span, origin)));
          if (byAll) {
            rejections.add(span, newer);
          } else {
            lost = Reason.PARTIAL;
          }
        }
      }
      if (lost != null) {
        unmigrated.add(new Unmigrated.Rejection(document.id(), span, lost));
      }
    }
    return rejections.migrated;
  }

  private static EntitySpan bare(EntitySpan span, String type) {
    return new EntitySpan(span.start(), span.end(), type);
  }

  private Set<String> reviewedTypes() {
    Set<String> older =
        document.reviewedTypes().orElseGet(() -> new LinkedHashSet<>(migration.from().typeNames()));
    Set<String> newer = new LinkedHashSet<>();
    for (String type : migration.to().typeNames()) {
      Set<String> origins = migration.originsOf(type);
      if (!origins.isEmpty()
          && older.containsAll(origins)
          && origins.stream().noneMatch(undecided::contains)) {
        newer.add(type);
      }
    }
    // A document that names no types says nothing of a single one that could be lost.
    document.reviewedTypes().ifPresent(types -> types.forEach(type -> checkReview(type, newer)));
    return newer;
  }

  private void checkReview(String older, Set<String> reviewed) {
    Reason lost = null;
    if (!migration.from().declares(older)) {
      lost = Reason.UNDECLARED;
    } else if (migration.rule(older).newer().isEmpty()) {
      lost = Reason.REMOVED;
    } else if (undecided.contains(older)) {
      lost = Reason.UNDECIDED;
    } else if (!reviewed.containsAll(migration.rule(older).newer())) {
      lost = Reason.PARTIAL;
    }
    if (lost != null) {
      unmigrated.add(new Unmigrated.Review(document.id(), older, lost));
    }
  }

  /** Migrated spans, in which those that a merger made equal stand once. */
  private static final class Spans {

    private final List<EntitySpan> migrated = new ArrayList<>();
    private final Map<EntitySpan, String> olderTypes = new HashMap<>();

    void add(EntitySpan span, String newer) {
      EntitySpan moved = new EntitySpan(span.start(), span.end(), newer, span.attributes());
      String older = olderTypes.putIfAbsent(moved, span.type());
      // What stood twice before does so still.
      if (older == null || older.equals(span.type())) {
        migrated.add(moved);
      }
    }
  }
}
