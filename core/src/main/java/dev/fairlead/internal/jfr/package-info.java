/**
 * Events for the JDK's flight recorder. Where nothing is recorded, an event costs a look at a flag.
 */
package dev.fairlead.internal.jfr;
