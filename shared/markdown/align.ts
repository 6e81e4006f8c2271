export type Pair = [number, number]

/**
 * Positions of equal keys in two lists, ascending in both: a longest common subsequence where the lists are short or
 * alike, close to one where they are not. The time grows with the length of the lists, not with its square.
 */
export function align(a: readonly number[], b: readonly number[]): Pair[] {
  const pairs: Pair[] = []
  alignRange({ a, b, pairs }, { from: [0, 0], to: [a.length, b.length] }, 0)
  return pairs
}

interface Lists {
  a: readonly number[]
  b: readonly number[]
  pairs: Pair[]
}

interface Range {
  from: Pair
  to: Pair
}

const MAX_CELLS = 250_000
const MAX_SPLITS = 20
const WINDOW = 50

function alignRange(lists: Lists, range: Range, splits: number): void {
  const { a, b, pairs } = lists
  let [i, j] = range.from
  let [iEnd, jEnd] = range.to
  while (i < iEnd && j < jEnd && a[i] === b[j]) pairs.push([i++, j++])
  const tail: Pair[] = []
  while (i < iEnd && j < jEnd && a[iEnd - 1] === b[jEnd - 1]) tail.push([--iEnd, --jEnd])
  if (i < iEnd && j < jEnd) alignMiddle(lists, { from: [i, j], to: [iEnd, jEnd] }, splits)
  while (tail.length > 0) pairs.push(tail.pop()!)
}

function alignMiddle(lists: Lists, range: Range, splits: number): void {
  const cells = (range.to[0] - range.from[0]) * (range.to[1] - range.from[1])
  const isSmall = cells <= MAX_CELLS
  const anchors = isSmall || splits === MAX_SPLITS ? [] : ascending(uniquePairs(lists, range))
  if (isSmall) longest(lists, range)
  else if (anchors.length === 0) greedy(lists, range)
  else alignBetween(lists, range, anchors, splits)
}

function alignBetween(lists: Lists, range: Range, anchors: Pair[], splits: number): void {
  let from = range.from
  for (const anchor of anchors) {
    alignRange(lists, { from, to: anchor }, splits + 1)
    lists.pairs.push(anchor)
    from = [anchor[0] + 1, anchor[1] + 1]
  }
  alignRange(lists, { from, to: range.to }, splits + 1)
}

/** The longest common subsequence, by the table of the lengths of what is left. */
function longest({ a, b, pairs }: Lists, { from, to }: Range): void {
  const rows = to[0] - from[0]
  const width = to[1] - from[1] + 1
  const left = new Uint32Array((rows + 1) * width)
  const at = (i: number, j: number) => left[(i - from[0]) * width + j - from[1]]!
  for (let i = to[0] - 1; i >= from[0]; i--) {
    for (let j = to[1] - 1; j >= from[1]; j--) {
      const best = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
      left[(i - from[0]) * width + j - from[1]] = best
    }
  }
  for (let [i, j] = from; i < to[0] && j < to[1]; ) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
}

/** Where keys stand that each list has once. */
function uniquePairs({ a, b }: Lists, { from, to }: Range): Pair[] {
  const inB = uniquePlaces(b, from[1], to[1])
  return [...uniquePlaces(a, from[0], to[0])].flatMap(([key, i]): Pair[] => {
    const j = inB.get(key)
    return j === undefined ? [] : [[i, j]]
  })
}

function uniquePlaces(list: readonly number[], from: number, to: number): Map<number, number> {
  const places = new Map<number, number>()
  const repeated = new Set<number>()
  for (let i = from; i < to; i++) {
    const key = list[i]!
    if (places.has(key)) repeated.add(key)
    else places.set(key, i)
  }
  for (const key of repeated) places.delete(key)
  return places
}

/** The longest part of pairs, ascending in the first, that is ascending in the second. */
function ascending(pairs: Pair[]): Pair[] {
  const tops: number[] = []
  const before = new Int32Array(pairs.length).fill(-1)
  pairs.forEach(([, j], at) => {
    let low = 0
    for (let high = tops.length; low < high; ) {
      const middle = (low + high) >> 1
      if (pairs[tops[middle]!]![1] < j) low = middle + 1
      else high = middle
    }
    before[at] = low > 0 ? tops[low - 1]! : -1
    tops[low] = at
  })
  const chain: Pair[] = []
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at]!) chain.push(pairs[at]!)
  return chain.reverse()
}

/** For long lists of nothing but repetitions: the next equal key that is near. */
function greedy({ a, b, pairs }: Lists, { from, to }: Range): void {
  let [, next] = from
  for (let i = from[0]; i < to[0]; i++) {
    const end = Math.min(next + WINDOW, to[1])
    let j = next
    while (j < end && a[i] !== b[j]) j++
    if (j === end) continue
    pairs.push([i, j])
    next = j + 1
  }
}
