/** One block of an event stream; null for what it does not say. */
export interface Block {
  id: string | null
  data: string | null
}

/** Three heartbeats that did not come: the connection is dead, whatever the system says. */
const LONGEST_SILENCE = 45_000

/**
 * The blocks of an event stream (HTML Living Standard, section 9.2.6), as our server writes them.
 *
 * @throws when it is cut off, or nothing came for too long.
 */
export async function* blocksIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<Block> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read())
      if (done) return
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n')
      rest = blocks.pop()!
      for (const block of blocks) yield { id: lineOf(block, 'id'), data: lineOf(block, 'data') }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function lineOf(block: string, name: string): string | null {
  const line = block.split('\n').find((one) => one.startsWith(`${name}: `))
  return line === undefined ? null : line.slice(name.length + 2)
}

async function inTime<T>(coming: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The stream is silent.')), LONGEST_SILENCE)
  })
  try {
    return await Promise.race([coming, late])
  } finally {
    clearTimeout(timer)
  }
}
