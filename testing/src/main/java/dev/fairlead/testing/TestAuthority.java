package dev.fairlead.testing;

import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority that exists for a test: made in a few milliseconds, trusted by nobody but
 * those who are told to, gone with the JVM.
 *
 * {@snippet file="TestAuthoritySnippets.java" region="authority"}
 *
 * <p>Needs Bouncy Castle ({@code org.bouncycastle:bcpkix-jdk18on}) on the path of the tests. Safe
 * for use by several threads.
 */
public final class TestAuthority {

  private final KeyPair keys;
  private final List<X509Certificate> chain;

  private TestAuthority(KeyPair keys, List<X509Certificate> chain) {
    this.keys = keys;
    this.chain = List.copyOf(chain);
  }

  /** Makes a root authority. */
  public static TestAuthority create() {
    return create("Fairlead test authority");
  }

  /** Makes a root authority with a name of its own. */
  public static TestAuthority create(String name) {
    KeyPair keys = TestKeyType.EC.generate();
    return new TestAuthority(keys, List.of(CertificateMaker.root(name, keys)));
  }

  /** Makes an authority below this one; its certificate becomes part of every chain it issues. */
  public TestAuthority intermediate(String name) {
    KeyPair childKeys = TestKeyType.EC.generate();
    var childChain = new ArrayList<X509Certificate>();
    childChain.add(CertificateMaker.intermediate(name, childKeys.getPublic(), certificate(), keys));
    childChain.addAll(chain);
    return new TestAuthority(childKeys, childChain);
  }

  /**
   * Issues a certificate that is valid now, for servers and for clients.
   *
   * @param names what the certificate is for: host names, wildcards such as {@code *.example.org},
   *     IP addresses, mail addresses; the first one is the common name too
   */
  public TestCertificate issue(String... names) {
    return issue(UnaryOperator.identity(), names);
  }

  /** As {@link #issue(String...)}, with options. */
  public TestCertificate issue(UnaryOperator<TestCertificateOptions> options, String... names) {
    TestCertificateOptions chosen = options.apply(TestCertificateOptions.defaults());
    KeyPair leafKeys = chosen.keyType().generate();
    var leafChain = new ArrayList<X509Certificate>();
    leafChain.add(
        CertificateMaker.leaf(List.of(names), chosen, leafKeys.getPublic(), certificate(), keys));
    // Peers have the root already, so servers do not send it.
    leafChain.addAll(chain.subList(0, chain.size() - 1));
    return new TestCertificate(leafKeys.getPrivate(), leafChain);
  }

  /** Issues a certificate whose time was over yesterday. */
  public TestCertificate issueExpired(String... names) {
    return issue(TestCertificateOptions::withExpired, names);
  }

  /** Issues a certificate whose time begins tomorrow. */
  public TestCertificate issueNotYetValid(String... names) {
    return issue(TestCertificateOptions::withNotYetValid, names);
  }

  /** The certificate of this authority. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** The certificate at the top, which is what others are told to trust. */
  public X509Certificate root() {
    return chain.getLast();
  }

  /** The root certificate as PEM text. */
  public String pem() {
    return PemText.certificates(List.of(root()));
  }

  /** A key store that holds the root certificate as the only trusted one. */
  public KeyStore trustStore() {
    return KeyStores.trusting(root());
  }

  /** A context for clients that trust nobody but this authority and have no certificate. */
  public SSLContext clientContext() {
    return KeyStores.context(null, trustStore());
  }
}
