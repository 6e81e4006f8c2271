import { ActionIcon, Button, Group, NativeSelect, Text } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { DataSource } from '../../../data/databases.ts'
import { inOrder, type Property, rawId } from '../../../data/properties.ts'
import { changeView, type View } from '../../../data/views.ts'
import { tellFailure } from '../../../ui/tell.ts'
import { ConditionFields } from './condition-fields.tsx'
import {
  type Draft,
  type DraftGroup,
  isGroup,
  isKept,
  newCondition,
  nextId,
  pathsOf,
  toDraft,
  toFilter,
} from './draft.ts'
import classes from './filters.module.css'

/** Milliseconds after the last change until it is kept. */
const PAUSE = 250

interface Props {
  view: View
  source: DataSource
}

/** Which rows a view shows: conditions and groups of them. What is complete is kept as it is written. */
export function FilterPanel({ view, source }: Props) {
  const [draft, setDraft] = useState(() => toDraft(view.filter))
  const properties = inOrder(source.properties).filter((property) => pathsOf(property).length > 0)
  const keep = useDebouncedCallback(
    (filter: View['filter']) => void changeView(view, { filter }).catch(tellFailure),
    { delay: PAUSE, flushOnUnmount: true },
  )
  const change = (next: DraftGroup) => {
    setDraft(next)
    const filter = toFilter(next)
    if (JSON.stringify(filter) !== JSON.stringify(toFilter(draft))) keep(filter)
  }
  return (
    <div className={classes.panel}>
      {draft.members.length === 0 && (
        <Text size="sm" c="dimmed">
          This view shows every row. Add a condition to show fewer.
        </Text>
      )}
      <GroupFields group={draft} source={source} properties={properties} depth={0} onChange={change} />
    </div>
  )
}

interface GroupProps {
  group: DraftGroup
  source: DataSource
  properties: readonly Property[]
  /** The API knows groups in a group, and no deeper. */
  depth: number
  onChange: (group: DraftGroup) => void
}

function GroupFields({ group, source, properties, depth, onChange }: GroupProps) {
  const { kind, members } = group
  const add = (member: Draft) => onChange({ ...group, members: [...members, member] })
  const first = () => newCondition(properties[0]!)!
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as freely
    <div role="group" aria-label={kind === 'and' ? 'All of these' : 'Any of these'} className={classes.group}>
      {members.map((member, index) => (
        <div key={member.id} className={classes.member}>
          <Joint index={index} kind={kind} onChange={(kind) => onChange({ ...group, kind })} />
          <Member
            {...{ source, properties, depth }}
            member={member}
            onChange={(next) => onChange({ ...group, members: members.with(index, next) })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={isGroup(member) ? 'Delete the group' : 'Delete the condition'}
            onClick={() => onChange({ ...group, members: members.toSpliced(index, 1) })}
          >
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} />}
          onClick={() => add(first())}
        >
          Add a condition
        </Button>
        {depth < 1 && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={14} />}
            onClick={() => add({ id: nextId(), kind: kind === 'and' ? 'or' : 'and', members: [first()] })}
          >
            Add a group
          </Button>
        )}
      </Group>
    </div>
  )
}

interface JointProps {
  index: number
  kind: DraftGroup['kind']
  onChange: (kind: DraftGroup['kind']) => void
}

/** What stands before a condition: the second one says for all whether each or any has to hold. */
const Joint = ({ index, kind, onChange }: JointProps) =>
  index === 1 ? (
    <NativeSelect
      size="xs"
      className={classes.joint}
      aria-label="Whether all conditions have to hold"
      data={[
        { value: 'and', label: 'and' },
        { value: 'or', label: 'or' },
      ]}
      value={kind}
      onChange={({ currentTarget }) => onChange(currentTarget.value as typeof kind)}
    />
  ) : (
    <span className={classes.joint}>{index === 0 ? 'Where' : kind}</span>
  )

interface MemberProps extends Omit<GroupProps, 'group' | 'onChange'> {
  member: Draft
  onChange: (member: Draft) => void
}

function Member({ member, source, properties, depth, onChange }: MemberProps) {
  if (isGroup(member)) {
    return <GroupFields group={member} {...{ source, properties, onChange }} depth={depth + 1} />
  }
  if (isKept(member)) {
    return (
      <Text size="xs" className={classes.fields}>
        A condition that a program made
      </Text>
    )
  }
  const property = properties.find((one) => rawId(one) === member.property)
  return (
    <div className={classes.fields}>
      <NativeSelect
        size="xs"
        aria-label="Property"
        data={properties.map((one) => ({ value: rawId(one), label: one.name }))}
        value={member.property}
        onChange={({ currentTarget }) => {
          const next = properties.find((one) => rawId(one) === currentTarget.value)!
          onChange({ ...newCondition(next)!, id: member.id })
        }}
      />
      {property && (
        <ConditionFields
          key={member.property}
          source={source}
          property={property}
          condition={member}
          onChange={onChange}
        />
      )}
    </div>
  )
}
