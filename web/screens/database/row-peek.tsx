import { Button, Drawer, Group } from '@mantine/core'
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
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(46rem, 100vw)"
      overlayProps={{ backgroundOpacity: 0.2 }}
      aria-label={item?.title || 'Untitled'}
      title={
        <Group gap="xs">
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
        </Group>
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
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
    </Drawer>
  )
}
