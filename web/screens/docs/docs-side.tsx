import { TextInput } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { IconArrowLeft, IconSearch } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { addressOf, DOCUMENTATION, documentation } from '#shared/documentation.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import classes from './docs.module.css'

const Results = lazyPart(() => import('./results.tsx'), 'Results')
const ReferenceList = lazyPart(() => import('./reference/reference-list.tsx'), 'ReferenceList')

/** Search, and every page of the documentation. */
export function DocsSide() {
  const [query, setQuery] = useState('')
  const [asked] = useDebouncedValue(query.trim(), 80)
  const field = useRef<HTMLInputElement>(null)
  const found = useRef<HTMLDivElement>(null)
  useHotkeys([['/', () => field.current?.focus()]])
  return (
    <div className={classes.side}>
      <Link to="/my-integrations" className={classes.link} activeOptions={{ exact: true }}>
        <IconArrowLeft size={18} stroke={1.5} aria-hidden />
        Developer hub
      </Link>
      <TextInput
        ref={field}
        type="search"
        role="searchbox"
        aria-label="Search the documentation"
        placeholder="Search"
        size="sm"
        my="sm"
        leftSection={<IconSearch size={16} stroke={1.5} />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') setQuery('')
          if (key === 'Enter') found.current?.querySelector('a')?.click()
        }}
      />
      <div ref={found}>{asked ? <Results query={asked} onChosen={() => setQuery('')} /> : <Pages />}</div>
    </div>
  )
}

function Pages() {
  const address = useRouterState({ select: ({ location }) => location.pathname })
  const isReference = address.startsWith(`${DOCUMENTATION}/reference`)
  return (
    <>
      {documentation.map(({ title, pages }) => (
        <section key={title} aria-label={title}>
          <div className={classes.group}>{title}</div>
          {pages.map((page) => (
            <DocsLink key={page.slug} to={addressOf(page)} isHere={address === addressOf(page)}>
              {page.title}
            </DocsLink>
          ))}
        </section>
      ))}
      <section aria-label="Reference">
        <div className={classes.group}>Reference</div>
        <DocsLink to={`${DOCUMENTATION}/reference`} isHere={address === `${DOCUMENTATION}/reference`}>
          Every call
        </DocsLink>
        {isReference && <ReferenceList address={address} />}
      </section>
    </>
  )
}

interface DocsLinkProps {
  to: string
  isHere: boolean
  children: string
}

export const DocsLink = ({ to, isHere, children }: DocsLinkProps) => (
  <Link to={to as '/'} className={classes.link} activeOptions={{ exact: true }} {...(isHere && here)}>
    {children}
  </Link>
)

const here = {
  'aria-current': 'page',
  // Of a long list the part that one is in.
  ref: (link: HTMLElement | null) => link?.scrollIntoView({ block: 'nearest' }),
} as const
