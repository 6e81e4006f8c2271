import { type ComputedTypes, computedTypes, HIGHEST_CHAIN, type RollupConfig } from '../computed/types.ts'
import type { FormulaScope } from '../formulas/scope.ts'
import { invalid } from '../problem.ts'
import { fitsFunction, rollupFunctions } from '../rollups/functions.ts'
import { printValue } from '../validation/print-value.ts'
import { configureProperty } from './configure-property.ts'
import type { StoredProperty } from './property.ts'
import { targetOf } from './relation.ts'
import { drafted, edit, type SchemaDraft, schemaIn, type Unsettled } from './schema-draft.ts'

/**
 * Configures the formulas and rollups of a request, when all other properties are as they will be. One that
 * is built on another waits for it; one that is built on itself is refused.
 */
export function settleComputed(draft: SchemaDraft): void {
  const settling = new Set<string>()
  const types = computedTypes((id) => schemaIn(draft, id), { settled })

  function settled(dataSourceId: string, property: StoredProperty): StoredProperty {
    if (dataSourceId !== draft.context.dataSource.id) return property
    const unsettled = draft.unsettled.get(property.id)
    if (unsettled) settle(property, unsettled)
    return ownProperty(draft, property.id)
  }

  function settle(property: StoredProperty, unsettled: Unsettled): void {
    const { id, name } = property
    if (settling.has(id)) throw circular
    if (settling.size >= HIGHEST_CHAIN) throw refusal(draft, name, unsettled, tooHigh)
    settling.add(id)
    const { previous } = unsettled
    const config = configureProperty(draft, name, unsettled, previous, scopeOf(draft, types))
    draft.unsettled.delete(id)
    keep(draft, id, config, previous)
    check(draft, types, ownProperty(draft, id), unsettled)
    settling.delete(id)
  }

  for (const [id, unsettled] of draft.unsettled) {
    try {
      settle(ownProperty(draft, id), unsettled)
    } catch (thrown) {
      if (thrown !== circular) throw thrown
      throw refusal(draft, ownProperty(draft, id).name, unsettled, inCircles)
    }
  }
}

/** Thrown through whatever is being compiled, which must not take it for a mistake in the formula. */
const circular = new Error('A property is built on itself')

const inCircles = 'something that is not built on this property itself'
const tooHigh = `built on at most ${HIGHEST_CHAIN} other formulas and rollups, one on another`

/** A new property has no configuration before this one; that of another one is changed. */
function keep(draft: SchemaDraft, id: string, config: object, previous: object | null): void {
  if (previous) {
    edit(draft, id, 'configured', { config })
    return
  }
  const ownId = draft.context.dataSource.id
  const after = { ...ownProperty(draft, id), config }
  draft.schemas.get(ownId)![id] = after
  const changes = draft.changes.get(ownId)!
  for (const [index, change] of changes.entries()) {
    if (change.id !== id || !change.after) continue
    changes[index] = { ...change, after: { ...change.after, config } }
  }
}

function check(draft: SchemaDraft, types: ComputedTypes, property: StoredProperty, asked: Unsettled): void {
  const { id: ownId } = draft.context.dataSource
  if (types.of(ownId, property) !== null) return
  const fault = types.fault(ownId, property)
  if (fault === 'cycle') throw circular
  if (fault === 'depth') throw refusal(draft, property.name, asked, tooHigh)
  throw unfit(draft, property, types)
}

/** Both properties that a rollup names are there: its function does not fit, or there is nothing to roll up. */
function unfit(draft: SchemaDraft, property: StoredProperty, types: ComputedTypes) {
  const { function: name, relation_property_id, rollup_property_id } = property.config as RollupConfig
  const target = targetOf(ownProperty(draft, relation_property_id).config)!
  const item = types.itemOf(target, schemaIn(draft, target)![rollup_property_id]!)
  const path = `${draft.context.path}.${property.name}.rollup`
  if (item === null) {
    return invalid(`body failed validation: ${path} should be of a property that can be computed.`)
  }
  const fitting = rollupFunctions.filter((one) => fitsFunction(one, item)).map((one) => `\`"${one}"\``)
  const choices = `${fitting.slice(0, -1).join(', ')}, or ${fitting.at(-1)}`
  return invalid(
    `body failed validation: ${path}.function should be ${choices}, instead was \`${printValue(name)}\`.`,
  )
}

function refusal(draft: SchemaDraft, name: string, { type, config }: Unsettled, expected: string) {
  const path = `${draft.context.path}.${name}.${type}`
  const [at, given] =
    type === 'formula'
      ? [`${path}.expression`, (config as { expression?: string }).expression]
      : [path, config]
  return invalid(`body failed validation: ${at} should be ${expected}, instead was \`${printValue(given)}\`.`)
}

/** The caller's formulas name only what the caller sees. */
function scopeOf(draft: SchemaDraft, types: ComputedTypes): FormulaScope {
  const scope = types.scope(draft.context.dataSource.id)
  return {
    ...scope,
    schemaOf(id) {
      const schema = scope.schemaOf(id)
      return id !== scope.dataSourceId && draft.context.isHidden(id) ? null : schema
    },
  }
}

const ownProperty = (draft: SchemaDraft, id: string): StoredProperty =>
  drafted(draft, draft.context.dataSource.id)![id]!
