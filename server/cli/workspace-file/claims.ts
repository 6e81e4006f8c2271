import { note, type Place } from './fields.ts'

/** What may stand only once in a file, or in one workspace of it, and where it stands. */
export class Claims {
  readonly #places = new Map<string, string>()
  readonly #agreed = new Map<string, { value: string; key: string }>()

  /** Gives the value back; a second one like it is a mistake. Messages do not repeat it: it may be a token. */
  claim(
    kind: string,
    value: string | undefined,
    place: Place | undefined,
    identity = value,
  ): string | undefined {
    if (place === undefined || identity === undefined) return value
    const known = this.#places.get(`${kind} ${identity}`)
    if (known === undefined) this.#places.set(`${kind} ${identity}`, place.key)
    else
      note(
        place,
        `should be ${/^[aeio]/.test(kind) ? 'an' : 'a'} ${kind} of its own, is already that of ${known}`,
      )
    return value
  }

  /** For what may stand several times for one owner, always with the same value. */
  agree(kind: string, owner: string, value: string | undefined, place: Place | undefined): void {
    if (place === undefined || value === undefined) return
    const known = this.#agreed.get(`${kind} ${owner}`)
    if (known === undefined) this.#agreed.set(`${kind} ${owner}`, { value, key: place.key })
    else if (known.value !== value) note(place, `should be the same ${kind} as ${known.key}`)
  }
}
