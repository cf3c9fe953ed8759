package dev.fairlead.tls;

import dev.fairlead.BrokenResourceException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The first failure of the protocol, after which nothing can be sent or received. Any task. */
final class Failure {

  private static final Pattern ABOUT_CERTIFICATES = Pattern.compile("certificate|unknown_ca");

  private static final AtomicReferenceFieldUpdater<Failure, @Nullable SSLException> CAUSE =
      AtomicReferenceFieldUpdater.newUpdater(Failure.class, SSLException.class, "cause");

  private volatile @Nullable SSLException cause;

  /** Remembers the failure; false if there was one before. */
  boolean set(SSLException newCause) {
    return CAUSE.compareAndSet(this, null, newCause);
  }

  /** Adds what followed from it. */
  void add(SSLException consequence) {
    SSLException first = cause;
    if (first != null && !first.equals(consequence)) {
      first.addSuppressed(consequence);
    }
  }

  boolean isSet() {
    return cause != null;
  }

  /** Throws if there was a failure. */
  void check() throws IOException {
    if (isSet()) {
      throw asException();
    }
  }

  IOException asException() {
    SSLException first = cause;
    if (first == null) {
      throw new AssertionError("asked for a failure when there was none");
    }
    String words = String.valueOf(first.getMessage());
    return new BrokenResourceException("the TLS stream is broken: " + words + hint(words), first);
  }

  /** With TLS 1.3 a server looks at the client's certificate when the client is done already. */
  private static String hint(String words) {
    boolean refused =
        words.contains("Received fatal alert") && ABOUT_CERTIFICATES.matcher(words).find();
    return refused
        ? "; the peer does not accept the certificate of this side, or misses one:"
            + " withIdentity(...) shows one"
        : "";
  }
}
