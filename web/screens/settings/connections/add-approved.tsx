import { Button, Combobox, useCombobox } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { approvedQuery, catalogueQuery, connectionActs, connectionsQuery } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { ConnectionIcon } from '../../../ui/connection-icon.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import classes from './add-approved.module.css'

/** Approves one more connection: those that are installed first, then the others that this server knows. */
export function AddApproved() {
  const session = useSession()
  const [text, setText] = useState('')
  const combobox = useCombobox({
    onDropdownClose: () => setText(''),
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const { data: all = [] } = useQuery(connectionsQuery(session))
  const { data: catalogue = [] } = useQuery(catalogueQuery(session))
  const { data: approved = [] } = useQuery(approvedQuery(session))
  const has = new Set(approved.map(({ connection_id }) => connection_id))
  const words = text.trim().toLowerCase()
  const isOffered = ({ id, name }: { id: string; name: string }) =>
    !has.has(id) && name.toLowerCase().includes(words)
  const installed = all.filter((one) => one.installed && isOffered(one))
  const isInstalled = new Set(all.filter((one) => one.installed).map(({ id }) => id))
  const others = catalogue.filter((one) => !isInstalled.has(one.id) && isOffered(one))
  const approve = (id: string) => {
    combobox.closeDropdown()
    connectionActs(session)
      .approve(id)
      .then(() => tell('Members may install it from now on.'), tellFailure)
  }
  const options = (items: typeof others | typeof installed) =>
    items.map(({ id, name, logo_url }) => (
      <Combobox.Option key={id} value={id} className={classes.option}>
        <ConnectionIcon name={name} logo_url={logo_url} size={22} />
        {name}
      </Combobox.Option>
    ))
  return (
    <Combobox store={combobox} width={320} position="bottom-end" onOptionSubmit={approve}>
      <Combobox.Target withAriaAttributes={false}>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          Add approved connection
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label="Search connections"
          placeholder="Search connections…"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Combobox.Options
          mah={300}
          tabIndex={0}
          className={classes.options}
          aria-label="Connections to approve"
        >
          {installed.length > 0 && <Combobox.Group label="Installed">{options(installed)}</Combobox.Group>}
          {others.length > 0 && <Combobox.Group label="Not installed yet">{options(others)}</Combobox.Group>}
          {installed.length + others.length === 0 && (
            <Combobox.Empty>No other connection is known here.</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
