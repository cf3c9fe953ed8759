/**
 * TLS over any byte stream.
 *
 * <p>{@link dev.fairlead.tls.TlsStream} is a stream over another one. It is made by its {@code
 * wrap} methods, by {@link dev.fairlead.tls.Tls}, which connects and listens over TCP too, by
 * {@link dev.fairlead.tls.TlsConnectable} and {@link dev.fairlead.tls.TlsListener}.
 *
 * <p>{@link dev.fairlead.tls.TlsClientContext} and {@link dev.fairlead.tls.TlsServerContext} hold
 * options and sessions: whom to believe ({@link dev.fairlead.tls.TlsTrust}) and who one is ({@link
 * dev.fairlead.tls.TlsIdentity}). What a handshake has come to is in {@link
 * dev.fairlead.tls.TlsAttributes}, or in a {@link dev.fairlead.tls.TlsHandshakeException}.
 */
package dev.fairlead.tls;
