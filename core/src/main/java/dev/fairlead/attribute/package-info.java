/** Typed attributes: what streams and listeners know about themselves. */
package dev.fairlead.attribute;
