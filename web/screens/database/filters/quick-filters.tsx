import { Button, Menu, Popover } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { DataSource } from '../../../data/databases.ts'
import { inOrder, type Property, rawId } from '../../../data/properties.ts'
import { type Condition, changeView, type View } from '../../../data/views.ts'
import { tellFailure } from '../../../ui/tell.ts'
import { PropertyIcon } from '../property-icon.tsx'
import { ConditionFields } from './condition-fields.tsx'
import { type DraftCondition, newCondition, pathsOf, readCondition, toCondition } from './draft.ts'
import classes from './filters.module.css'
import { operatorsOf } from './operators.ts'

/** Milliseconds after the last change until it is kept. */
const PAUSE = 250

interface Props {
  view: View
  source: DataSource
  mayShape: boolean
}

/** Conditions at hand above a view, one for a property, which hold besides its filter. */
export function QuickFilters({ view, source, mayShape }: Props) {
  // What is begun and not complete yet is kept by nobody else.
  const [begun, setBegun] = useState<string | null>(null)
  const kept = view.quick_filters ?? {}
  const properties = inOrder(source.properties).filter((property) => pathsOf(property).length > 0)
  const shown = properties.filter((property) => rawId(property) in kept || rawId(property) === begun)
  const others = properties.filter((property) => !shown.includes(property))
  if (!mayShape && shown.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as freely
    <div className={classes.chips} role="group" aria-label="Quick filters">
      {shown.map((property) => (
        <Chip
          key={property.id}
          view={view}
          source={source}
          property={property}
          condition={kept[rawId(property)] ?? null}
          mayShape={mayShape}
          isNew={rawId(property) === begun}
          onClose={() => setBegun(null)}
        />
      ))}
      {mayShape && others.length > 0 && (
        <Menu position="bottom-start" width={220}>
          <Menu.Target>
            <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconPlus size={14} />}>
              Quick filter
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah="50vh" style={{ overflowY: 'auto' }}>
            {others.map((property) => (
              <Menu.Item
                key={property.id}
                leftSection={<PropertyIcon type={property.type} />}
                onClick={() => setBegun(rawId(property))}
              >
                {property.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}

interface ChipProps extends Props {
  property: Property
  /** Null when it is not kept yet. */
  condition: Condition | null
  isNew: boolean
  onClose: () => void
}

function Chip({ view, source, property, condition, mayShape, isNew, onClose }: ChipProps) {
  const id = rawId(property)
  const [isOpen, setOpen] = useState(isNew)
  const [draft, setDraft] = useState<DraftCondition | null>(() =>
    condition === null ? newCondition(property) : readCondition({ property: id, ...condition }),
  )
  const keep = useDebouncedCallback(
    (next: Condition | null) => void changeView(view, { quick_filters: { [id]: next } }).catch(tellFailure),
    { delay: PAUSE, flushOnUnmount: true },
  )
  const change = (next: DraftCondition) => {
    setDraft(next)
    const complete = toCondition(next)
    if (complete !== null) keep(complete)
  }
  const close = () => {
    setOpen(false)
    onClose()
  }
  return (
    <Popover
      opened={isOpen}
      onChange={(isOpen) => (isOpen ? setOpen(true) : close())}
      trapFocus
      position="bottom-start"
      shadow="md"
      portalProps={{ target: '#popups' }}
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant={condition === null ? 'default' : 'light'}
          radius="xl"
          leftSection={<PropertyIcon type={property.type} />}
          rightSection={<IconChevronDown size={14} />}
          disabled={!mayShape}
          onClick={() => (isOpen ? close() : setOpen(true))}
        >
          {property.name}
          {draft && describe(draft)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Quick filter on ${property.name}`}>
        {draft && (
          <div className={classes.fields}>
            <ConditionFields source={source} property={property} condition={draft} onChange={change} />
          </div>
        )}
        <Button
          mt="xs"
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() => {
            if (condition !== null) keep(null)
            close()
          }}
        >
          Remove this filter
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}

/** What a condition says, as far as that is a word or two. */
function describe({ path, operator, operand }: DraftCondition): string {
  const known = operatorsOf(path.at(-1)!).find(({ name }) => name === operator)
  if (known === undefined) return ''
  if (known.operand === 'nothing') return ` ${known.label}`
  if (known.operand === 'checkbox') return operand === true ? ': checked' : ': unchecked'
  if (known.operand === 'person' || known.operand === 'page' || operand === undefined) return ''
  return ` ${known.label} ${[operand].flat().join(', ').replaceAll('_', ' ')}`
}
