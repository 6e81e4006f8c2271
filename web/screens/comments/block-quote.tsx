import classes from './comments-panel.module.css'

const MOST_CHARACTERS = 120

/** The beginning of a block that is said something about; it leads there. */
export function BlockQuote({ id }: { id: string }) {
  const text = textOfBlock(id)
  return (
    <button type="button" className={classes.quote} onClick={() => showBlock(id)}>
      {text || 'A block without text'}
    </button>
  )
}

export const blockElement = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)

export const textOfBlock = (id: string): string =>
  (blockElement(id)?.textContent ?? '').trim().slice(0, MOST_CHARACTERS)

/** The blocks that are shown, by how they begin. */
export function beginningsOfBlocks(): { value: string; label: string }[] {
  const found = document.querySelectorAll<HTMLElement>('article [data-id]')
  const ids = new Set([...found].map(({ dataset }) => dataset.id!))
  return [...ids].map((value) => ({ value, label: textOfBlock(value) || 'A block without text' }))
}

function showBlock(id: string): void {
  blockElement(id)?.scrollIntoView({ block: 'center', behavior: 'smooth' })
}
