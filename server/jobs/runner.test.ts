import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Base } from '#server/http/contexts.ts'
import { type Job, performDue, startJobs } from './runner.ts'

const base = {} as Base

/** Pieces that wait to be worked on; each is done when the test says so. */
function pieces(count: number) {
  const begun: (() => void)[] = []
  let due = count
  let onBegun: (() => void) | null = null
  const job: Job = {
    name: 'test',
    every: 1,
    async perform() {
      if (due === 0) return false
      due--
      await new Promise<void>((done) => {
        begun.push(done)
        onBegun?.()
      })
      return true
    },
  }
  const whenBegun = (wanted: number) =>
    new Promise<void>((resolve) => {
      onBegun = () => begun.length >= wanted && resolve()
      onBegun()
    })
  return { job, begun, whenBegun, left: () => due }
}

test('does all that is due, and looks again', async () => {
  const done: number[] = []
  let due = [1, 2]
  let looked = () => {}
  const job: Job = {
    name: 'test',
    every: 1,
    async perform() {
      const piece = due.shift()
      if (piece === undefined) looked()
      else done.push(piece)
      return piece !== undefined
    },
  }
  const runner = startJobs(base, [job], assert.fail)
  await new Promise<void>((resolve) => {
    looked = resolve
  })
  due = [3]
  await new Promise<void>((resolve) => {
    looked = () => done.length === 3 && resolve()
  })
  await runner.stop()
  assert.deepEqual(done, [1, 2, 3])
})

test('rests for as long as its share asks for, whatever there is to do', async () => {
  const done: string[] = []
  const jobOf = (name: string, share: number, pieces: number) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const job: Job = {
      name,
      every: 1,
      share,
      async perform() {
        const begun = performance.now()
        while (performance.now() - begun < 1) {}
        done.push(name)
        if (done.filter((one) => one === name).length === pieces) resolve()
        return true
      },
    }
    return { job, promise }
  }
  // Of one a rest lasts for a day.
  const [rare, often] = [jobOf('rare', 1e-8, 1), jobOf('often', 1 / 2, 3)]
  const runner = startJobs(base, [rare.job, often.job], assert.fail)
  await Promise.all([rare.promise, often.promise])
  await runner.stop()
  assert.equal(done.filter((name) => name === 'rare').length, 1)
})

test('works on as many pieces at a time as the job says', async () => {
  const { job, begun, whenBegun, left } = pieces(3)
  const runner = startJobs(base, [{ ...job, atOnce: 2 }], assert.fail)
  await whenBegun(2)
  assert.equal(left(), 1)
  for (const done of begun) done()
  await whenBegun(3)
  begun[2]!()
  await runner.stop()
})

test('looks as soon as something happened, where it follows events', async () => {
  const hearing = new Set<(workspaceId: string) => void>()
  const listen = (heard: (workspaceId: string) => void) => {
    hearing.add(heard)
    return () => void hearing.delete(heard)
  }
  let looks = 0
  let looked = () => {}
  const job: Job = {
    name: 'test',
    every: 60_000,
    followsEvents: true,
    async perform() {
      looks++
      looked()
      return false
    },
  }
  const runner = startJobs({ store: { listen } } as unknown as Base, [job], assert.fail)
  for (const wanted of [2, 3]) {
    const seen = new Promise<void>((resolve) => {
      looked = () => looks === wanted && resolve()
    })
    for (const heard of hearing) heard('')
    await seen
  }
  await runner.stop()
  assert.equal(hearing.size, 0)
})

test('a stop waits for what is under way and begins nothing more', async () => {
  const { job, begun, whenBegun, left } = pieces(2)
  const runner = startJobs(base, [job], assert.fail)
  await whenBegun(1)
  let stopped = false
  const stop = runner.stop().then(() => {
    stopped = true
  })
  await new Promise(setImmediate)
  assert.equal(stopped, false)
  begun[0]!()
  await stop
  assert.equal(left(), 1)
})

test('work is told that the process stops', async () => {
  let told = false
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const job: Job = {
    name: 'test',
    every: 1,
    async perform(_base, stopping) {
      begin()
      await new Promise((resolve) => stopping.addEventListener('abort', resolve))
      told = true
      throw new Error('given up')
    },
  }
  const runner = startJobs(base, [job], assert.fail)
  await begun
  await runner.stop()
  assert.equal(told, true)
})

test('a fault of one kind of work is reported, and the others go on', async () => {
  const faults: string[] = []
  const failing: Job = {
    name: 'failing',
    every: 1,
    perform: async () => {
      throw new Error('broken')
    },
  }
  const { job, begun, whenBegun } = pieces(1)
  const runner = startJobs(base, [failing, job], (error, { name }) =>
    faults.push(`${name}: ${(error as Error).message}`),
  )
  await whenBegun(1)
  begun[0]!()
  await runner.stop()
  assert.deepEqual(faults, ['failing: broken'])
})

test('a fault of one piece is reported, and its kind goes on without a rest', async () => {
  const faults: string[] = []
  const { job, begun, whenBegun } = pieces(2)
  const reporting: Job = {
    ...job,
    async perform(base, stopping, report) {
      report(new Error('broken'))
      return job.perform(base, stopping, report)
    },
  }
  const runner = startJobs(base, [reporting], (error, { name }) =>
    faults.push(`${name}: ${(error as Error).message}`),
  )
  await whenBegun(1)
  begun[0]!()
  await whenBegun(2)
  begun[1]!()
  await runner.stop()
  assert.deepEqual(faults.slice(0, 2), ['test: broken', 'test: broken'])
  await assert.rejects(
    performDue(base, [
      {
        ...reporting,
        perform: async (_base, _stopping, report) => {
          report(new Error('broken'))
          return false
        },
      },
    ]),
    /broken/,
  )
})

test('a test may have all that is due done at once', async () => {
  let due = 3
  await performDue(base, [{ name: 'test', every: 1000, perform: async () => due-- > 0 }])
  assert.equal(due, -1)
})
