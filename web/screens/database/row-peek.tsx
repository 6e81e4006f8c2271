import { Button, Drawer } from '@mantine/core'
import { IconArrowsDiagonal } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { idInUrl } from '#shared/objects/urls.ts'
import { pathQuery } from '../../data/tree.ts'
import { Failed } from '../../ui/failed.tsx'
import { Loading } from '../../ui/loading.tsx'
import { PageBody } from '../page/page-body.tsx'
import { PageHead } from '../page/page-head.tsx'

/** A row as a page, beside the others. */
export function RowPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: path, error, refetch } = useQuery(pathQuery(id))
  const item = path?.at(-1)
  return (
    <Drawer.Root opened onClose={onClose} position="right" size="min(46rem, 100vw)">
      <Drawer.Overlay backgroundOpacity={0.2} />
      <Drawer.Content aria-label={item?.title || 'Untitled'}>
        <Drawer.Header role="presentation">
          <Button
            component={Link}
            to="/$name"
            params={{ name: idInUrl(id) } as never}
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconArrowsDiagonal size={16} stroke={1.5} />}
          >
            Open as a page
          </Button>
          <Drawer.CloseButton aria-label="Close" />
        </Drawer.Header>
        <Drawer.Body p={0}>
          {error ? (
            <Failed error={error} reset={() => refetch()} />
          ) : item ? (
            <article>
              <PageHead item={item} />
              <PageBody item={item} />
            </article>
          ) : (
            <Loading />
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
