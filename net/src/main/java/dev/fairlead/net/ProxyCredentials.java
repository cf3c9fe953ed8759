package dev.fairlead.net;

/**
 * Who asks a proxy. The password is not in the text of this object.
 *
 * {@snippet file="ProxySnippets.java" region="credentials"}
 *
 * @param user the name of the user
 * @param password goes over the network as it is, unless the way to the proxy is encrypted
 */
public record ProxyCredentials(String user, String password) {

  @Override
  public String toString() {
    return "user " + user;
  }
}
