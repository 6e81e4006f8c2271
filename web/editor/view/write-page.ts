import { toUuid } from '#shared/ids.ts'
import type { DocumentBlock } from '../model/document.ts'
import { blocksById, type PageBlock } from '../model/page-block.ts'
import { toBlocks } from '../model/to-blocks.ts'
import { toDocument } from '../model/to-document.ts'
import { followPage } from '../sync/follow-page.ts'
import { isRefusal, isTaken, readPage, sendEdits } from '../sync/page-calls.ts'
import { openSession, type PageSession, type Reading, type SaveState } from '../sync/page-session.ts'
import type { AnyEditor } from './any-editor.ts'
import { keepPlaces } from './places-to-write.ts'
import { showDocument } from './show-page.ts'

/** Milliseconds without a change, less than after which it is sent. */
const STRAIGHTEN = 100

const outline = (blocks: readonly DocumentBlock[]): string =>
  blocks.map(({ id, children }) => (children.length > 0 ? `${id}(${outline(children)})` : id)).join()

/** A page while it is written in. */
export interface Written {
  /** Its blocks as they stand in the editor. */
  present(): readonly PageBlock[]
  /** Sends what is not sent yet. @returns whether the server has all of it. */
  flush(): Promise<boolean>
  end(): void
}

/** Sends what is written, and shows what others write. */
export function writePage(
  editor: AnyEditor,
  pageId: string,
  mayEdit: boolean,
  reading: Reading,
  tell: (state: SaveState) => void,
): Written {
  let blocks: PageBlock[] = [...reading.blocks]
  const shown = () => editor.document as unknown as DocumentBlock[]
  const present = () => {
    blocks = toBlocks(shown(), { before: blocks, newId: () => crypto.randomUUID() })
    return blocks
  }
  // What BlockNote makes of a page by itself is nobody's change.
  const first = { ...reading, blocks: mayEdit ? present() : reading.blocks }
  const session = openSession(first, {
    read: () => readPage(pageId).then((read) => whenCalm(editor, read)),
    send: (edits, revision) => sendEdits(pageId, edits, revision),
    isRefusal,
    isTaken,
    renew: (ids) => renewIds(editor, ids),
    present: () => (mayEdit ? present() : blocks),
    show(from, to) {
      const known = blocksById(from)
      blocks = [...to]
      showDocument(
        editor,
        keepPlaces(toDocument(to), shown(), (id) => known.has(id)),
      )
    },
    tell,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  })
  const page = toUuid(pageId)
  const endFollowing = followPage((id) => id === page || blocksById(blocks).has(id), session.heard)
  /** What cannot stay where it was put goes where it may stand. */
  const straighten = () => {
    const known = blocksById(present())
    const straight = keepPlaces(toDocument(blocks), shown(), (id) => known.has(id))
    if (outline(straight) !== outline(shown())) showDocument(editor, straight)
  }
  let later: ReturnType<typeof setTimeout>
  const endWriting = mayEdit
    ? editor.onChange(() => {
        session.changed()
        clearTimeout(later)
        later = setTimeout(straighten, STRAIGHTEN)
      })
    : undefined
  const retry = () => session.retry()
  addEventListener('online', retry)
  const endWarning = warnOf(session)
  return {
    present,
    flush: session.flush,
    end() {
      endFollowing()
      endWriting?.()
      removeEventListener('online', retry)
      endWarning()
      void session.close()
    },
  }
}

function renewIds(editor: AnyEditor, ids: ReadonlySet<string>): void {
  editor.transact((tr) => {
    tr.doc.descendants((node, at) => {
      if (ids.has(node.attrs.id)) tr.setNodeAttribute(at, 'id', crypto.randomUUID())
    })
    tr.setMeta('addToHistory', false)
  })
}

/** While an input method composes a word nothing is changed under it. */
async function whenCalm<T>(editor: AnyEditor, value: T): Promise<T> {
  while (editor.prosemirrorView?.composing) await new Promise((resolve) => setTimeout(resolve, 100))
  return value
}

/** Who leaves with something unsent is asked. */
function warnOf(session: PageSession): () => void {
  const warn = (event: BeforeUnloadEvent) => {
    if (session.hasUnsent()) event.preventDefault()
  }
  addEventListener('beforeunload', warn)
  return () => removeEventListener('beforeunload', warn)
}
