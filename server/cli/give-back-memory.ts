import type { Server } from 'node:http'

/** How long nobody has asked for anything before the work is done, in milliseconds. */
const QUIET = 1000

/**
 * Loading the program takes room that V8 would keep for ever. It is given back once, which takes a moment and
 * so waits for one in which nobody asks for anything.
 */
export function giveBackMemory(server: Server): void {
  if (globalThis.gc === undefined) return
  const later = () => void timer.refresh()
  const timer = setTimeout(() => {
    server.off('request', later)
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  }, QUIET).unref()
  server.on('request', later)
}
