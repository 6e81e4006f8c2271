import { pages } from 'virtual:documentation'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useRouter, useRouterState } from '@tanstack/react-router'
import { Fragment, type ReactNode, useEffect, useRef } from 'react'
import {
  addressOf,
  DOCUMENTATION,
  type DocumentationPage,
  documentationPages,
  markdownAddressOf,
} from '#shared/documentation.ts'
import { useSession } from '../../data/session.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { useTitle } from '../../ui/use-title.ts'
import classes from './article.module.css'

/** What stands where the text of a page leaves room for something that does something. */
const parts: Record<string, ReturnType<typeof lazyPart<object, string>>> = {
  'first-call': lazyPart(() => import('./first-call.tsx'), 'FirstCall'),
}

/** A page that was written, with what stands on it, and the pages before and after. */
export function Article({ page }: { page: DocumentationPage }) {
  const { data: read } = useSuspenseQuery({
    queryKey: ['documentation', 'page', page.slug],
    queryFn: async () => (await pages[page.slug]!()).page,
    staleTime: Number.POSITIVE_INFINITY,
  })
  useTitle(page.title)
  useScrollTo(useRouterState({ select: ({ location }) => location.hash }))
  const Part = parts[page.slug]
  const at = documentationPages.indexOf(page)
  const headings = read.headings.filter(({ level }) => level <= 3)
  return (
    <div className={classes.screen}>
      <article className={classes.article}>
        {headings.length > 1 && (
          <details className={classes.folded}>
            <summary>On this page</summary>
            <Headings headings={headings} />
          </details>
        )}
        {read.parts.map((html, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a page never move
          <Fragment key={index}>
            {index > 0 && Part && <Part />}
            <Written html={html} />
          </Fragment>
        ))}
        <nav className={classes.beside} aria-label="Pages before and after">
          <Beside page={documentationPages[at - 1]} says="Previous" />
          <Beside page={documentationPages[at + 1]} says="Next" />
        </nav>
        <p className={classes.source}>
          <a href={markdownAddressOf(page)}>This page as Markdown</a>
        </p>
      </article>
      {headings.length > 1 && (
        <nav className={classes.contents} aria-label="On this page">
          <div className={classes.contentsTitle}>On this page</div>
          <Headings headings={headings} />
        </nav>
      )}
    </div>
  )
}

/** In tables and programs stand the address of this server and the id of this workspace, to copy. */
const withOurs = (html: string, workspaceId: string): string =>
  html.replaceAll(/<td>.*?<\/td>|<pre.*?<\/pre>/gs, (part) =>
    part.replaceAll('https://octavo.example', location.origin).replaceAll('{workspace_id}', workspaceId),
  )

/** Text of `docs/`, which nobody but us writes. Links stay within the app, and what is to be copied is. */
function Written({ html }: { html: string }) {
  const { history } = useRouter()
  const { workspace } = useSession()
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const act = (event: MouseEvent) => {
      const target = event.target as HTMLElement
      const button = target.closest<HTMLButtonElement>('[data-copy]')
      if (button) void copy(button)
      const href = target.closest('a')?.getAttribute('href')
      if (!href?.startsWith(DOCUMENTATION) || event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      history.push(href)
    }
    const here = element.current!
    here.addEventListener('click', act)
    return () => here.removeEventListener('click', act)
  }, [history])
  const shown = { __html: withOurs(html, workspace.id) }
  // biome-ignore lint/security/noDangerouslySetInnerHtml: it was made of docs/ when the app was built
  return <div ref={element} className={classes.written} dangerouslySetInnerHTML={shown} />
}

async function copy(button: HTMLButtonElement): Promise<void> {
  await navigator.clipboard.writeText(button.parentElement!.querySelector('code')!.textContent)
  button.textContent = 'Copied'
  setTimeout(() => {
    button.textContent = 'Copy'
  }, 1500)
}

/** To what the address names, or to the top; the page was not there when the browser would have done so. */
function useScrollTo(hash: string): void {
  useEffect(() => {
    if (hash) document.getElementById(decodeURIComponent(hash))?.scrollIntoView()
    else scrollTo(0, 0)
  }, [hash])
}

interface HeadingsProps {
  headings: { level: number; text: string; id: string }[]
}

const Headings = ({ headings }: HeadingsProps) =>
  headings.map(({ level, text, id }) => (
    <a key={id} href={`#${id}`} data-level={level}>
      {text}
    </a>
  ))

interface BesideProps {
  page: DocumentationPage | undefined
  says: string
}

const Beside = ({ page, says }: BesideProps): ReactNode =>
  page ? (
    <Link to={addressOf(page) as '/'} className={classes.besideLink} data-says={says}>
      <span>{says}</span>
      {page.title}
    </Link>
  ) : (
    <span />
  )
