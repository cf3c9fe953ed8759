import org.jspecify.annotations.NullMarked;

/** Tests of concurrent code: JUnit 5 extension, virtual time, simulated network. */
@NullMarked
module dev.fairlead.testing {
  requires transitive dev.fairlead.core;
  requires transitive dev.fairlead.net;
  requires transitive org.junit.jupiter.api;
  requires jdk.net; // the options that keep a connection alive
  requires static net.jqwik.api;
  requires static org.bouncycastle.pkix;
  requires static org.bouncycastle.provider;
  requires static org.jspecify;
  requires org.opentest4j;

  exports dev.fairlead.testing;

  // JUnit makes the extensions.
  opens dev.fairlead.testing.internal.junit to
      org.junit.platform.commons;
}
