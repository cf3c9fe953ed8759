package dev.fairlead.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates one side believes in.
 *
 * {@snippet file="TlsTrustSnippets.java" region="trust"}
 *
 * <p>Immutable. Files are read when the method is called and not again.
 */
public final class TlsTrust {

  private static final TlsTrust PLATFORM = new TlsTrust(true, List.of(), null);
  private static final TlsTrust ANYONE = new TlsTrust(false, List.of(), new TrustAnyone());

  private final boolean platform;
  private final List<X509Certificate> authorities;
  private final @Nullable X509ExtendedTrustManager manager;

  private TlsTrust(
      boolean platform,
      List<X509Certificate> authorities,
      @Nullable X509ExtendedTrustManager manager) {
    this.platform = platform;
    this.authorities = List.copyOf(authorities);
    this.manager = manager;
  }

  /** The authorities that the JDK trusts, or those its system properties name. */
  public static TlsTrust platform() {
    return PLATFORM;
  }

  /**
   * These authorities and no others.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TlsTrust of(X509Certificate... authorities) {
    if (authorities.length == 0) {
      throw new IllegalArgumentException(
          "whoever trusts no authority can connect to nobody; give one at least");
    }
    return new TlsTrust(false, List.of(authorities), null);
  }

  /**
   * The authorities in PEM files and no others.
   *
   * @throws TlsConfigurationException if there is none
   * @throws IOException if a file cannot be read
   */
  public static TlsTrust fromPem(Path... files) throws IOException {
    return fromPem(PemSource.read(files));
  }

  /** As {@link #fromPem(Path...)}, from texts. */
  public static TlsTrust fromPem(String... texts) throws TlsConfigurationException {
    return fromPem(PemSource.of(texts));
  }

  private static TlsTrust fromPem(PemSource source) throws TlsConfigurationException {
    List<X509Certificate> found = source.parse(null).certificates();
    if (found.isEmpty()) {
      throw new TlsConfigurationException(
          source + " holds no certificate in PEM; DER has to be turned into PEM first");
    }
    return new TlsTrust(false, found, null);
  }

  /**
   * The authorities in a key store and no others.
   *
   * @throws TlsConfigurationException if there is none
   */
  public static TlsTrust fromKeyStore(KeyStore store) throws TlsConfigurationException {
    X509Certificate[] found = TrustManagers.of(store).getAcceptedIssuers();
    if (found.length == 0) {
      throw new TlsConfigurationException("the key store holds no trusted certificate");
    }
    return of(found);
  }

  /** What a trust manager decides; it has to check the name of the host too. */
  public static TlsTrust of(X509ExtendedTrustManager manager) {
    return new TlsTrust(false, List.of(), manager);
  }

  /**
   * Anyone, whatever the certificate says. The connection is encrypted and nobody knows to whom:
   * anyone on the way can read and change everything. For trying things out only.
   */
  public static TlsTrust anyone() {
    return ANYONE;
  }

  /**
   * Those of both.
   *
   * @throws IllegalArgumentException if one of them decides by itself and has no list
   */
  public TlsTrust plus(TlsTrust other) {
    if (manager != null || other.manager != null) {
      throw new IllegalArgumentException(
          "only lists of authorities can be added up, not trust managers and not anyone()");
    }
    var all = new ArrayList<>(authorities);
    all.addAll(other.authorities);
    return new TlsTrust(platform || other.platform, all, null);
  }

  X509ExtendedTrustManager manager() {
    if (manager != null) {
      return manager;
    }
    return platform && authorities.isEmpty()
        ? TrustManagers.ofPlatform()
        : TrustManagers.of(platform, authorities);
  }

  @Override
  public String toString() {
    if (manager != null) {
      return "trust as " + manager + " decides";
    }
    return "trust in " + authorities.size() + " authorities" + (platform ? " and the JDK's" : "");
  }
}
