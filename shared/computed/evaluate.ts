import { toFormulaValue } from '../formulas/property-values.ts'
import type { FormulaReader } from '../formulas/reader.ts'
import type { FormulaDate, FormulaPage, FormulaPerson, FormulaValue } from '../formulas/values.ts'
import { Problem } from '../problem.ts'
import type {
  PageMeta,
  StoredProperty,
  StoredSchema,
  StoredValue,
  StoredValues,
} from '../properties/property.ts'
import { targetOf } from '../properties/relation.ts'
import type { Resolved } from '../references.ts'
import { plainText } from '../rich-text/plain-text.ts'
import type { StoredRichText } from '../rich-text/stored.ts'
import { valuesIn } from '../rollups/flatten.ts'
import { rollUp } from '../rollups/roll-up.ts'
import { type Budget, overBudget } from './budget.ts'
import { notLoaded, unlessMissing } from './not-loaded.ts'
import {
  brokenFormula,
  brokenRollup,
  type Computed,
  type FormulaResult,
  isComputed,
  type RolledUp,
  type RollupResult,
} from './results.ts'
import { showFormula } from './show-formula.ts'
import {
  type ComputedTypes,
  type FormulaPropertyType,
  HIGHEST_CHAIN,
  type RollupConfig,
  type RollupPropertyType,
} from './types.ts'

/** A row of a data source, as far as computing needs it. */
export interface ComputedRow {
  readonly dataSourceId: string
  readonly values: StoredValues
  readonly meta: PageMeta
}

/** Where values come from. Each of these throws `notLoaded` for what it has not. */
export interface Source {
  /** Null when it is not there, or hidden from the viewer. */
  schemaOf(dataSourceId: string): StoredSchema | null
  /** Null when it is not there any more. */
  row(pageId: string): ComputedRow | null
  /** Every page of a relation that the viewer may see and that is in use, in order. */
  related(row: ComputedRow, propertyId: string): readonly string[]
  /** Says what may be asked for next, so that it is loaded together. */
  expect(named: FormulaPage | FormulaPerson | FormulaDate): void
  person(id: string): { readonly name: string | null; readonly email: string | null }
  /** What the viewer knows a page or database by that a text mentions; null when it is hidden. */
  title(id: string): string | null
  readonly now: number
  readonly timeZone: string
}

/** Computes formulas and rollups of rows. What was computed once is not computed again. */
export function evaluator(source: Source, types: ComputedTypes, budget: Budget) {
  const computed = new Map<string, Map<string, Computed>>()
  let depth = 0
  let exceeded = false

  function compute(row: ComputedRow, property: StoredProperty): Computed {
    const known = computed.get(row.meta.id)?.get(property.id)
    if (known) return known
    const result = computeAnew(row, property)
    const ofRow = computed.get(row.meta.id) ?? new Map<string, Computed>()
    computed.set(row.meta.id, ofRow.set(property.id, result))
    return result
  }

  function computeAnew(row: ComputedRow, property: StoredProperty): Computed {
    const broken = property.type === 'formula' ? brokenFormula : brokenRollup
    const type = types.of(row.dataSourceId, property)
    // A schema that says otherwise was made while this was read.
    if (type === null || type.kind !== property.type || depth > HIGHEST_CHAIN || budget.isSpent())
      return broken
    depth++
    budget.enter()
    try {
      return type.kind === 'formula' ? formula(row, type) : rollup(row, property, type)
    } catch (thrown) {
      // A text or a list may as well grow longer than the language allows.
      if (thrown !== overBudget && !(thrown instanceof Problem)) throw thrown
      exceeded = true
      return broken
    } finally {
      budget.leave()
      depth--
    }
  }

  function formula({ dataSourceId, meta }: ComputedRow, { formula }: FormulaPropertyType): FormulaResult {
    const page: FormulaPage = { kind: 'page', id: meta.id, dataSourceId }
    return showFormula(formula.evaluate(page, reader), formula.type, reader)
  }

  const names: Resolved = {
    baseUrl: '',
    user: (id) => ({ object: 'user', id, name: source.person(id).name }),
    title: source.title,
    file: unsigned,
  }
  const looks = { resolved: names, now: source.now }

  const reader: FormulaReader = {
    now: source.now,
    timeZone: source.timeZone,
    spend: budget.spend,
    person: source.person,
    title(page) {
      const title = source.row(page.id)?.values.title as readonly StoredRichText[] | undefined
      return plainText(title ?? [], names)
    },
    property(page, propertyId) {
      budget.spend(1)
      const schema = source.schemaOf(page.dataSourceId)
      const row = source.row(page.id)
      const property = schema && Object.hasOwn(schema, propertyId) ? schema[propertyId] : undefined
      return row && property ? readProperty(row, property) : null
    },
  }

  function readProperty(row: ComputedRow, property: StoredProperty): FormulaValue {
    if (!isComputed(property)) return readStored({ property, value: storedIn(row, property), meta: row.meta })
    const value = compute(row, property)
    if ('raw' in value) return value.raw
    const values = valuesIn({ property, value, meta: row.meta })
    budget.spend(values.length)
    return value.type === 'array' ? values.map(readValue) : values.length ? readValue(values[0]!) : null
  }

  const readValue = (item: RolledUp): FormulaValue =>
    item.property.type === 'formula' ? (item.value as FormulaResult).raw : readStored(item)

  /** Whoever is named in a value, and every page, may be asked for next. */
  function readStored({ property, value, meta }: RolledUp): FormulaValue {
    const read = toFormulaValue(property, value, { meta, ...looks })
    for (const one of Array.isArray(read) ? read : [read]) {
      budget.spend(1)
      if (one !== null && typeof one === 'object' && 'kind' in one) source.expect(one)
    }
    return read
  }

  function storedIn(row: ComputedRow, property: StoredProperty): StoredValue {
    if (property.type !== 'relation') return row.values[property.id] ?? null
    const target = targetOf(property.config)
    const isHidden = target === undefined || source.schemaOf(target) === null
    return { ids: isHidden ? [] : source.related(row, property.id), has_more: false }
  }

  function rollup(row: ComputedRow, { config }: StoredProperty, type: RollupPropertyType): RollupResult {
    if (source.schemaOf(type.dataSourceId) === null) return brokenRollup
    const items: RolledUp[] = []
    let [isMissing, isBroken] = [false, false]
    for (const id of source.related(row, type.relation)) {
      budget.spend(1)
      // All that is missing is found in one go, so that it is loaded in one.
      const found = unlessMissing(() => itemOf(id, type.target))
      if (found === null) isMissing = true
      else if (found.value === 'broken') isBroken = true
      else if (found.value !== null) items.push(found.value)
    }
    if (isMissing) throw notLoaded
    return isBroken ? brokenRollup : rollUp((config as RollupConfig).function, items, source.timeZone)
  }

  /** Null of a page that left since its link was read. */
  function itemOf(pageId: string, property: StoredProperty): RolledUp | 'broken' | null {
    const row = source.row(pageId)
    if (row === null) return null
    const value = isComputed(property) ? compute(row, property) : storedIn(row, property)
    if (isComputed(property) && (value as Computed).type === 'unsupported') return 'broken'
    return { property, value, meta: row.meta }
  }

  return {
    compute,
    /** Whether something was left out because it costs too much. */
    hasExceeded: () => exceeded || budget.isSpent(),
  }
}

/** A formula has the names of files, not their addresses. */
const unsigned = () => ({ url: '', expiry_time: '' })
