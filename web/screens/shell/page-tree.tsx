import { Tree, type TreeNodeData, useTree } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import { idInUrl } from '#shared/objects/urls.ts'
import { idIn } from '../../data/addresses.ts'
import { insideQuery, pathQuery, type TreeItem } from '../../data/tree.ts'
import { useDrop } from './dragging.ts'
import classes from './page-tree.module.css'
import { PageTreeNode } from './page-tree-node.tsx'
import { dropOn, type Section, type Standing } from './places.ts'

interface Props {
  name: string
  section: Section
  items: readonly TreeItem[]
}

/** Pages and databases as a tree. What stands in one is loaded when it is opened. */
export function PageTree({ name, section, items }: Props) {
  const [expandedState, setExpandedState] = useState<Record<string, boolean>>({})
  // As text, since the tree hands back another object each time, which may say the same.
  const open = Object.keys(expandedState)
    .filter((id) => expandedState[id])
    .join()
  const expanded = useMemo(() => (open === '' ? [] : open.split(',')), [open])
  const inside = useQueries({ queries: expanded.map(insideQuery), combine: dataOf })
  const tree = useTree({ expandedState, onExpandedStateChange: setExpandedState })
  // The tree begins anew with every other array, so it is the same as long as it says the same.
  const { data, known } = useMemo(() => {
    const children = new Map(expanded.map((id, index) => [id, inside[index]]))
    const known = new Map<string, Standing>()
    return { data: toNodes(items, { section, isRoot: true }, children, known), known }
  }, [items, expanded, inside, section])
  const { name: shown = '' } = useParams({ strict: false })
  const above = useAbove(idIn(shown))
  useEffect(() => {
    const opened = Object.fromEntries(above.map((id) => [id, true]))
    setExpandedState((before) => ({ ...before, ...opened }))
  }, [above])
  const navigate = useNavigate()

  const drop = useDrop()

  /** One place up or down among those that stand beside it. */
  const step = (id: string, by: -1 | 1) => {
    const standing = known.get(id)!
    const others = [...known.values()].filter(({ beside }) => beside === standing.beside)
    const target = others[others.indexOf(standing) + by]
    if (target) void drop(dropOn(standing, target, by === -1 ? 'before' : 'after'))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const node = event.target as HTMLElement
    if (node.role !== 'treeitem') return
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')]
    if (event.key === 'Enter') {
      void navigate({ to: '/$name', params: { name: idInUrl(node.dataset.value!) } })
    } else if (event.key === 'Home') all[0]?.focus()
    else if (event.key === 'End') all.at(-1)?.focus()
    else return
    event.preventDefault()
  }

  // Before the tree goes up or down itself.
  const onKeyDownCapture = (event: KeyboardEvent) => {
    const node = event.target as HTMLElement
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (!event.altKey || by === null || node.role !== 'treeitem') return
    step(node.dataset.value!, by)
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <Tree
      aria-label={name}
      data={data}
      tree={tree}
      levelOffset={14}
      expandOnClick={false}
      allowRangeSelection={false}
      classNames={{ node: classes.node, label: classes.label }}
      onKeyDown={onKeyDown}
      onKeyDownCapture={onKeyDownCapture}
      renderNode={(payload) => {
        const standing = known.get(payload.node.value)
        return standing ? (
          <PageTreeNode
            {...payload}
            standing={standing}
            isShown={shown.endsWith(idInUrl(standing.item.id))}
          />
        ) : (
          <div className={classes.none}>{payload.node.label}</div>
        )
      }}
    />
  )
}

/** The pages that what is shown stands in: trees open there, so that it is seen where it is. */
function useAbove(id: string | null): string[] {
  const { data: path } = useQuery({ ...pathQuery(id ?? ''), enabled: id !== null })
  return useMemo(
    () =>
      (path ?? [])
        .slice(0, -1)
        .filter(({ type }) => type === 'page')
        .map(({ id }) => id),
    [path],
  )
}

const dataOf = (results: { data: TreeItem[] | undefined }[]) => results.map(({ data }) => data)

function toNodes(
  items: readonly TreeItem[],
  around: Pick<Standing, 'section' | 'isRoot'>,
  children: ReadonlyMap<string, TreeItem[] | undefined>,
  known: Map<string, Standing>,
): TreeNodeData[] {
  return items.map((item, index) => {
    known.set(item.id, { ...around, item, beside: items, previous: items[index - 1] ?? null })
    const node = { value: item.id, label: item.title }
    const inside = children.get(item.id)
    if (inside?.length)
      return { ...node, children: toNodes(inside, { ...around, isRoot: false }, children, known) }
    if (inside) return { ...node, children: [{ value: `nothing in ${item.id}`, label: 'No pages inside' }] }
    return item.has_children && item.type === 'page' ? { ...node, hasChildren: true } : node
  })
}
