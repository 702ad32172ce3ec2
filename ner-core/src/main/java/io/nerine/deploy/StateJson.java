package io.nerine.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.deploy.StoreState.Model;
import io.nerine.deploy.StoreState.Slot;
import io.nerine.evaluation.Measure;
import io.nerine.exception.ModelLoadingException;
import io.nerine.internal.Json;
import io.nerine.internal.SealedJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON form of a {@link StoreState}, with a checksum over itself. */
final class StateJson {

  static final String FORMAT = "nerine-store";

  static final int FORMAT_VERSION = 1;

  private StateJson() {}

  static byte[] write(StoreState state) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", FORMAT);
    fields.put("formatVersion", FORMAT_VERSION);
    fields.put(SealedJson.CHECKSUM, SealedJson.NO_CHECKSUM);
    fields.put("revision", state.revision());
    Map<String, Object> models = new LinkedHashMap<>();
    state.models().forEach((name, model) -> models.put(name, model(model)));
    fields.put("models", models);
    Map<String, Object> slots = new LinkedHashMap<>();
    state.slots().forEach((name, slot) -> slots.put(name, slot(slot)));
    fields.put("slots", slots);
    fields.put("history", state.history().stream().map(StateJson::change).toList());
    return SealedJson.write(fields);
  }

  private static Map<String, Object> model(Model model) {
    Map<String, Object> versions = new LinkedHashMap<>();
    model.versions().forEach((number, version) -> versions.put(number.toString(), map(version)));
    return Map.of("lastNumber", model.lastNumber(), "versions", versions);
  }

  private static Map<String, Object> map(ModelVersion version) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("digest", version.digest());
    map.put("bytes", version.bytes());
    map.put("added", version.added().toString());
    map.put("note", version.note());
    version.parent().ifPresent(parent -> map.put("parent", ancestor(parent)));
    map.put("metrics", version.metrics());
    return map;
  }

  static Map<String, Object> ancestor(Ancestor ancestor) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", ancestor.id().toString());
    map.put("digest", ancestor.digest());
    return map;
  }

  private static Map<String, Object> slot(Slot slot) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("positions", slot.positions().stream().map(VersionId::toString).toList());
    map.put("retired", slot.retired());
    return map;
  }

  private static Map<String, Object> change(SlotChange change) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("revision", change.revision());
    map.put("time", change.time().toString());
    map.put("slot", change.slot());
    map.put("action", change.action().key());
    change.from().ifPresent(from -> map.put("from", from.toString()));
    change.to().ifPresent(to -> map.put("to", to.toString()));
    map.put("reason", change.reason());
    change.gate().ifPresent(gate -> map.put("gate", gate(gate)));
    return map;
  }

  private static Map<String, Object> gate(GateResult gate) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("baseline", gate.baseline().toString());
    map.put("candidate", gate.candidate().toString());
    map.put("measure", gate.measure().key());
    map.put("baselineScore", gate.baselineScore());
    map.put("candidateScore", gate.candidateScore());
    map.put("low", gate.low());
    map.put("high", gate.high());
    map.put("pValue", gate.pValue());
    map.put("level", gate.level());
    map.put("toleratedLoss", gate.toleratedLoss());
    map.put("documents", gate.documents());
    map.put("passed", gate.passed());
    return map;
  }

  /**
   * Reads a state.
   *
   * @param bytes the content of the file
   * @param store the store, for messages
   * @return the state
   * @throws DamagedStateException if it is none or was changed; the message says where
   * @throws ModelLoadingException if a newer version of the library wrote it
   */
  static StoreState read(byte[] bytes, Path store) throws DamagedStateException {
    String text;
    JsonNode json;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      json = Json.parse(text);
    } catch (CharacterCodingException e) {
      throw new DamagedStateException("it is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new DamagedStateException(Json.describe(e));
    }
    if (!FORMAT.equals(json.path("format").textValue())) {
      throw new DamagedStateException(
          "field 'format' is %s instead of '%s'".formatted(Json.kind(json.path("format")), FORMAT));
    }
    // Sealed in every version, so that a flipped bit does not look like a newer one.
    String found = String.valueOf(json.path(SealedJson.CHECKSUM).textValue());
    String expected = SealedJson.checksum(text, found);
    if (!expected.equals(found)) {
      throw new DamagedStateException(
          "its checksum is %s, expected %s".formatted(Json.abbreviated(found), expected));
    }
    JsonNode version = json.path("formatVersion");
    if (!version.canConvertToInt() || version.intValue() != FORMAT_VERSION) {
      throw new ModelLoadingException(
          ("The model store '%s' has format version %s; this version of Nerine supports version"
                  + " %d; open it with the version of Nerine that wrote it, or a later one")
              .formatted(store, Json.abbreviated(version.asText()), FORMAT_VERSION));
    }
    try {
      return state(json);
    } catch (IllegalArgumentException | DateTimeException | NullPointerException e) {
      throw new DamagedStateException(String.valueOf(e.getMessage()));
    }
  }

  private static StoreState state(JsonNode json) {
    NavigableMap<String, Model> models = new TreeMap<>();
    for (Map.Entry<String, JsonNode> model : json.path("models").properties()) {
      models.put(VersionId.checkedName("model", model.getKey()), model(model));
    }
    NavigableMap<String, Slot> slots = new TreeMap<>();
    for (Map.Entry<String, JsonNode> slot : json.path("slots").properties()) {
      List<VersionId> positions = new ArrayList<>();
      slot.getValue().path("positions").forEach(id -> positions.add(VersionId.parse(id.asText())));
      boolean retired = slot.getValue().path("retired").asBoolean();
      if (!retired && positions.isEmpty()) {
        throw new IllegalArgumentException(
            "slot '%s' has no position".formatted(Json.abbreviated(slot.getKey())));
      }
      slots.put(VersionId.checkedName("slot", slot.getKey()), new Slot(positions, retired));
    }
    List<SlotChange> history = new ArrayList<>();
    json.path("history").forEach(change -> history.add(change(change)));
    return new StoreState(json.path("revision").asLong(), models, slots, history);
  }

  private static Model model(Map.Entry<String, JsonNode> model) {
    NavigableMap<Integer, ModelVersion> versions = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : model.getValue().path("versions").properties()) {
      ModelVersion version =
          version(VersionId.parse(model.getKey() + ":" + entry.getKey()), entry.getValue());
      versions.put(version.number(), version);
    }
    return new Model(model.getValue().path("lastNumber").asInt(), versions);
  }

  private static ModelVersion version(VersionId id, JsonNode json) {
    return new ModelVersion(
        id,
        string(json, "digest"),
        json.path("bytes").asLong(),
        Instant.parse(string(json, "added")),
        string(json, "note"),
        json.has("parent") ? ancestor(json.path("parent")) : null,
        Json.copyMap(
            "metrics",
            (Map<?, ?>) Objects.requireNonNull(Json.value(json.path("metrics")), "metrics")));
  }

  static Ancestor ancestor(JsonNode json) {
    return new Ancestor(VersionId.parse(string(json, "id")), string(json, "digest"));
  }

  private static SlotChange change(JsonNode json) {
    return new SlotChange(
        json.path("revision").asLong(),
        Instant.parse(string(json, "time")),
        string(json, "slot"),
        action(string(json, "action")),
        id(json, "from"),
        id(json, "to"),
        string(json, "reason"),
        json.has("gate") ? gate(json.path("gate")) : null);
  }

  private static SlotChange.Action action(String key) {
    for (SlotChange.Action action : SlotChange.Action.values()) {
      if (action.key().equals(key)) {
        return action;
      }
    }
    throw new IllegalArgumentException("'%s' is no action".formatted(Json.abbreviated(key)));
  }

  private static GateResult gate(JsonNode json) {
    return new GateResult(
        VersionId.parse(string(json, "baseline")),
        VersionId.parse(string(json, "candidate")),
        measure(string(json, "measure")),
        json.path("baselineScore").asDouble(),
        json.path("candidateScore").asDouble(),
        json.path("low").asDouble(),
        json.path("high").asDouble(),
        json.path("pValue").asDouble(),
        json.path("level").asDouble(),
        json.path("toleratedLoss").asDouble(),
        json.path("documents").asInt(),
        json.path("passed").asBoolean());
  }

  private static Measure measure(String key) {
    for (Measure measure : Measure.values()) {
      if (measure.key().equals(key)) {
        return measure;
      }
    }
    throw new IllegalArgumentException("'%s' is no measure".formatted(Json.abbreviated(key)));
  }

  private static @Nullable VersionId id(JsonNode json, String field) {
    return json.has(field) ? VersionId.parse(string(json, field)) : null;
  }

  static String string(JsonNode json, String field) {
    String string = json.path(field).textValue();
    if (string == null) {
      throw new IllegalArgumentException(
          "field '%s' must be a string, found %s".formatted(field, Json.kind(json.path(field))));
    }
    return string;
  }
}
