import { Combobox, Pill, PillsInput, Text, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, type KeyboardEvent, useState } from 'react'
import { catalogueQuery } from '../../data/connections.ts'
import { candidatesQuery, type Named, type PermissionCandidate } from '../../data/permissions.ts'
import { queryClient } from '../../data/query-client.ts'
import { useSession } from '../../data/session.ts'
import type { TreeItem } from '../../data/tree.ts'
import classes from './picker.module.css'

/** Somebody who is chosen to be given access. */
export interface Chosen {
  label: string
  named: Named
  /** Nobody of the workspace: an invitation goes to the address. */
  isNew: boolean
}

interface Props {
  item: TreeItem
  chosen: readonly Chosen[]
  onChange: (chosen: Chosen[]) => void
}

const kinds = { group_id: 'Group', user_id: '', connection: 'Connection', new: 'Invite as a guest' } as const

/** People, groups and connections by name, and addresses as they are typed or pasted. */
export function Picker({ item, chosen, onChange }: Props) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [text, setText] = useState('')
  const [words] = useDebouncedValue(text.trim(), 150)
  const options = useOptions(item, words, chosen)
  const add = (added: readonly Chosen[]) => {
    const labels = new Set(chosen.map(({ label }) => label))
    onChange([...chosen, ...added.filter(({ label }) => !labels.has(label))])
    setText('')
    combobox.closeDropdown()
  }
  const addAddresses = async (addresses: readonly string[]) =>
    add(await Promise.all(addresses.map((one) => known(item, one))))
  const onPaste = (event: ClipboardEvent) => {
    const addresses = addressesIn(event.clipboardData.getData('text'))
    if (addresses.length < 2) return
    event.preventDefault()
    void addAddresses(addresses)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && text === '' && chosen.length > 0) onChange(chosen.slice(0, -1))
    const isEnd = event.key === ',' || event.key === ';' || event.key === ' ' || event.key === 'Enter'
    // With Enter the option that is pointed at is meant, if there is one.
    if (!isEnd || (event.key === 'Enter' && combobox.getSelectedOptionIndex() !== -1)) return
    const addresses = addressesIn(text)
    if (addresses.length === 0) return
    event.preventDefault()
    void addAddresses(addresses)
  }
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(value) => add([options.find(({ label }) => label === value)!])}
    >
      <Combobox.DropdownTarget>
        <PillsInput label="Share with" onClick={() => combobox.openDropdown()}>
          <Pill.Group>
            {chosen.map((one) => (
              <Pill
                key={one.label}
                withRemoveButton
                removeButtonProps={{
                  'aria-label': `Take ${one.label} out`,
                  'aria-hidden': false,
                  tabIndex: 0,
                }}
                onRemove={() => onChange(chosen.filter(({ label }) => label !== one.label))}
              >
                {one.label}
              </Pill>
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                data-autofocus
                placeholder={chosen.length === 0 ? 'Names, groups, connections or e-mails' : ''}
                value={text}
                onChange={({ currentTarget }) => {
                  setText(currentTarget.value)
                  combobox.openDropdown()
                }}
                onBlur={() => combobox.closeDropdown()}
                onPaste={onPaste}
                onKeyDown={onKeyDown}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={options.length === 0}>
        <Combobox.Options aria-label="Who can be given access" mah={260} style={{ overflowY: 'auto' }}>
          {options.map(({ label, more, kind }) => (
            <Combobox.Option key={label} value={label} className={classes.option}>
              <span>
                {label}
                {more && (
                  <Text span size="xs" c="dimmed" ml="xs">
                    {more}
                  </Text>
                )}
              </span>
              <Text span size="xs" c="dimmed">
                {kinds[kind]}
              </Text>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

interface Option extends Chosen {
  more: string
  kind: keyof typeof kinds
}

const MOST_CONNECTIONS = 5

function useOptions(item: TreeItem, words: string, chosen: readonly Chosen[]): Option[] {
  const session = useSession()
  const { data: candidates = [], isSuccess } = useQuery({
    ...candidatesQuery(item, words),
    placeholderData: (before) => before,
  })
  const { data: catalogue = [] } = useQuery(catalogueQuery(session))
  const has = new Set(chosen.map(({ label }) => label))
  const address = addressesIn(words)[0]
  const isKnown = candidates.some(({ email }) => email?.toLowerCase() === address)
  const options: Option[] = [
    ...candidates.map(toOption),
    ...catalogue
      .filter(
        ({ status, name }) => status === 'installed' && name.toLowerCase().includes(words.toLowerCase()),
      )
      .slice(0, MOST_CONNECTIONS)
      .map(({ id, name }) => ({
        label: name,
        named: { connection_id: id },
        isNew: false,
        more: '',
        kind: 'connection' as const,
      })),
    ...(address && isSuccess && !isKnown ? [{ ...invited(address), more: '', kind: 'new' as const }] : []),
  ]
  return options.filter(({ label }) => !has.has(label))
}

function toOption({ principal, name, email }: PermissionCandidate): Option {
  const label = name ?? email ?? 'Somebody without a name'
  return principal.type === 'group_id'
    ? { label, named: { group_id: principal.group_id }, isNew: false, more: '', kind: 'group_id' }
    : { label, named: { user_id: principal.user_id }, isNew: false, more: email ?? '', kind: 'user_id' }
}

const invited = (email: string): Chosen => ({ label: email, named: { email }, isNew: true })

/** Whoever has an address here, or somebody to be invited. */
async function known(item: TreeItem, address: string): Promise<Chosen> {
  const found = await queryClient.fetchQuery(candidatesQuery(item, address))
  const somebody = found.find(({ email }) => email?.toLowerCase() === address)
  return somebody ? toOption(somebody) : invited(address)
}

/** Addresses that stand in a text, whatever is between them. */
const addressesIn = (text: string): string[] => [
  ...new Set(text.toLowerCase().match(/[^\s,;<>"']+@[^\s,;<>"']+\.[^\s,;<>"']+/g) ?? []),
]
