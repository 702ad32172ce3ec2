/** An application as a stranger to Nerine writes it: it names the API, and no backend. */
module io.nerine.samples.consumer {
  requires transitive io.nerine.api;
  requires io.nerine.core;
  requires static org.jspecify;

  exports io.nerine.samples.consumer;
}
