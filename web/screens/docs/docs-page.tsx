import { useParams } from '@tanstack/react-router'
import { documentationPages } from '#shared/documentation.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Message } from '../../ui/message.tsx'
import { Article } from './article.tsx'

const Reference = lazyPart(() => import('./reference/reference.tsx'), 'Reference')

/** The page of the documentation that the address names. */
export function DocsPage() {
  const { _splat = '' } = useParams({ strict: false }) as { _splat?: string }
  const [slug = '', group, call] = _splat.replace(/\/$/, '').split('/')
  if (slug === 'reference') return <Reference group={group} call={call} />
  const page = documentationPages.find((one) => one.slug === slug)
  if (page && group === undefined) return <Article key={slug} page={page} />
  return (
    <Message title="This page is not here" isWhole>
      The documentation has no page at this address. Search it, or choose one from the list.
    </Message>
  )
}
