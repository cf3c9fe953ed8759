/** TCP, UDP, UNIX sockets and name resolution. */
package dev.fairlead.net;
