import Type from 'typebox'
import { toUuid } from '../../ids.ts'
import { Uuid } from '../../validation/schemas.ts'
import type { Existence } from '../filter.ts'
import { EXISTENCE, type Place } from '../operands.ts'

type Operator = 'contains' | 'does_not_contain'

/** Of `people`, `created_by` and `last_edited_by`. The operand is null for a "me" that is nobody. */
export type PeopleTest =
  | { readonly family: 'people'; readonly operator: Operator; readonly operand: string | null }
  | Existence<'people'>

const Person = Type.Union([Uuid, Type.Literal('me')])

export const PEOPLE_OPERANDS = { contains: Person, does_not_contain: Person, ...EXISTENCE }

export function readPeopleTest(operator: Operator, operand: string, { me }: Place): PeopleTest {
  return { family: 'people', operator, operand: operand === 'me' ? me : toUuid(operand) }
}

export function matchesPeople(test: PeopleTest, ids: readonly string[]): boolean {
  if (test.operator === 'is_empty') return ids.length === 0
  if (test.operator === 'is_not_empty') return ids.length > 0
  const has = test.operand !== null && ids.includes(test.operand)
  return has === (test.operator === 'contains')
}
