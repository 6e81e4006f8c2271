import { Button } from '@mantine/core'
import type { ReachedNode } from '../../data/hub.ts'
import { Branch, Branches } from '../../ui/branch.tsx'

/** Fewer than these are shown opened. */
const FEW = 30

interface Props {
  nodes: ReachedNode[]
  /** Whether one can be taken away by itself. */
  canTake?: (node: ReachedNode) => boolean
  onTake: (node: ReachedNode) => void
}

/** What a connection reaches, as the tree that it stands in. */
export function Reached({ nodes, canTake = () => true, onTake }: Props) {
  const known = new Set(nodes.map(({ id }) => id))
  const parentOf = ({ parent }: ReachedNode): string | null => {
    const id = parent && ('page_id' in parent ? parent.page_id : parent.database_id)
    return id !== null && known.has(id) ? id : null
  }
  const below = Map.groupBy(nodes, parentOf)
  const list = (inside: ReachedNode[], label?: string) => (
    <Branches label={label}>
      {inside.map((node) => {
        const children = below.get(node.id)
        return (
          <Branch
            key={node.id}
            title={node.title}
            type={node.object}
            more={node.inherited ? null : 'added here'}
            isOpenAtFirst={nodes.length < FEW}
            inside={children ? () => list(children) : null}
            actions={
              canTake(node) && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Take away ${node.title || 'Untitled'}`}
                  onClick={() => onTake(node)}
                >
                  Take away
                </Button>
              )
            }
          />
        )
      })}
    </Branches>
  )
  return list(below.get(null) ?? [], 'Pages it reaches')
}
