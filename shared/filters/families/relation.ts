import { toUuid } from '../../ids.ts'
import { Uuid } from '../../validation/schemas.ts'
import type { Existence } from '../filter.ts'
import { EXISTENCE } from '../operands.ts'

type Operator = 'contains' | 'does_not_contain'

/** Of `relation`. The operand is the id of a page. */
export type RelationTest =
  | { readonly family: 'relation'; readonly operator: Operator; readonly operand: string }
  | Existence<'relation'>

export const RELATION_OPERANDS = { contains: Uuid, does_not_contain: Uuid, ...EXISTENCE }

export function readRelationTest(operator: Operator, operand: string): RelationTest {
  return { family: 'relation', operator, operand: toUuid(operand) }
}

export function matchesRelation(test: RelationTest, ids: readonly string[]): boolean {
  if (test.operator === 'is_empty') return ids.length === 0
  if (test.operator === 'is_not_empty') return ids.length > 0
  return ids.includes(test.operand) === (test.operator === 'contains')
}
