import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usersQuery } from '../../../../data/users.ts'
import { PersonIcon } from '../../../../ui/person-icon.tsx'
import classes from '../cell.module.css'
import { contentOf, type EditorProps, type User } from '../property.ts'
import { useSaving } from '../use-saving.ts'
import { type Choice, Picker } from './picker.tsx'

/** As many as are shown; letters find the others. */
const SHOWN = 50

/** People of the workspace, guests too. */
export function PeopleEditor({ property, value, onChange, onClose }: EditorProps) {
  const { data: users = [], error: failure, isPending } = useQuery(usersQuery)
  const [chosen, setChosen] = useState(() => contentOf<User[]>(value) ?? [])
  const [text, setText] = useState('')
  const { save, error, isSaving } = useSaving({ onChange })
  const keep = async (next: User[]) => {
    const before = chosen
    setChosen(next)
    setText('')
    const sent = next.map(({ id, object = 'user', name = null, avatar_url = null }) => ({
      object,
      id,
      name,
      avatar_url,
    }))
    if (!(await save({ people: sent }))) setChosen(before)
  }
  const found = users.filter(({ name }) => name?.toLowerCase().includes(text.trim().toLowerCase()))
  return (
    <Picker
      label={property.name}
      placeholder="Find a person…"
      chosen={chosen.map(toChoice)}
      groups={[{ name: null, choices: found.slice(0, SHOWN).map(toChoice) }]}
      text={text}
      onText={setText}
      onPick={(id) => keep([...chosen, users.find((user) => user.id === id)!])}
      onTakeOut={(id) => keep(chosen.filter((user) => user.id !== id))}
      empty="Nobody here is called so."
      isLoading={isPending || isSaving}
      error={error}
      failure={failure}
      onClose={onClose}
    />
  )
}

const toChoice = ({ id, name = null, avatar_url = null }: User): Choice => ({
  id,
  name: name ?? 'Somebody',
  shown: (
    <span className={classes.person}>
      <PersonIcon name={name} avatar_url={avatar_url} size={20} />
      <span>{name ?? 'Somebody'}</span>
    </span>
  ),
})
