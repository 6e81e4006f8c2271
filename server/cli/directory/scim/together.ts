/** So many requests are under way at once. */
const AT_ONCE = 8

/**
 * Does work on each, several at a time. What is done is told before an error ends it all.
 *
 * @throws what the first of them threw.
 */
export async function* together<T, R>(items: Iterable<T>, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  let batch: T[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < AT_ONCE) continue
    yield* allOf(batch, work)
    batch = []
  }
  yield* allOf(batch, work)
}

async function* allOf<T, R>(batch: readonly T[], work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const settled = await Promise.allSettled(batch.map(work))
  for (const one of settled) if (one.status === 'fulfilled') yield one.value
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
