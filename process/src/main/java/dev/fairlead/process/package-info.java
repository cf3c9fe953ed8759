/** Subprocesses, worker processes and signals. */
package dev.fairlead.process;
