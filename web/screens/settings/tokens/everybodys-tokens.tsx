import { MultiSelect, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { groupsQuery, namesQuery } from '../../../data/people.ts'
import { type Policy, policyQuery, setPolicy } from '../../../data/policy.ts'
import { useSession } from '../../../data/session.ts'
import { allTokensQuery } from '../../../data/tokens.ts'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { TokenList } from './token-list.tsx'

type Rules = Policy['personal_access_tokens']

/** Who may make tokens, for how long, and all there are. */
export function EverybodysTokens() {
  const session = useSession()
  const query = useQuery(allTokensQuery(session))
  const { data: names = new Map<string, string>() } = useQuery(namesQuery(session))
  const [text, setText] = useState('')
  const words = text.trim().toLowerCase()
  const found = query.data?.filter(({ name, owner }) =>
    `${name ?? ''} ${names.get(owner.id) ?? ''}`.toLowerCase().includes(words),
  )
  return (
    <>
      <TokenRules />
      <TextInput
        aria-label="Search tokens"
        placeholder="Search by name or person…"
        leftSection={<IconSearch size={16} />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <TokenList
        query={{ ...query, data: found } as typeof query}
        label="Everybody’s tokens"
        empty={words === '' ? 'Tokens that people make are listed here.' : 'None is called so.'}
        names={names}
      />
    </>
  )
}

const lives = [30, 90, 180, 365]

function TokenRules() {
  const session = useSession()
  const rules = useQuery(policyQuery(session)).data?.personal_access_tokens
  const set = (change: Partial<Rules>) =>
    setPolicy(session, { personal_access_tokens: change }).then(
      () => tell('The rule holds from now on.'),
      tellFailure,
    )
  const longest = rules?.longest_days ?? null
  const offered = longest === null || lives.includes(longest) ? lives : [...lives, longest]
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} mb="lg">
      <NativeSelect
        label="Who may have tokens"
        description="Tokens of others stop until you let them again."
        disabled={rules === undefined}
        data={[
          { value: 'members', label: 'All members' },
          { value: 'groups', label: 'Owners and some groups' },
          { value: 'owners', label: 'Only owners' },
        ]}
        value={rules?.create ?? 'members'}
        onChange={({ currentTarget }) => set({ create: currentTarget.value as Rules['create'] })}
      />
      {rules?.create === 'groups' && (
        <TokenGroups groups={rules.groups} onChange={(groups) => set({ groups })} />
      )}
      <NativeSelect
        label="They work for at most"
        description="Those that were made for longer stop."
        disabled={rules === undefined}
        data={[
          { value: '', label: 'As long as their maker likes' },
          ...offered.map((days) => ({ value: String(days), label: `${days} days` })),
        ]}
        value={longest === null ? '' : String(longest)}
        onChange={({ currentTarget }) =>
          set({ longest_days: currentTarget.value === '' ? null : Number(currentTarget.value) })
        }
      />
    </SimpleGrid>
  )
}

function TokenGroups({ groups, onChange }: { groups: string[]; onChange: (groups: string[]) => void }) {
  const { data: known = [] } = useQuery(groupsQuery(useSession()))
  return (
    <MultiSelect
      label="Groups"
      description="Their members, beside owners."
      placeholder={groups.length === 0 ? 'None yet' : ''}
      searchable
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      value={groups.filter((id) => known.some((group) => group.id === id))}
      onChange={onChange}
    />
  )
}
