import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { idInUrl } from '#shared/objects/urls.ts'
import { idIn } from '../../data/addresses.ts'
import { ApiError } from '../../data/api.ts'
import { setInTrash } from '../../data/pages.ts'
import { useSession } from '../../data/session.ts'
import { pathQuery, type TreeItem } from '../../data/tree.ts'
import { noteVisit } from '../../data/visited.ts'
import { Failed } from '../../ui/failed.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Message } from '../../ui/message.tsx'
import { NotHere } from '../../ui/not-here.tsx'
import { tellFailure } from '../../ui/tell.ts'
import { useTitle } from '../../ui/use-title.ts'
import { CommentsButton } from '../comments/comments-button.tsx'
import { PageComments } from '../comments/page-comments.tsx'
import { ShareButton } from '../share/share-button.tsx'
import { NodeMenu } from '../shell/node-menu.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { useOpenAtBlock } from './open-at-block.ts'
import { PageHead } from './page-head.tsx'

const PageBody = lazyPart(() => import('./page-body.tsx'), 'PageBody')
const Database = lazyPart(() => import('../database/database.tsx'), 'Database')

/** Whatever has an address of its own: a page, or a database. */
export function PageScreen() {
  const { name } = useParams({ from: '/shell/$name' })
  const id = idIn(name)
  return id === null ? <Unknown shown={<NotHere />} /> : <NodeScreen key={id} id={id} />
}

function NodeScreen({ id }: { id: string }) {
  const { data: path, error, refetch } = useQuery(pathQuery(id))
  const { v: viewName } = useSearch({ from: '/shell/$name' })
  const viewId = viewName === undefined ? null : idIn(viewName)
  const navigate = useNavigate()
  const showInAddress = (view: string) =>
    void navigate({ to: '.', search: { v: idInUrl(view) }, replace: true, resetScroll: false })
  const item = path?.at(-1)
  useTitle(item?.title || 'Untitled')
  useOpenAtBlock()
  const { workspace } = useSession()
  useEffect(() => {
    if (item) noteVisit(workspace.id, id)
  }, [item, workspace.id, id])
  if (error instanceof ApiError && error.status === 404) return <Unknown shown={<NotShared />} />
  if (error) return <Unknown shown={<Failed error={error} reset={() => refetch()} />} />
  if (!path || !item) return <Unknown shown={<Loading />} />
  return (
    <PageComments item={item}>
      <TopBar
        actions={
          <>
            {!item.in_trash && <ShareButton item={item} />}
            <CommentsButton />
            <NodeMenu item={item} size="lg" />
          </>
        }
      >
        <Breadcrumbs path={path} />
      </TopBar>
      <article>
        <PageHead item={item} isWide={item.type === 'database'} />
        {item.in_trash ? (
          <InTrash item={item} />
        ) : item.type === 'page' ? (
          <PageBody item={item} />
        ) : (
          <Database id={id} level={item.level} viewId={viewId} onView={showInAddress} />
        )}
      </article>
    </PageComments>
  )
}

/** In place of a page; the sidebar can still be opened. */
const Unknown = ({ shown }: { shown: ReactNode }) => (
  <>
    <TopBar>{null}</TopBar>
    {shown}
  </>
)

const InTrash = ({ item }: { item: TreeItem }) => (
  <Message
    title="This is in the trash"
    actions={
      (item.level === 'full_access' || item.level === 'edit') && (
        <Button mt="sm" onClick={() => setInTrash(item, false).catch(tellFailure)}>
          Restore
        </Button>
      )
    }
  >
    Restored, it goes back to where it stood.
  </Message>
)

/** What is not shared looks like what does not exist. */
const NotShared = () => (
  <Message
    isWhole
    title="This page is not here, or not shared with you"
    actions={
      <Button mt="sm" component="a" href="/">
        To the start
      </Button>
    }
  >
    Ask whoever sent you the link to share it with you. If you have several accounts, check that you are
    signed in with the right one.
  </Message>
)
