import { Button, Modal, NativeSelect, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Connection, hubActs, type ReachedNode, reachedQuery } from '../../data/hub.ts'
import { isOwner, useSession } from '../../data/session.ts'
import type { TreeItem } from '../../data/tree.ts'
import { allPages } from '../../ui/all-pages.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { ListOf } from '../../ui/list-of.tsx'
import { MoreAsScrolled } from '../../ui/more-as-scrolled.tsx'
import { Section } from '../../ui/section.tsx'
import { tell } from '../../ui/tell.ts'
import { Reached } from './reached.tsx'
import { SaveForm } from './save-form.tsx'

const PagePicker = lazyPart(() => import('./page-picker.tsx'), 'PagePicker')

type Picked = Pick<TreeItem, 'id' | 'type' | 'title'>

/** The pages and databases that a connection reaches in this workspace: given, and taken away. */
export function ContentAccess({ connection }: { connection: Connection }) {
  const session = useSession()
  const acts = hubActs(session)
  const query = useInfiniteQuery(reachedQuery(session, connection.id))
  const [isChoosing, setChoosing] = useState(false)
  const [given, setGiven] = useState<Picked | null>(null)
  const [taken, setTaken] = useState<ReachedNode | null>(null)
  const reached = new Set(query.data?.pages.flatMap(({ results }) => results.map(({ id }) => id)))
  const { id, name, kind } = connection
  const titleOf = (node: Pick<Picked, 'title'> | null) => node?.title || 'Untitled'
  return (
    <>
      <Section
        title="Content access"
        says={
          kind === 'internal'
            ? `What ${name} reaches in ${session.workspace.name}, as far as its capabilities let it. Pages that come later below one of these are reached too.`
            : `What ${name} reaches in ${session.workspace.name} through all who let it in. They choose its pages when they do, and later in the ••• of each page.`
        }
        action={kind === 'internal' && <Button onClick={() => setChoosing(true)}>Give access</Button>}
      >
        <ListOf
          query={allPages(query)}
          empty={
            <Text size="sm">
              It reaches no page yet.
              {kind === 'internal' && ' Choose the first, or add the connection in the ••• of a page.'}
            </Text>
          }
        >
          {(nodes) => (
            <>
              <Reached nodes={nodes} onTake={setTaken} />
              <MoreAsScrolled query={query} />
            </>
          )}
        </ListOf>
      </Section>
      {isOwner(session) && <PageManagers connection={connection} />}
      <Modal
        opened={isChoosing && given === null}
        onClose={() => setChoosing(false)}
        title={`What may ${name} reach?`}
        size="lg"
      >
        <PagePicker
          isTaken={(one) => reached.has(one)}
          needsFullAccess={!isOwner(session)}
          onPick={setGiven}
        />
      </Modal>
      <Confirm
        isOpen={given !== null}
        onClose={() => setGiven(null)}
        title={`Let ${name} reach “${titleOf(given)}”?`}
        action="Give access"
        run={async () => {
          await acts.give(id, { object: given!.type, id: given!.id })
          setChoosing(false)
          tell(`${name} reaches “${titleOf(given)}”.`)
        }}
      >
        <Text size="sm">
          {name} will have access to “{titleOf(given)}” and all pages below it, those that come later too.
        </Text>
      </Confirm>
      <Confirm
        isOpen={taken !== null}
        onClose={() => setTaken(null)}
        title={`Take “${titleOf(taken)}” away from ${name}?`}
        action="Take away"
        isDestructive
        run={() => acts.take(id, taken!).then(() => tell(`${name} reaches “${titleOf(taken)}” no more.`))}
      >
        <Text size="sm">
          {taken?.inherited
            ? `It comes from a page above. “${titleOf(taken)}” stops inheriting access from there, keeps everybody else who has it now, and ${name} loses it with all that stands below.`
            : `${name} loses “${titleOf(taken)}” and all that stands below it.`}
        </Text>
      </Confirm>
    </>
  )
}

function PageManagers({ connection: { id, page_managers: known } }: { connection: Connection }) {
  const session = useSession()
  const [managers, setManagers] = useState(known)
  return (
    <SaveForm
      title="Who may add it to pages"
      isChanged={managers !== known}
      save={() => hubActs(session).change(id, { page_managers: managers })}
    >
      <NativeSelect
        aria-label="Who may add it to pages"
        description="And take it away from them. Where it is already, it stays."
        data={[
          { value: 'members', label: 'Whoever has full access to the page' },
          { value: 'owners', label: 'Only owners among them' },
        ]}
        value={managers}
        onChange={({ currentTarget }) => setManagers(currentTarget.value as typeof managers)}
      />
    </SaveForm>
  )
}
