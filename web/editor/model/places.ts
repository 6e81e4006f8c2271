import { type PageBlock, walk } from './page-block.ts'

/** Where the blocks of a page stand while edits are made; the page itself is null. */
export class Places {
  readonly #parents = new Map<string, string | null>()
  readonly #children = new Map<string | null, string[]>()

  constructor(blocks: readonly PageBlock[]) {
    this.#children.set(
      null,
      blocks.map(({ id }) => id),
    )
    for (const { block, parent } of walk(blocks)) {
      this.#parents.set(block.id, parent)
      if (block.children.length > 0) {
        this.#children.set(
          block.id,
          block.children.map(({ id }) => id),
        )
      }
    }
  }

  has(id: string): boolean {
    return this.#parents.has(id)
  }

  parentOf(id: string): string | null | undefined {
    return this.#parents.get(id)
  }

  childrenOf(parent: string | null): readonly string[] {
    return this.#children.get(parent) ?? []
  }

  isBelow(id: string, ancestor: string): boolean {
    for (let above = this.#parents.get(id); above; above = this.#parents.get(above)) {
      if (above === ancestor) return true
    }
    return false
  }

  /** Puts a block behind another of the same parent, or first; where that one is not, last. */
  put(id: string, parent: string | null, after: string | null): void {
    this.#leave(id)
    const siblings = this.#children.get(parent) ?? []
    const found = after === null ? 0 : siblings.indexOf(after) + 1
    siblings.splice(after !== null && found === 0 ? siblings.length : found, 0, id)
    this.#children.set(parent, siblings)
    this.#parents.set(id, parent)
  }

  /** Takes a block away with all that is below it. */
  remove(id: string): void {
    this.#leave(id)
    const open = [id]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      open.push(...this.childrenOf(next))
      this.#children.delete(next)
      this.#parents.delete(next)
    }
  }

  #leave(id: string): void {
    const siblings = this.#children.get(this.#parents.get(id) ?? null)
    const index = siblings?.indexOf(id) ?? -1
    if (index >= 0) siblings!.splice(index, 1)
  }
}
