import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { idInUrl } from '#shared/objects/urls.ts'
import { type Block, blocksQuery } from '../../data/blocks.ts'
import { databaseQuery } from '../../data/databases.ts'
import type { RichText } from '../../data/rich-text.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { NodeIcon } from '../../ui/node-icon.tsx'
import { Equation, Runs } from '../../ui/runs.tsx'
import classes from './page-body.module.css'

const InlineDatabase = lazyPart(() => import('../database/inline-database.tsx'), 'InlineDatabase')

interface Props {
  blocks: readonly Block[]
  /** The page around. */
  pageId: string
}

/** Blocks to read, one below the other. Items of one list stand in one list. */
export const Blocks = ({ blocks, pageId }: Props) => groups(blocks).map((group) => show(group, pageId))

interface Content {
  rich_text?: RichText[]
  expression?: string
  caption?: RichText[]
  checked?: boolean
  title?: string
  icon?: unknown
  url?: string
  external?: { url: string }
  file?: { url: string }
}

const contentOf = (block: Block): Content => (block[block.type] ?? {}) as Content

const listTags = { bulleted_list_item: 'ul', numbered_list_item: 'ol' } as const

/** Neighbours that make one list, and every other block alone. */
function groups(blocks: readonly Block[]): Block[][] {
  const grouped: Block[][] = []
  for (const block of blocks) {
    const last = grouped.at(-1)
    if (block.type in listTags && last?.[0]?.type === block.type) last.push(block)
    else grouped.push([block])
  }
  return grouped
}

function show(group: readonly Block[], pageId: string): ReactNode {
  const [first] = group as [Block]
  const List = listTags[first.type as keyof typeof listTags]
  if (List === undefined) {
    return (
      <div key={first.id} data-id={first.id}>
        <One block={first} pageId={pageId} />
      </div>
    )
  }
  return (
    <List key={first.id}>
      {group.map((block) => (
        <li key={block.id} data-id={block.id}>
          <Runs text={contentOf(block).rich_text} />
          <Inside block={block} pageId={pageId} />
        </li>
      ))}
    </List>
  )
}

function One({ block, pageId }: { block: Block; pageId: string }) {
  const content = contentOf(block)
  const text = <Runs text={content.rich_text} />
  const inside = <Inside block={block} pageId={pageId} />
  const indented = <div className={classes.inside}>{inside}</div>
  switch (block.type) {
    case 'paragraph':
      return (
        <>
          <p>{text}</p>
          {indented}
        </>
      )
    case 'heading_1':
    case 'heading_2':
    case 'heading_3': {
      const Heading = `h${Number(block.type.at(-1)) + 1}` as 'h2' | 'h3' | 'h4'
      return (
        <>
          <Heading>{text}</Heading>
          {inside}
        </>
      )
    }
    case 'to_do':
      return (
        <div>
          <div className={classes.todo} data-done={content.checked || undefined}>
            <input
              type="checkbox"
              checked={content.checked ?? false}
              disabled
              aria-label={plainOf(content)}
            />
            <span>{text}</span>
          </div>
          {indented}
        </div>
      )
    case 'toggle':
      return (
        <details>
          <summary>{text}</summary>
          {indented}
        </details>
      )
    case 'quote':
      return (
        <blockquote>
          {text}
          {inside}
        </blockquote>
      )
    case 'equation':
      return (
        <p className={classes.equation}>
          <Equation expression={content.expression ?? ''} isBlock />
        </p>
      )
    case 'callout':
      return (
        <div className={classes.callout}>
          {content.icon ? <NodeIcon icon={content.icon} type="page" size={22} /> : null}
          <div>
            {text}
            {inside}
          </div>
        </div>
      )
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by keys too
        <pre tabIndex={0}>
          <code>{plainOf(content)}</code>
        </pre>
      )
    case 'divider':
      return <hr />
    case 'image':
      return (
        <figure>
          <img
            alt={content.caption?.map(({ plain_text }) => plain_text).join('') ?? ''}
            src={addressIn(content)}
          />
          <figcaption>
            <Runs text={content.caption} />
          </figcaption>
        </figure>
      )
    case 'child_page':
      return <NodeLink id={block.id} type="page" title={content.title} />
    case 'child_database':
      return <ChildDatabase id={block.id} title={content.title} />
    case 'column_list':
    case 'column':
    case 'synced_block':
      return inside
    default:
      return <Other block={block} content={content} />
  }
}

/** A database where it stands, or what leads to it. */
function ChildDatabase({ id, title }: { id: string; title: string | undefined }) {
  const { data } = useQuery(databaseQuery(id))
  return data?.is_inline ? <InlineDatabase id={id} /> : <NodeLink id={id} type="database" title={title} />
}

const NodeLink = ({
  id,
  type,
  title,
}: {
  id: string
  type: 'page' | 'database'
  title: string | undefined
}) => (
  <Link to="/$name" params={{ name: idInUrl(id) }} className={classes.link}>
    <NodeIcon icon={null} type={type} />
    {title || 'Untitled'}
  </Link>
)

/** A block of a type that is not shown here yet: it is there, and nothing of it is lost. */
const Other = ({ block, content }: { block: Block; content: Content }) => (
  <div className={classes.other}>
    {block.type.replaceAll('_', ' ')}
    {content.url && (
      <>
        {': '}
        <a href={content.url} rel="noreferrer">
          {content.url}
        </a>
      </>
    )}
  </div>
)

function Inside({ block, pageId }: { block: Block; pageId: string }) {
  const { data } = useQuery({ ...blocksQuery(pageId, block.id), enabled: block.has_children })
  return data ? <Blocks blocks={data} pageId={pageId} /> : null
}

const addressIn = ({ external, file }: Content): string | undefined => external?.url ?? file?.url

const plainOf = ({ rich_text = [] }: Content): string =>
  rich_text.map(({ plain_text }) => plain_text).join('')
