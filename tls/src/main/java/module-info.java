import org.jspecify.annotations.NullMarked;

/** TLS over any byte stream. */
@NullMarked
module dev.fairlead.tls {
  requires transitive dev.fairlead.core;
  requires transitive dev.fairlead.net;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires static org.jspecify;

  exports dev.fairlead.tls;
}
