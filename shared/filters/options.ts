import { invalid } from '../problem.ts'
import { optionsOf } from '../properties/options.ts'
import type { Place } from './operands.ts'

/** Ids of the options that a filter names. Names are compared exactly. */
export function optionIds(operand: string | readonly string[], { property }: Place): string[] {
  const options = optionsOf(property?.config ?? null)
  const names = typeof operand === 'string' ? [operand] : operand
  return names.map((name) => {
    const option = options.find((candidate) => candidate.name === name)
    if (option) return option.id
    // As reported of the real service, where this is an error and not merely without results.
    const known = options.map((candidate) => `"${candidate.name}"`).join(', ')
    const available = known === '' ? '' : ` Available options: ${known}.`
    throw invalid(
      `${property?.type} option "${name}" not found for property "${property?.name}".${available}`,
    )
  })
}
