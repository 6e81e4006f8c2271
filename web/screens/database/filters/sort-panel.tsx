import { ActionIcon, Button, NativeSelect, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { DataSource } from '../../../data/databases.ts'
import { inOrder, rawId } from '../../../data/properties.ts'
import { changeView, type Direction, type Sort, type View } from '../../../data/views.ts'
import { tellFailure } from '../../../ui/tell.ts'
import classes from './filters.module.css'

interface Props {
  view: View
  source: DataSource
}

/** In which order a view shows its rows: the first sort decides first. */
export function SortPanel({ view, source }: Props) {
  const sorts = view.sorts ?? []
  const choices = [
    ...inOrder(source.properties)
      .filter(({ type }) => type !== 'button')
      .map((property) => ({ value: rawId(property), label: property.name })),
    { value: '+created_time', label: 'When a row was made' },
    { value: '+last_edited_time', label: 'When a row was edited' },
  ]
  const unused = choices.find(({ value }) => !sorts.some((sort) => choiceOf(sort) === value))
  const keep = (next: Sort[]) =>
    changeView(view, { sorts: next.length === 0 ? null : next }).catch(tellFailure)
  return (
    <div className={classes.panel}>
      {sorts.length === 0 && (
        <Text size="sm" c="dimmed">
          The newest rows come first.
        </Text>
      )}
      {sorts.map((sort, index) => (
        <div key={choiceOf(sort)} className={classes.member}>
          <div className={classes.fields}>
            <NativeSelect
              size="xs"
              aria-label={`Sort ${index + 1}`}
              data={choices}
              value={choiceOf(sort)}
              onChange={({ currentTarget }) =>
                keep(sorts.with(index, sortBy(currentTarget.value, sort.direction)))
              }
            />
            <NativeSelect
              size="xs"
              aria-label={`Direction of sort ${index + 1}`}
              data={[
                { value: 'ascending', label: 'ascending' },
                { value: 'descending', label: 'descending' },
              ]}
              value={sort.direction}
              onChange={({ currentTarget }) =>
                keep(sorts.with(index, { ...sort, direction: currentTarget.value as Direction }))
              }
            />
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Decide earlier"
            disabled={index === 0}
            onClick={() => keep(sorts.with(index, sorts[index - 1]!).with(index - 1, sort))}
          >
            <IconArrowUp size={16} stroke={1.5} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Decide later"
            disabled={index === sorts.length - 1}
            onClick={() => keep(sorts.with(index, sorts[index + 1]!).with(index + 1, sort))}
          >
            <IconArrowDown size={16} stroke={1.5} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Delete the sort"
            onClick={() => keep(sorts.toSpliced(index, 1))}
          >
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      {unused && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          style={{ justifySelf: 'start' }}
          leftSection={<IconPlus size={14} />}
          onClick={() => keep([...sorts, sortBy(unused.value, 'ascending')])}
        >
          Add a sort
        </Button>
      )}
    </div>
  )
}

/** Timestamps are told from ids of properties, which are shorter. */
const choiceOf = (sort: Sort): string => ('property' in sort ? sort.property : `+${sort.timestamp}`)

const sortBy = (value: string, direction: Direction): Sort =>
  value === '+created_time' || value === '+last_edited_time'
    ? { timestamp: value.slice(1) as 'created_time', direction }
    : { property: value, direction }
