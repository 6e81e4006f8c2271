/** The content of a page, to write in. */
// Its other styles are those of Mantine, which are here; a second time they would come after our own.
import '@blocknote/mantine/blocknoteStyles.css'
import './page-editor.css'
import { BlockNoteEditor } from '@blocknote/core'
import { filterSuggestionItems } from '@blocknote/core/extensions'
import { BlockNoteView } from '@blocknote/mantine'
import {
  FormattingToolbar,
  FormattingToolbarController,
  getFormattingToolbarItems,
  SideMenu,
  SideMenuController,
  type SideMenuProps,
  SuggestionMenuController,
} from '@blocknote/react'
import { Text, useComputedColorScheme } from '@mantine/core'
import { useEffect, useState } from 'react'
import { toUuid } from '#shared/ids.ts'
import { useNewDatabase, useNewPage } from '../../screens/shell/new-page.tsx'
import { Failed } from '../../ui/failed.tsx'
import { Loading } from '../../ui/loading.tsx'
import { nonce } from '../../ui/nonce.ts'
import type { DocumentBlock } from '../model/document.ts'
import { blocksById, type PageBlock } from '../model/page-block.ts'
import { toBlocks } from '../model/to-blocks.ts'
import { toDocument } from '../model/to-document.ts'
import { followPage } from '../sync/follow-page.ts'
import { isRefusal, readPage, sendEdits } from '../sync/page-calls.ts'
import { openSession, type PageSession, type Reading, type SaveState } from '../sync/page-session.ts'
import type { AnyEditor } from './any-editor.ts'
import { BlockMenu, CommentButton } from './block-comments.tsx'
import { CalloutIcon } from './callout-icon.tsx'
import { mentionItems } from './mention-items.ts'
import { keepPlaces } from './places-to-write.ts'
import { schema } from './schema.ts'
import { showDocument } from './show-page.ts'
import { slashItems } from './slash-items.tsx'
import { uploadFile } from './upload-file.ts'

interface Props {
  pageId: string
  mayEdit: boolean
}

export function PageEditor(props: Props) {
  const [reading, setReading] = useState<Reading | null>(null)
  const [error, setError] = useState<Error | null>(null)
  useEffect(() => {
    readPage(props.pageId).then(setReading, setError)
  }, [props.pageId])
  if (error) return <Failed error={error} reset={() => location.reload()} />
  return reading === null ? <Loading /> : <Writing {...props} reading={reading} />
}

function Writing({ pageId, mayEdit, reading }: Props & { reading: Reading }) {
  const scheme = useComputedColorScheme()
  const [editor] = useState(() => editorOf(reading))
  const [state, setState] = useState<SaveState>('saved')
  useEffect(() => follow(editor, pageId, mayEdit, reading, setState), [editor, pageId, mayEdit, reading])
  useEffect(() => keepRole(editor), [editor])
  const [createPage, createDatabase] = [useNewPage(), useNewDatabase()]
  const parent = { type: 'page_id', page_id: pageId } as const
  const inside = {
    createPage: () => void createPage(parent),
    createDatabase: () => void createDatabase(parent),
  }
  return (
    <div className="octavo-editor">
      <BlockNoteView
        editor={editor}
        editable={mayEdit}
        theme={scheme}
        slashMenu={false}
        formattingToolbar={false}
        sideMenu={false}
      >
        <FormattingToolbarController formattingToolbar={Toolbar} />
        <SideMenuController sideMenu={BlockSideMenu} />
        <SuggestionMenuController
          triggerCharacter="/"
          getItems={async (query) => filterSuggestionItems(slashItems(editor, inside), query)}
        />
        <SuggestionMenuController triggerCharacter="@" getItems={(query) => mentionItems(editor, query)} />
      </BlockNoteView>
      <CalloutIcon editor={editor} />
      <Text className="octavo-save-state" size="xs" c="dimmed" role="status" data-state={state}>
        {said[state]}
      </Text>
    </div>
  )
}

/**
 * A text is a box with a list only while a menu is open: BlockNote says of every text whether its list is open, which
 * one that has none cannot be (ARIA 1.2, "textbox").
 */
function keepRole({ domElement }: AnyEditor): (() => void) | undefined {
  if (!domElement) return
  const observer = new MutationObserver(keep)
  const watch = () => observer.observe(domElement, { attributeFilter: ['aria-expanded'] })
  function keep() {
    observer.disconnect()
    const isOpen = domElement?.getAttribute('aria-expanded') === 'true'
    domElement?.setAttribute('role', isOpen ? 'combobox' : 'textbox')
    if (!isOpen) domElement?.removeAttribute('aria-expanded')
    watch()
  }
  keep()
  return () => observer.disconnect()
}

const BlockSideMenu = (props: SideMenuProps) => <SideMenu {...props} dragHandleMenu={BlockMenu} />

/** The API keeps no alignment and no merged cells. */
const Toolbar = () => (
  <FormattingToolbar>
    {getFormattingToolbarItems().filter(({ key }) => !/^(textAlign|tableCellMerge)/.test(String(key)))}
    <CommentButton key="comment" />
  </FormattingToolbar>
)

const said: Record<SaveState, string> = {
  saved: '',
  saving: 'Saving…',
  waiting:
    'The server is not reached. What you write is kept here and sent when it is back: leave this tab open.',
  refused: 'The server does not take this change. Copy what you wrote, and load the page again.',
}

function editorOf({ blocks }: Reading): AnyEditor {
  const document = toDocument(blocks)
  return BlockNoteEditor.create({
    schema,
    ...(document.length > 0 && { initialContent: document as never }),
    tables: { headers: true },
    uploadFile,
    domAttributes: { editor: { 'aria-label': 'Page content' } },
    _tiptapOptions: { injectNonce: nonce },
  } as never) as unknown as AnyEditor
}

/** Milliseconds without a change, less than after which it is sent. */
const STRAIGHTEN = 100

const outline = (blocks: readonly DocumentBlock[]): string =>
  blocks.map(({ id, children }) => (children.length > 0 ? `${id}(${outline(children)})` : id)).join()

/** Sends what is written, and shows what others write. */
function follow(
  editor: AnyEditor,
  pageId: string,
  mayEdit: boolean,
  reading: Reading,
  tell: (state: SaveState) => void,
): () => void {
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
  return () => {
    endFollowing()
    endWriting?.()
    removeEventListener('online', retry)
    endWarning()
    void session.close()
  }
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
