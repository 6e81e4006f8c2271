import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { DOCUMENTATION, documentationPages } from '#shared/documentation.ts'
import { Message } from '../../../ui/message.tsx'
import { useTitle } from '../../../ui/use-title.ts'
import articleClasses from '../article.module.css'
import { descriptionQuery, type Group, groupsOf, type OperationHere } from '../description.ts'
import { Call } from './call.tsx'
import classes from './reference.module.css'

interface Props {
  /** Slug of a group; absent, all of them. */
  group: string | undefined
  /** Name of a call within it. */
  call: string | undefined
}

/** Every call of the server, as it describes itself. */
export function Reference({ group: slug, call }: Props) {
  const { data: description } = useSuspenseQuery(descriptionQuery)
  const groups = groupsOf(description)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is opened is read from its top
  useEffect(() => void scrollTo(0, 0), [slug, call])
  const group = groups.find((one) => one.slug === slug)
  if (slug === undefined) return <Overview groups={groups} />
  const all = groups.flatMap(({ operations }) => operations)
  const at = all.findIndex(({ address }) => address === `${DOCUMENTATION}/reference/${slug}/${call}`)
  if (call !== undefined && all[at]) {
    return <Call here={all[at]} description={description} before={all[at - 1]} after={all[at + 1]} />
  }
  if (group && call === undefined) return <OfGroup group={group} />
  return (
    <Message title="This call is not here" isWhole>
      The server answers no such call. Search for it, or look through <Link to={REFERENCE}>every call</Link>.
    </Message>
  )
}

const REFERENCE = `${DOCUMENTATION}/reference` as '/'

function Overview({ groups }: { groups: Group[] }) {
  useTitle('Every call')
  const scim = documentationPages.find(({ slug }) => slug === 'scim')!
  return (
    <div className={articleClasses.screen}>
      <article className={articleClasses.article}>
        <div className={articleClasses.written}>
          <h1>Every call</h1>
          <p>
            As this server describes itself in <a href="/openapi.json">openapi.json</a>, at the newest
            version. <Ours /> marks what Notion’s API has not. SCIM is told of{' '}
            <Link to={`${DOCUMENTATION}/${scim.slug}` as '/'}>on a page of its own</Link>.
          </p>
        </div>
        {groups.map((group) => (
          <section key={group.slug} aria-label={group.title}>
            <h2 className={classes.group}>
              <Link to={group.address as '/'}>{group.title}</Link>
            </h2>
            <Calls operations={group.operations} />
          </section>
        ))}
      </article>
    </div>
  )
}

function OfGroup({ group }: { group: Group }) {
  useTitle(group.title)
  return (
    <div className={articleClasses.screen}>
      <article className={articleClasses.article}>
        <div className={articleClasses.written}>
          <h1>{group.title}</h1>
        </div>
        <Calls operations={group.operations} />
      </article>
    </div>
  )
}

const Calls = ({ operations }: { operations: OperationHere[] }) => (
  <ul className={classes.calls}>
    {operations.map(({ address, method, path, operation }) => (
      <li key={address}>
        <Link to={address as '/'}>
          <Method name={method} />
          <span className={classes.path}>{path}</span>
          {operation['x-octavo']?.addition && <Ours />}
          <span className={classes.summary}>{operation.summary}</span>
        </Link>
      </li>
    ))}
  </ul>
)

export const Method = ({ name }: { name: string }) => (
  <span className={classes.method} data-method={name}>
    {name.toUpperCase()}
  </span>
)

export const Ours = () => <span className={classes.ours}>Octavo</span>
