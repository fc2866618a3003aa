import { constants, setPriority } from 'node:os'

/**
 * Lets the calling thread run before others that want the same core, where the user may: a
 * generator that waits for a core measures its own waiting. It uses little, so nobody else waits
 * long. On Linux a thread has a priority of its own; elsewhere it would be that of the process.
 */
export function goFirst(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, constants.priority.PRIORITY_HIGH)
  } catch {
    // Not allowed: the lag tells whether the figures can be believed all the same.
  }
}
