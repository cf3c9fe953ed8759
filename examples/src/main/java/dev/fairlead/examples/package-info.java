/** Demos and worked examples. */
package dev.fairlead.examples;
