import { encodePropertyId } from '../properties/property-ids.ts'
import { startChecking } from './check.ts'
import { noteShown } from './checked.ts'
import type { Formula, PropertyRead } from './formula.ts'
import { parseFormula } from './parse.ts'
import { printFormula } from './print.ts'
import type { FormulaScope } from './scope.ts'
import type { FormulaValue } from './values.ts'

/**
 * Reads, checks and prepares a formula; what comes back may be evaluated any number of times, also within itself.
 * Properties may be written by name, by id, or as Notion's tokens. Throws a Problem of the kind `invalid` that
 * says what is wrong, where, and near which words.
 *
 * Empty values: whatever is counted with an empty number, date or person is empty, and so are divisions by zero
 * and all results that are no finite number. Where text or a list is wanted, empty is a text or list of nothing.
 * Nothing is before or after an empty value; `==` holds between two empty ones. A condition holds unless its
 * value is empty as `empty()` has it. Of branches and items of unlike types the type is `any`: where a value then
 * turns out to be of another type than a function takes, it is as good as empty.
 *
 * An evaluation throws what its reader throws, and a Problem when text or a list grows too long (`limits.ts`).
 */
export function compileFormula(expression: string, scope: FormulaScope): Formula {
  const tree = parseFormula(expression)
  const checking = startChecking(expression, scope)
  const { type, evaluate, cost } = checking.check(tree.root, null)
  noteShown(checking, type)
  const { read, slots, clock, people, pages } = checking
  const properties = new Map([...read.values()].map((property) => [printToken(property), property]))
  return {
    type,
    stored: printFormula(tree, (property) => printToken(read.get(property)!)),
    reads: { properties: [...properties.values()], clock, people, pages },
    evaluate(page, reader) {
      reader.spend(cost)
      return evaluate({ page, reader, variables: slots === 0 ? none : new Array(slots).fill(null) })
    },
  }
}

const none: FormulaValue[] = []

/** How Notion keeps a property in a formula, without the workspace. */
const printToken = ({ propertyId, dataSourceId }: PropertyRead): string =>
  `{{notion:block_property:${encodePropertyId(propertyId)}:${dataSourceId}}}`
