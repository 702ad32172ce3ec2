package io.nerine.deploy;

/**
 * Watches a deployment follow its slots. Called by one thread at a time, the one that follows,
 * after the event; what it throws is logged and does no harm.
 */
@FunctionalInterface
public interface DeploymentListener {

  /**
   * Takes note of an event.
   *
   * @param event what happened
   */
  void onEvent(DeploymentEvent event);
}
