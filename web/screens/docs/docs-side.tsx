import { TextInput } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { IconArrowLeft, IconSearch } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { type RefObject, useEffect, useRef, useState } from 'react'
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
          if (key === 'Enter' && asked) found.current?.querySelector('a')?.click()
        }}
      />
      <div ref={found} className={classes.pages}>
        {asked ? <Results query={asked} onChosen={() => setQuery('')} /> : <Pages />}
      </div>
    </div>
  )
}

function Pages() {
  const address = useRouterState({ select: ({ location }) => location.pathname })
  const list = useRef<HTMLDivElement>(null)
  useCurrentInView(list, address)
  const isReference = address.startsWith(`${DOCUMENTATION}/reference`)
  return (
    <div ref={list}>
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
    </div>
  )
}

interface DocsLinkProps {
  to: string
  isHere: boolean
  children: string
}

/** Of a long list the part that one is in. */
export const useCurrentInView = (list: RefObject<HTMLElement | null>, address: string): void =>
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is another link at another address
  useEffect(() => {
    // After the router put each part of the screen where it was scrolled to before.
    const frame = requestAnimationFrame(() =>
      list.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest' }),
    )
    return () => cancelAnimationFrame(frame)
  }, [list, address])

export const DocsLink = ({ to, isHere, children }: DocsLinkProps) => (
  <Link
    to={to as '/'}
    className={classes.link}
    activeOptions={{ exact: true }}
    {...(isHere && { 'aria-current': 'page' })}
  >
    {children}
  </Link>
)
