import org.jspecify.annotations.NullMarked;

/** TCP, UDP, UNIX sockets and name resolution. */
@NullMarked
module dev.fairlead.net {
  requires transitive dev.fairlead.core;
  requires jdk.net; // SO_PEERCRED and other options beyond the standard ones
  requires org.newsclub.net.unix;
  requires static org.jspecify;

  exports dev.fairlead.net;
  exports dev.fairlead.net.spi;
}
