/** Uses the packaged modules as a user would. */
package dev.fairlead.it;
