/** Tasks, groups, cancel scopes, time, and every exception of the library. */
package dev.fairlead;
