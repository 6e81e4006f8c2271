import type { DocumentBlock } from '../model/document.ts'

/**
 * Puts what the API does not know yet (an empty line at the end, an image that has none) where it was in a document
 * that was made anew: behind the block that it followed.
 */
export function keepPlaces(
  document: readonly DocumentBlock[],
  shown: readonly DocumentBlock[],
  isKnown: (id: string) => boolean,
): DocumentBlock[] {
  const places = new Map(shown.map((block) => [block.id, block]))
  const kept: DocumentBlock[] = document.map((block) => {
    const before = places.get(block.id)
    return before ? { ...block, children: keepPlaces(block.children, before.children, isKnown) } : block
  })
  for (const [index, block] of shown.entries()) {
    if (isKnown(block.id) || kept.some(({ id }) => id === block.id)) continue
    const after = kept.findIndex(({ id }) => id === shown[index - 1]?.id)
    kept.splice(index === 0 ? 0 : after < 0 ? kept.length : after + 1, 0, { ...block, children: [] })
  }
  return kept
}
