import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { blocksQuery } from '../../data/blocks.ts'
import type { TreeItem } from '../../data/tree.ts'
import { Failed } from '../../ui/failed.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Commentable } from '../comments/commentable.tsx'
import { Blocks } from './blocks.tsx'
import classes from './page-body.module.css'
import { RowProperties } from './row-properties.tsx'

const PageEditor = lazyPart(() => import('../../editor/view/page-editor.tsx'), 'PageEditor')

/** The values of a row, and what is written on a page: to write in for who may, and to read for the others. */
export const PageBody = ({ item }: { item: TreeItem }) => (
  <>
    {item.parent.type === 'data_source_id' && <RowProperties item={item} mayWrite={mayWrite(item)} />}
    <Commentable>
      {mayWrite(item) ? <PageEditor pageId={item.id} mayEdit /> : <PageText id={item.id} />}
    </Commentable>
  </>
)

/** Who may change the content of a database may write in its rows. */
const mayWrite = ({ level, parent }: TreeItem): boolean =>
  level === 'full_access' ||
  level === 'edit' ||
  (level === 'edit_content' && parent.type === 'data_source_id')

function PageText({ id }: { id: string }) {
  const { data: blocks, error, refetch } = useQuery(blocksQuery(id, id))
  if (error) return <Failed error={error} reset={() => refetch()} />
  if (!blocks) return <Loading />
  return (
    <div className={classes.body}>
      {blocks.length === 0 ? (
        <Text c="dimmed">This page is empty.</Text>
      ) : (
        <Blocks blocks={blocks} pageId={id} />
      )}
    </div>
  )
}
