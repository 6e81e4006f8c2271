import type { AnyEditor } from './any-editor.ts'

/** Where a database of the page can be shown itself: blocks are drawn without React, and databases with it. */
export interface DatabasePlace {
  /** One for each time that the block is drawn. */
  key: number
  id: string
  /** What stands there unless the database is inline. */
  link: HTMLElement
  host: HTMLElement
}

/** The places of an editor at a time. */
export interface DatabasePlaces {
  get: () => readonly DatabasePlace[]
  /** @returns ends it. */
  listen: (listener: () => void) => () => void
  /** @returns takes it away. */
  add: (place: Omit<DatabasePlace, 'key'>) => () => void
}

const known = new WeakMap<AnyEditor, DatabasePlaces>()

export function placesIn(editor: AnyEditor): DatabasePlaces {
  let places = known.get(editor)
  if (places === undefined) {
    places = openPlaces()
    known.set(editor, places)
  }
  return places
}

function openPlaces(): DatabasePlaces {
  let places: readonly DatabasePlace[] = []
  let last = 0
  const listeners = new Set<() => void>()
  const set = (next: readonly DatabasePlace[]) => {
    places = next
    for (const listener of listeners) listener()
  }
  return {
    get: () => places,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(place) {
      const added = { ...place, key: ++last }
      set([...places, added])
      return () => set(places.filter((one) => one !== added))
    },
  }
}
