import { ActionIcon, Button, Group, NativeSelect, Switch, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconEye, IconEyeOff } from '@tabler/icons-react'
import type { DataSource } from '../../../data/databases.ts'
import { inOrder, rawId } from '../../../data/properties.ts'
import { changeView, type GroupBy, type View, type ViewConfiguration } from '../../../data/views.ts'
import { tellFailure } from '../../../ui/tell.ts'
import { type Column, columnsOf, listed, moveColumn } from '../columns.ts'
import { PropertyIcon } from '../property-icon.tsx'
import { groupingBy, groupsBy } from './grouping.ts'
import classes from './view-bar.module.css'

interface Props {
  view: View
  source: DataSource
}

/** How a view looks: which properties it shows, and what its type has of its own. */
export function ViewSettings({ view, source }: Props) {
  const configuration = view.configuration
  const change = (part: Partial<ViewConfiguration>) =>
    changeView(view, { configuration: { type: view.type, ...part } }).catch(tellFailure)
  const dates = inOrder(source.properties).filter(({ type }) => dateTypes.includes(type))
  return (
    <div className={classes.settings}>
      {(view.type === 'board' || view.type === 'table') && (
        <GroupSettings view={view} source={source} onChange={(group_by) => change({ group_by })} />
      )}
      {view.type === 'calendar' && (
        <NativeSelect
          size="xs"
          label="Rows stand on the day of"
          data={dates.map((property) => ({ value: rawId(property), label: property.name }))}
          value={configuration?.date_property_id ?? ''}
          onChange={({ currentTarget }) => change({ date_property_id: currentTarget.value })}
        />
      )}
      {view.type === 'calendar' && (
        <Switch
          size="sm"
          label="Show weekends"
          checked={configuration?.show_weekends ?? true}
          onChange={({ currentTarget }) => change({ show_weekends: currentTarget.checked })}
        />
      )}
      {(view.type === 'gallery' || view.type === 'board') && (
        <CoverSettings view={view} source={source} onChange={change} />
      )}
      {view.type === 'table' && (
        <Switch
          size="sm"
          label="Wrap long values"
          checked={configuration?.wrap_cells ?? false}
          onChange={({ currentTarget }) => change({ wrap_cells: currentTarget.checked })}
        />
      )}
      <ShownProperties
        columns={columnsOf(view, source)}
        onChange={(columns) => change({ properties: listed(columns) })}
      />
    </div>
  )
}

const dateTypes = ['date', 'created_time', 'last_edited_time', 'formula', 'rollup']

interface PartProps extends Props {
  onChange: (part: Partial<ViewConfiguration>) => void
}

interface GroupProps extends Props {
  onChange: (group: GroupBy | null) => void
}

function GroupSettings({ view, source, onChange }: GroupProps) {
  const properties = inOrder(source.properties).filter((property) => groupsBy(property))
  const current = view.configuration?.group_by
  const choices = properties.map((property) => ({ value: rawId(property), label: property.name }))
  return (
    <>
      <NativeSelect
        size="xs"
        label="Group by"
        data={[...(view.type === 'board' ? [] : [{ value: '', label: 'Nothing' }]), ...choices]}
        value={current?.property_id ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const property = properties.find((one) => rawId(one) === value)
          onChange(property ? groupingBy(property) : null)
        }}
      />
      {current && (
        <Switch
          size="sm"
          label="Hide empty groups"
          checked={current.hide_empty_groups ?? false}
          onChange={({ currentTarget }) => onChange({ ...current, hide_empty_groups: currentTarget.checked })}
        />
      )}
    </>
  )
}

function CoverSettings({ view, source, onChange }: PartProps) {
  const { cover, cover_size = 'medium' } = view.configuration ?? {}
  const files = inOrder(source.properties).filter(({ type }) => type === 'files')
  return (
    <Group grow gap="xs">
      <NativeSelect
        size="xs"
        label="Picture"
        data={[
          { value: '', label: 'None' },
          { value: 'page_cover', label: 'Cover of the page' },
          { value: 'page_content', label: 'First in the page' },
          ...files.map((property) => ({ value: `+${rawId(property)}`, label: property.name })),
        ]}
        value={cover?.type === 'property' ? `+${cover.property_id}` : (cover?.type ?? '')}
        onChange={({ currentTarget: { value } }) =>
          onChange({
            cover: (value === ''
              ? null
              : value.startsWith('+')
                ? { type: 'property', property_id: value.slice(1) }
                : { type: value }) as never,
          })
        }
      />
      <NativeSelect
        size="xs"
        label="Size"
        data={['small', 'medium', 'large']}
        value={cover_size}
        onChange={({ currentTarget }) => onChange({ cover_size: currentTarget.value as 'small' })}
      />
    </Group>
  )
}

interface ShownProps {
  columns: readonly Column[]
  onChange: (columns: readonly Column[]) => void
}

function ShownProperties({ columns, onChange }: ShownProps) {
  const others = columns.filter(({ property }) => property.type !== 'title')
  const set = (isShown: boolean) => onChange(columns.map((column) => ({ ...column, isShown })))
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="xs" fw={600} c="dimmed" id="shown-properties">
          Properties
        </Text>
        <Group gap={4}>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => set(true)}>
            Show all
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => set(false)}>
            Hide all
          </Button>
        </Group>
      </Group>
      <ul className={classes.properties} aria-labelledby="shown-properties">
        {others.map((column, index) => {
          const { property, isShown } = column
          return (
            <li key={property.id} className={classes.property}>
              <PropertyIcon type={property.type} />
              <span>{property.name}</span>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={`Move ${property.name} up`}
                disabled={index === 0}
                onClick={() => onChange(moveColumn(columns, property.id, others[index - 1]!.property.id))}
              >
                <IconArrowUp size={14} stroke={1.5} />
              </ActionIcon>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={`Move ${property.name} down`}
                disabled={index === others.length - 1}
                onClick={() =>
                  onChange(moveColumn(columns, property.id, others[index + 2]?.property.id ?? null))
                }
              >
                <IconArrowDown size={14} stroke={1.5} />
              </ActionIcon>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={isShown ? `Hide ${property.name}` : `Show ${property.name}`}
                onClick={() =>
                  onChange(columns.map((one) => (one === column ? { ...one, isShown: !isShown } : one)))
                }
              >
                {isShown ? <IconEye size={14} stroke={1.5} /> : <IconEyeOff size={14} stroke={1.5} />}
              </ActionIcon>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
