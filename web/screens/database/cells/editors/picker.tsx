import { CloseButton, Combobox, Loader, TextInput, useCombobox } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { describe } from '../../../../ui/failed.tsx'
import classes from './panel.module.css'
import { Panel } from './panel.tsx'

export interface Choice {
  id: string
  name: string
  shown: ReactNode
}

export interface ChoiceGroup {
  /** Nothing stands over a group without a name. */
  name: string | null
  choices: Choice[]
}

interface Props {
  label: string
  placeholder: string
  /** What is in the value, which can be taken out again. */
  chosen: readonly Choice[]
  groups: readonly ChoiceGroup[]
  text: string
  onText: (text: string) => void
  /** What Enter makes of the text, where it can be made. */
  create?: ReactNode
  onCreate?: () => void
  onPick: (id: string) => void
  onTakeOut: (id: string) => void
  /** What is said when nothing was found. */
  empty: string
  isLoading?: boolean
  error?: string | null
  failure?: Error | null
  onClose: () => void
}

const CREATE = '+create'

/** Finds what is typed and picks it by mouse or keys; what was picked can be taken out, the last one by Backspace. */
export function Picker({ label, chosen, groups, text, create, error = null, ...props }: Props) {
  const combobox = useCombobox({ opened: true })
  const found = groups.flatMap(({ choices }) => choices)
  const firstId = found[0]?.id ?? (create === undefined ? undefined : CREATE)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first of what was found is one key away
  useEffect(() => void combobox.selectFirstOption(), [firstId, text])
  const submit = (id: string) => {
    if (id === CREATE) props.onCreate?.()
    else if (chosen.some((choice) => choice.id === id)) props.onTakeOut(id)
    else props.onPick(id)
  }
  return (
    <Panel label={label} error={error} onLeave={props.onClose} onCancel={props.onClose}>
      {chosen.length > 0 && (
        <ul className={classes.chosen} aria-label="Chosen">
          {chosen.map(({ id, name, shown }) => (
            <li key={id}>
              {shown}
              <CloseButton size="xs" aria-label={`Take out ${name}`} onClick={() => props.onTakeOut(id)} />
            </li>
          ))}
        </ul>
      )}
      <Combobox store={combobox} onOptionSubmit={submit}>
        <Combobox.EventsTarget>
          <TextInput
            data-autofocus
            variant="unstyled"
            classNames={{ input: classes.input }}
            aria-label={`Find in ${label}`}
            placeholder={props.placeholder}
            rightSection={props.isLoading ? <Loader size="xs" /> : null}
            value={text}
            onChange={({ currentTarget }) => props.onText(currentTarget.value)}
            onKeyDown={({ key }) => {
              if (key === 'Backspace' && text === '' && chosen.length > 0) props.onTakeOut(chosen.at(-1)!.id)
            }}
          />
        </Combobox.EventsTarget>
        <Combobox.Options className={classes.options} aria-label={label}>
          {groups.map((group) => (
            <Group key={group.name} name={group.name}>
              {group.choices.map(({ id, shown }) => (
                <Combobox.Option key={id} value={id} className={classes.option}>
                  {shown}
                  {chosen.some((choice) => choice.id === id) && (
                    <IconCheck size={16} className={classes.tick} aria-label="Chosen" />
                  )}
                </Combobox.Option>
              ))}
            </Group>
          ))}
          {create !== undefined && (
            <Combobox.Option value={CREATE} className={classes.option}>
              {create}
            </Combobox.Option>
          )}
          {found.length === 0 && create === undefined && !props.isLoading && (
            <Combobox.Empty role={props.failure ? 'alert' : undefined}>
              {props.failure ? describe(props.failure) : props.empty}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox>
    </Panel>
  )
}

const Group = ({ name, children }: { name: string | null; children: ReactNode }) =>
  name === null ? children : <Combobox.Group label={name}>{children}</Combobox.Group>
