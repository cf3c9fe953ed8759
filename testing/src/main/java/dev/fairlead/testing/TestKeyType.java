package dev.fairlead.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/**
 * The kind of key that a {@link TestAuthority} makes.
 *
 * {@snippet file="TestAuthoritySnippets.java" region="options"}
 */
public enum TestKeyType {
  /** An elliptic curve key on P-256; the fastest to make. */
  EC,
  /** An RSA key of 2048 bits; takes up to a second. */
  RSA,
  /** An Ed25519 key. */
  ED25519;

  KeyPair generate() {
    try {
      return generator().generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make a key of type " + this, e);
    }
  }

  private KeyPairGenerator generator() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(name().replace("ED", "Ed"));
    if (this == EC) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    } else if (this == RSA) {
      generator.initialize(2048);
    }
    return generator;
  }
}
