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
  useBlockNoteEditor,
  useEditorState,
} from '@blocknote/react'
import { Text, useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useNewPage, useOpenPage } from '../../screens/shell/new-page.tsx'
import { Failed } from '../../ui/failed.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Loading } from '../../ui/loading.tsx'
import { nonce } from '../../ui/nonce.ts'
import { tellFailure } from '../../ui/tell.ts'
import { toDocument } from '../model/to-document.ts'
import { readPage } from '../sync/page-calls.ts'
import type { Reading, SaveState } from '../sync/page-session.ts'
import type { AnyEditor } from './any-editor.ts'
import { CommentButton } from './block-comments.tsx'
import { BlockMenu } from './block-menu.tsx'
import { CalloutIcon } from './callout-icon.tsx'
import { createDatabaseHere } from './create-database-here.ts'
import { InlineDatabases } from './inline-databases.tsx'
import { mentionItems } from './mention-items.ts'
import { MoveBlocksContext } from './move-blocks-context.ts'
import { schema } from './schema.ts'
import { type InsidePage, slashItems } from './slash-items.tsx'
import { uploadFile } from './upload-file.ts'
import { type Written, writePage } from './write-page.ts'

const MoveBlocks = lazyPart(() => import('./move-blocks.tsx'), 'MoveBlocks')

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
  const written = useRef<Written | null>(null)
  useEffect(() => {
    written.current = writePage(editor, pageId, mayEdit, reading, setState)
    return written.current.end
  }, [editor, pageId, mayEdit, reading])
  useEffect(() => keepRole(editor), [editor])
  const createPage = useNewPage()
  const openPage = useOpenPage()
  const inside: InsidePage = {
    createPage: () => void createPage({ type: 'page_id', page_id: pageId }),
    createDatabase: (isInline) =>
      createDatabaseHere(editor, written.current!, pageId, isInline)
        .then((id) => (isInline ? undefined : openPage(id)))
        .catch(tellFailure),
  }
  const [moving, setMoving] = useState<readonly string[] | null>(null)
  return (
    <div className="octavo-editor">
      <MoveBlocksContext value={setMoving}>
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
      </MoveBlocksContext>
      <CalloutIcon editor={editor} />
      <InlineDatabases editor={editor} />
      {moving && (
        <MoveBlocks ids={moving} pageId={pageId} written={written.current!} onClose={() => setMoving(null)} />
      )}
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

/** The API keeps no alignment and no merged cells, and of what is kept as it is nothing can be made. */
function Toolbar() {
  const isKept = useEditorState({
    editor: useBlockNoteEditor(),
    selector: ({ editor }) => (editor.getTextCursorPosition().block.type as string) === 'kept',
  })
  if (isKept) return null
  return (
    <FormattingToolbar>
      {getFormattingToolbarItems().filter(({ key }) => !/^(textAlign|tableCellMerge)/.test(String(key)))}
      <CommentButton key="comment" />
    </FormattingToolbar>
  )
}

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
