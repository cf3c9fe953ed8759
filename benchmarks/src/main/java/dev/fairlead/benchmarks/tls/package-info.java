/** TLS over loopback: Fairlead, Netty and the JDK's sockets with the same engine of the JDK. */
@NullMarked
package dev.fairlead.benchmarks.tls;

import org.jspecify.annotations.NullMarked;
