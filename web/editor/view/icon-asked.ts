/** A callout asks for another icon: blocks are drawn without React, and what is chosen from is drawn with it. */

export interface IconAsked {
  block: string
  /** Where it stands, in pixels of the window. */
  left: number
  bottom: number
}

const NAME = 'octavo-icon-asked'

export function askForIcon(at: HTMLElement, block: string): void {
  const { left, bottom } = at.getBoundingClientRect()
  const detail: IconAsked = { block, left, bottom }
  at.dispatchEvent(new CustomEvent(NAME, { bubbles: true, detail }))
}

/** @returns ends it. */
export function hearIconAsked(within: HTMLElement, listener: (asked: IconAsked) => void): () => void {
  const hear = (event: Event) => listener((event as CustomEvent<IconAsked>).detail)
  within.addEventListener(NAME, hear)
  return () => within.removeEventListener(NAME, hear)
}
