package dev.fairlead.tls;

import dev.fairlead.stream.ByteStream;

/**
 * What is left once TLS has ended on a transport that lives on.
 *
 * {@snippet file="TlsEndSnippets.java" region="unwrap"}
 *
 * @param transport the stream below, which the caller closes from now on
 * @param leftOver what the peer sent in plain after its end of TLS and was received already; it
 *     comes before everything that the transport still gives
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over once, compared by nobody.
public record TlsUnwrapped(ByteStream transport, byte[] leftOver) {}
