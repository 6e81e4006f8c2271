import { useState } from 'react'
import { type Option, optionsOf, type StatusGroup } from '../../../../data/properties.ts'
import { Tag } from '../../../../ui/tag.tsx'
import { contentOf, type EditorProps } from '../property.ts'
import { useSaving } from '../use-saving.ts'
import { nextColor } from './next-color.ts'
import { type Choice, type ChoiceGroup, Picker } from './picker.tsx'

/** One option or several of a select, multi-select or status. A name that is none yet becomes one, but for a status. */
export function OptionEditor({ property, value, onChange, onClose }: EditorProps) {
  const { type } = property
  const isMulti = type === 'multi_select'
  const [chosen, setChosen] = useState(() => [contentOf<Option | Option[]>(value) ?? []].flat())
  const [text, setText] = useState('')
  const { save, error, setError, isSaving } = useSaving({ onChange })
  const options = optionsOf(property)
  const name = text.trim()
  const known = options.some((option) => option.name === name)

  const keep = async (next: Option[]) => {
    const sent = next.map(({ id, ...looks }) => (id === '' ? looks : { id, ...looks }))
    const before = chosen
    setChosen(next)
    setText('')
    if (!(await save({ [type]: isMulti ? sent : (sent[0] ?? null) }))) setChosen(before)
    else if (!isMulti) onClose()
  }
  const pick = (option: Option) => keep(isMulti ? [...chosen, option] : [option])
  const create = () =>
    name.includes(',')
      ? setError('The name of an option has no commas.')
      : pick({ id: '', name, color: nextColor(options) })
  return (
    <Picker
      label={property.name}
      placeholder={type === 'status' ? 'Find a status…' : 'Find or make an option…'}
      chosen={chosen.map(toChoice)}
      groups={groupsOf(property.status as { groups: StatusGroup[] } | undefined, options, name)}
      text={text}
      onText={(text) => {
        setText(text)
        setError(null)
      }}
      create={
        type !== 'status' && name !== '' && !known ? (
          <>
            Make <Tag name={name} color={nextColor(options)} />
          </>
        ) : undefined
      }
      onCreate={create}
      onPick={(id) => pick(options.find((option) => option.id === id)!)}
      onTakeOut={(id) => keep(chosen.filter((option) => option.id !== id))}
      empty={
        options.length === 0
          ? 'There are no options yet. Type a name to make one.'
          : 'No option is called so.'
      }
      isLoading={isSaving}
      error={error}
      onClose={onClose}
    />
  )
}

const toChoice = ({ id, name, color }: Option): Choice => ({
  id,
  name,
  shown: <Tag name={name} color={color} />,
})

/** Those whose names hold what was typed; of a status in its groups. */
function groupsOf(
  status: { groups: StatusGroup[] } | undefined,
  options: Option[],
  text: string,
): ChoiceGroup[] {
  const found = options.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
  if (status === undefined) return [{ name: null, choices: found.map(toChoice) }]
  return status.groups
    .map(({ name, option_ids }) => ({
      name,
      choices: found.filter(({ id }) => option_ids.includes(id)).map(toChoice),
    }))
    .filter(({ choices }) => choices.length > 0)
}
