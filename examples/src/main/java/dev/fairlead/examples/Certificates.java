package dev.fairlead.examples;

import dev.fairlead.tls.TlsClientContext;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The TLS contexts of the demos, from PEM files that the user names. */
final class Certificates {

  private Certificates() {}

  /** Trusts what the platform trusts, and the certificates of a file. */
  static TlsClientContext client(Optional<String> file) throws IOException {
    if (file.isEmpty()) {
      return TlsClientContext.shared();
    }
    TlsTrust own = TlsTrust.fromPem(Path.of(file.get()));
    return TlsClientContext.create(o -> o.withTrust(TlsTrust.platform().plus(own)));
  }

  /** Shows a certificate, with its chain if the file has one. */
  static TlsServerContext server(Path certificate, Path key) throws IOException {
    TlsIdentity identity = TlsIdentity.fromPem(certificate, key);
    return TlsServerContext.create(o -> o.withIdentity(identity));
  }
}
