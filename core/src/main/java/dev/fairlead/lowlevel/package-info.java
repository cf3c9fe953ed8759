/** The building blocks under everything: waiting, checkpoints, readiness, and the backends. */
package dev.fairlead.lowlevel;
