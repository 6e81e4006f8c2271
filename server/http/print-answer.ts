import type { FastifyReply } from 'fastify'
import { printJson, writeJson } from './json.ts'

/** Node writes a long text with three times the room it needs, and slower than bytes; a short one faster. */
const LONG_TEXT = 4096

/** Lists from here on are written as bytes. */
const LONG_LIST = 10

/**
 * Prints an answer. A long list goes into room that answers before it used: finding new room of its size
 * costs more than writing it.
 *
 * @param last printed members that come after all others, with a comma before each.
 */
export function printAnswer(answer: unknown, last: string, reply: FastifyReply): string | Buffer {
  if (isLongList(answer)) {
    const room = free.pop() ?? Buffer.allocUnsafeSlow(ROOM)
    const size = writeJson(answer, last, room)
    if (size !== null) {
      // Then its bytes were handed to the system, or nobody waits for them any more.
      reply.raw.once('close', () => give(room))
      return room.subarray(0, size)
    }
    give(room)
  }
  const text = printJson(answer, last)
  return text.length < LONG_TEXT ? text : Buffer.from(text)
}

/** Bytes. The text of a list may need three times its length. */
const ROOM = 768 * 1024
const MOST_FREE = 8
const free: Buffer[] = []

function give(room: Buffer): void {
  if (free.length < MOST_FREE) free.push(room)
}

function isLongList(answer: unknown): answer is { results: readonly unknown[] } {
  if (typeof answer !== 'object' || answer === null || !('results' in answer)) return false
  const { results } = answer
  // Members are printed in their order, and writing begins with these two.
  const [first, second] = Object.keys(answer)
  return Array.isArray(results) && results.length >= LONG_LIST && first === 'object' && second === 'results'
}
