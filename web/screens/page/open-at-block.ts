import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { idIn } from '../../data/addresses.ts'
import './open-at-block.css'

/** Milliseconds that a block may take to be there, and that it is marked. */
const PATIENCE = 10_000
const MARKED = 2500

/** Brings the block that an address names into view as soon as it is there, and marks it for a moment. */
export function useOpenAtBlock(): void {
  const hash = useRouterState({ select: ({ location }) => location.hash })
  useEffect(() => {
    const id = idIn(hash)
    const content = document.getElementById('content')
    if (id === null || content === null) return
    const show = () => {
      const block = content.querySelector<HTMLElement>(`[data-id="${id}"]`)
      if (block === null) return
      end()
      block.scrollIntoView({ block: 'center' })
      mark(block)
    }
    const observer = new MutationObserver(show)
    const timer = setTimeout(() => observer.disconnect(), PATIENCE)
    const end = () => {
      observer.disconnect()
      clearTimeout(timer)
    }
    observer.observe(content, { childList: true, subtree: true })
    show()
    return end
  }, [hash])
}

/** Over the block, not in it: an editor keeps what stands in it as it was. */
function mark(block: HTMLElement): void {
  const { top, left, width, height } = block.getBoundingClientRect()
  const shade = document.createElement('div')
  shade.className = 'octavo-found-block'
  Object.assign(shade.style, {
    top: `${top + scrollY}px`,
    left: `${left + scrollX}px`,
    width: `${width}px`,
    height: `${height}px`,
  })
  document.body.append(shade)
  setTimeout(() => shade.remove(), MARKED)
}
