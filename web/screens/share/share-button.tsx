import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { TreeItem } from '../../data/tree.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'

const Share = lazyPart(() => import('./share.tsx'), 'Share')

/** In the top bar of a page or database. */
export function ShareButton({ item }: { item: TreeItem }) {
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={open}>
        Share
      </Button>
      {isOpen && <Share item={item} onClose={close} />}
    </>
  )
}
