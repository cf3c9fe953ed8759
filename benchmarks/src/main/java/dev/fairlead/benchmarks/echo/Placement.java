package dev.fairlead.benchmarks.echo;

/** Which processors the server and the load generator may use. */
enum Placement {
  /** One each: shows what a request costs the server, because nobody can take the other's time. */
  SPLIT("split", "1", "0", "server on one core, load on the other"),

  /** Both free to use all: shows what the system's and the library's scheduling make of it. */
  FREE("free", "", "", "all cores free for both");

  private final String id;
  private final String server;
  private final String load;
  private final String words;

  Placement(String id, String server, String load, String words) {
    this.id = id;
    this.server = server;
    this.load = load;
    this.words = words;
  }

  String id() {
    return id;
  }

  String server() {
    return server;
  }

  String load() {
    return load;
  }

  @Override
  public String toString() {
    return words;
  }
}
