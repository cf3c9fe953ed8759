/** Tests of concurrent code: JUnit 5 extension, virtual time, simulated network. */
package dev.fairlead.testing;
