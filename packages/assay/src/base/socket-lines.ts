import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'

/**
 * Calls `onLine` for each line that arrives. A connection that breaks only ends the lines: its
 * `close` event tells who waits for more.
 */
export function onSocketLines(socket: Socket, onLine: (line: string) => void): void {
  const nothing = () => undefined
  socket.on('error', nothing)
  // readline emits the error of its input once more, as its own.
  createInterface({ input: socket }).on('line', onLine).on('error', nothing)
}
