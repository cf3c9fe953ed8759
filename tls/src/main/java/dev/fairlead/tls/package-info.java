/** TLS over any byte stream. */
package dev.fairlead.tls;
