import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { addressOf, documentationPages } from '#shared/documentation.ts'
import { descriptionQuery, type OperationHere, operationsOf } from './description.ts'
import classes from './docs.module.css'
import { type Entry, find } from './find.ts'

interface Props {
  query: string
  onChosen: () => void
}

/** What was found, in the pages and among the calls of the API. */
export function Results({ query, onChosen }: Props) {
  const { data: pages = [] } = useQuery(pagesQuery)
  const { data: description } = useQuery(descriptionQuery)
  const calls = description ? operationsOf(description).map(entryOf) : []
  const found = find([...pages, ...calls], query)
  return (
    <section aria-label="Found">
      <p className={classes.count} role="status">
        {found.length === 0 ? 'Nothing was found. Try fewer words.' : `${found.length} found`}
      </p>
      {found.map(({ entry, excerpt }) => (
        <Link key={entry.address} to={entry.address as '/'} className={classes.result} onClick={onChosen}>
          <span className={classes.resultTitle}>{entry.title}</span>
          <span className={classes.resultWithin}>{entry.within}</span>
          <span className={classes.resultText}>{excerpt}</span>
        </Link>
      ))}
    </section>
  )
}

const pagesQuery = {
  queryKey: ['documentation', 'search'],
  staleTime: Number.POSITIVE_INFINITY,
  async queryFn(): Promise<Entry[]> {
    const { entries } = await import('virtual:documentation/search')
    const bySlug = new Map(documentationPages.map((page) => [page.slug, page]))
    return entries.map(([slug, id, title, text]) => {
      const page = bySlug.get(slug)!
      return {
        address: id ? `${addressOf(page)}#${id}` : addressOf(page),
        within: title ? page.title : page.about,
        title: title || page.title,
        text,
      }
    })
  },
}

const entryOf = ({ address, method, path, operation }: OperationHere): Entry => ({
  address,
  within: `${method.toUpperCase()} ${path}`,
  title: operation.summary,
  text: operation.description,
})
