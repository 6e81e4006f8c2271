/**
 * The most of some things that stand in the wanted order already: a longest increasing run of their places.
 */
export function keepInOrder(present: readonly string[], wanted: readonly string[]): Set<string> {
  const places = new Map(wanted.map((id, index) => [id, index]))
  const known = present.filter((id) => places.has(id))
  // Of runs of each length the one that ends lowest, by the index of its last; and what each comes after.
  const ends: number[] = []
  const previous: number[] = []
  for (const [index, id] of known.entries()) {
    const place = places.get(id)!
    const length = firstNotBelow(ends, (end) => places.get(known[end]!)! >= place)
    previous.push(length > 0 ? ends[length - 1]! : -1)
    ends[length] = index
  }
  const kept = new Set<string>()
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index]!) kept.add(known[index]!)
  return kept
}

function firstNotBelow(ends: readonly number[], isNotBelow: (end: number) => boolean): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isNotBelow(ends[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
