/** A page that is being written in: what changes here is sent, what changes elsewhere is brought in. */
import { applyEdits } from '../model/apply-edits.ts'
import { difference } from '../model/difference.ts'
import type { Edit } from '../model/edit.ts'
import type { PageBlock } from '../model/page-block.ts'

/** A page as the server has it, at a moment of its log. */
export interface Reading {
  readonly blocks: readonly PageBlock[]
  readonly revision: string
}

export interface EditsAnswer {
  readonly revision: string
  readonly is_behind: boolean
  readonly results: readonly { readonly status: 'done' | 'merged' | 'conflict' }[]
}

/** `waiting`: the server is not reached, and all is sent when it is. `refused`: it does not take what was written. */
export type SaveState = 'saved' | 'saving' | 'waiting' | 'refused'

/** What a session is given: the server, the editor, and a clock. */
export interface Surroundings {
  read(): Promise<Reading>
  send(edits: readonly Edit[], baseRevision: string): Promise<EditsAnswer>
  /** Whether a failure is the server's refusal, and nothing that may pass. */
  isRefusal(error: unknown): boolean
  /** Whether it is refused because an id of an insert stands elsewhere. */
  isTaken(error: unknown): boolean
  /** The page as it stands in the editor. */
  present(): readonly PageBlock[]
  /** Makes the editor show another page than it does. */
  show(from: readonly PageBlock[], to: readonly PageBlock[]): void
  /** Gives blocks of the editor other ids. */
  renew(ids: ReadonlySet<string>): void
  tell(state: SaveState): void
  wait(milliseconds: number): Promise<void>
}

/** Milliseconds without a change after which it is sent, from the first change at the longest, and between attempts. */
const PAUSE = 250
const LONGEST = 1000
const RETRIES = [1000, 2000, 5000]

/** What was sent and not answered yet: it is sent again as it was, so that nothing is done twice. */
interface Batch {
  readonly edits: readonly Edit[]
  readonly page: readonly PageBlock[]
  readonly revision: string
}

export interface PageSession {
  /** Something changed in the editor. */
  changed(): void
  /** Something changed on the server; `revision` is where its log stands then. */
  heard(revision: string): void
  /** Whether something that was written is not on the server yet. */
  hasUnsent(): boolean
  /** Tries again at once what could not be sent. */
  retry(): void
  /** Sends what is left, and goes on. @returns whether the server took all of it. */
  flush(): Promise<boolean>
  /** Sends what is left, and ends. */
  close(): Promise<void>
}

export function openSession(first: Reading, around: Surroundings): PageSession {
  let saved = first
  let batch: Batch | null = null
  let isStale = false
  let isClosed = false
  let running: Promise<void> | null = null
  let isDue = false
  let refusals = 0
  let failures = 0
  let lastHeard: string | null = null
  let hurry: (() => void) | null = null

  const pause = (milliseconds: number) =>
    Promise.race([around.wait(milliseconds), new Promise<void>((resolve) => (hurry = resolve))])

  /** Reads and sends until both sides are the same. */
  function run(): Promise<void> {
    running ??= agree().finally(() => {
      running = null
    })
    return running
  }

  async function agree(): Promise<void> {
    isDue = false
    for (;;) {
      if (isStale && batch === null) await attempt(refresh)
      else if (!(await attempt(sendOnce))) break
      else if (!isClosed && !isStale) await pause(PAUSE)
    }
  }

  /** @returns whether there may be more to do. */
  async function attempt(work: () => Promise<boolean>): Promise<boolean> {
    try {
      const goesOn = await work()
      failures = 0
      return goesOn
    } catch (error) {
      if (around.isRefusal(error)) return refused(error)
      around.tell('waiting')
      await pause(RETRIES[Math.min(failures++, RETRIES.length - 1)]!)
      return !isClosed
    }
  }

  /** Others may have made something else of what the edits were about: they are made anew, once. */
  function refused(error: unknown): boolean {
    // What others moved to another page while it was written in stays here as something new.
    const inserts = (batch?.edits ?? []).filter(({ type }) => type === 'insert')
    if (around.isTaken(error)) around.renew(new Set(inserts.map(({ id }) => id)))
    batch = null
    isStale = true
    refusals++
    if (refusals < 3) return true
    around.tell('refused')
    isStale = false
    return false
  }

  async function refresh(): Promise<boolean> {
    const read = await around.read()
    isStale = false
    const present = around.present()
    const merged = applyEdits(saved.blocks, read.blocks, present, difference(saved.blocks, present))
    saved = read
    around.show(present, merged)
    return true
  }

  async function sendOnce(): Promise<boolean> {
    batch ??= makeBatch()
    if (batch === null) {
      around.tell('saved')
      return false
    }
    around.tell('saving')
    const { edits, page, revision } = batch
    lastHeard = null
    const answer = await around.send(edits, revision)
    batch = null
    refusals = 0
    const isFree = (of: string) => answer.results.every(({ status }) => status !== of)
    saved = {
      // What was not done is still to do, on whatever there is now.
      blocks: isFree('conflict') ? page : saved.blocks,
      revision: answer.is_behind ? saved.revision : answer.revision,
    }
    isStale ||= answer.is_behind || !isFree('conflict') || !isFree('merged')
    isStale ||= lastHeard !== null && lastHeard !== answer.revision
    return true
  }

  function makeBatch(): Batch | null {
    const { blocks, revision } = saved
    const page = around.present()
    const all = difference(blocks, page)
    if (all.length === 0) return null
    if (all.length <= MOST_EDITS) return { edits: all, page, revision }
    const edits = all.slice(0, MOST_EDITS)
    return { edits, page: applyEdits(blocks, blocks, page, edits), revision }
  }

  const hasUnsent = () => batch !== null || difference(saved.blocks, around.present()).length > 0

  let due = 0
  return {
    changed() {
      const mine = ++due
      refusals = 0
      if (running) return
      around.tell('saving')
      void around.wait(PAUSE).then(() => (mine === due || isClosed ? run() : undefined))
      if (!isDue) void around.wait(LONGEST).then(run)
      isDue = true
    },
    heard(revision) {
      if (revision === saved.revision) return
      lastHeard = revision
      // Most often it is one's own batch that is heard of before its answer is there.
      if (batch !== null) return
      isStale = true
      void run()
    },
    hasUnsent,
    retry() {
      hurry?.()
    },
    async flush() {
      hurry?.()
      await run()
      // What was written when it was about to end.
      if (hasUnsent()) await run()
      return !hasUnsent()
    },
    async close() {
      isClosed = true
      await run()
    },
  }
}

/** What the server takes at once. */
const MOST_EDITS = 1000
