package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.deploy.StoreState.Slot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How much of the past a state keeps, and that its file keeps all of a state. */
class StoreHistoryTest {

  private static StoreState deployed(StoreState state, String slot, int number) {
    VersionId id = new VersionId("depots", number);
    SlotChange change =
        new SlotChange(
            state.revision() + 1,
            Instant.EPOCH.plusSeconds(number),
            slot,
            SlotChange.Action.DEPLOY,
            state.slot(slot).current().orElse(null),
            id,
            "caf\u00e9 \ud83d\ude00 \ud800",
            null);
    return state
        .withSlot(state.slot(slot).pointingTo(id), change)
        .withRevision(state.revision() + 1);
  }

  @Test
  void keepsTheLastChangesOfEachSlot() {
    StoreState state = deployed(StoreState.EMPTY, "staging", 1);
    int changes = StoreState.KEPT_CHANGES + 7;
    for (int number = 1; number <= changes; number++) {
      state = deployed(state, "production", number);
    }

    List<SlotChange> history = state.history();
    assertThat(history).hasSize(StoreState.KEPT_CHANGES + 1);
    assertThat(history.get(0).slot()).isEqualTo("staging");
    assertThat(history.get(1).to()).contains(new VersionId("depots", 8));
    assertThat(history.get(history.size() - 1).to()).contains(new VersionId("depots", changes));
    Slot production = state.slot("production");
    assertThat(production.positions()).hasSize(StoreState.KEPT_POSITIONS);
    assertThat(production.current()).contains(new VersionId("depots", changes));
  }

  @Test
  void readsBackWhatItWrote() throws Exception {
    StoreState state = deployed(deployed(StoreState.EMPTY, "production", 1), "production", 2);
    state = state.withModel("depots", new StoreState.Model(9, new TreeMap<>()));

    byte[] bytes = StateJson.write(state);

    assertThat(StateJson.read(bytes, Path.of("store"))).isEqualTo(state);
    assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\"lastNumber\": 9");
  }
}
