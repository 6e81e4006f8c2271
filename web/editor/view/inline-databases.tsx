import { MantineProvider } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { NodeSelection } from '@tiptap/pm/state'
import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { databaseQuery } from '../../data/databases.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { nonce } from '../../ui/nonce.ts'
import { theme } from '../../ui/theme.ts'
import type { AnyEditor } from './any-editor.ts'
import { type DatabasePlace, placesIn } from './database-places.ts'

const InlineDatabase = lazyPart(() => import('../../screens/database/inline-database.tsx'), 'InlineDatabase')

/** The databases of a page that are inline, each where its block stands. */
export function InlineDatabases({ editor }: { editor: AnyEditor }) {
  const { listen, get } = placesIn(editor)
  const places = useSyncExternalStore(listen, get)
  useEffect(() => goByKeys(editor), [editor])
  if (places.length === 0) return null
  return (
    // BlockNote dresses Mantine's parts within the editor, which it knows by names that these do not have.
    <MantineProvider
      theme={theme}
      withStaticClasses={false}
      withCssVariables={false}
      withGlobalClasses={false}
      getRootElement={() => undefined}
      getStyleNonce={() => nonce}
      defaultColorScheme="auto"
    >
      {places.map((place) => (
        <Place key={place.key} place={place} />
      ))}
    </MantineProvider>
  )
}

function Place({ place: { id, link, host } }: { place: DatabasePlace }) {
  const { data, isStale, isFetchedAfterMount } = useQuery(databaseQuery(id))
  // A deletion that is taken back shows here before the server knows of it.
  const isCurrent = isFetchedAfterMount || !isStale
  const isInline = isCurrent && data?.is_inline === true && !data.in_trash
  useLayoutEffect(() => {
    link.hidden = isInline
  }, [link, isInline])
  return isInline ? createPortal(<InlineDatabase id={id} />, host) : null
}

const pressed = 'a[href], button, input, textarea, [tabindex="0"]'

/**
 * Enter on a database whose block is selected goes into it, Escape goes back to the block. What was written in the page is
 * taken back in the page alone: a browser would do it from wherever one is in it.
 */
function goByKeys(editor: AnyEditor): (() => void) | undefined {
  const { domElement } = editor
  const enter = (event: KeyboardEvent) => {
    const view = editor.prosemirrorView
    const { selection } = view.state
    if (event.key !== 'Enter' || event.target !== view.dom || !(selection instanceof NodeSelection)) return
    const block = view.nodeDOM(selection.from) as Element
    const first = block.querySelector('.octavo-database')?.querySelector<HTMLElement>(pressed)
    if (!first) return
    event.preventDefault()
    event.stopImmediatePropagation()
    first.focus()
  }
  const inside = (event: KeyboardEvent) => {
    const target = event.target as Element
    const host = target.closest('.octavo-database')
    const place = placesIn(editor)
      .get()
      .find((one) => one.host === host)
    if (event.defaultPrevented || place === undefined) return
    if ((event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key) && !target.matches('input, textarea')) {
      event.preventDefault()
    }
    if (event.key !== 'Escape') return
    editor.setTextCursorPosition(place.id)
    editor.focus()
  }
  domElement?.addEventListener('keydown', enter, { capture: true })
  // Last of all: it may mean something to what has the focus, a card that is lifted for example.
  addEventListener('keydown', inside)
  return () => {
    domElement?.removeEventListener('keydown', enter, { capture: true })
    removeEventListener('keydown', inside)
  }
}
