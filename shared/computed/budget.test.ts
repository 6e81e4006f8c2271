import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeBudget, overBudget } from './budget.ts'

test('a value has its own steps, and those it is built on have theirs', () => {
  const budget = makeBudget(100, 10)
  budget.enter()
  budget.spend(8)
  budget.enter()
  budget.spend(10)
  budget.leave()
  budget.spend(2)
  assert.throws(() => budget.spend(1), overBudget)
  budget.leave()
  budget.enter()
  budget.spend(10)
  assert.equal(budget.isSpent(), false)
})

test('all values together have no more than there are', () => {
  const budget = makeBudget(15, 10)
  for (const steps of [10, 5]) {
    budget.enter()
    budget.spend(steps)
    budget.leave()
  }
  budget.enter()
  assert.throws(() => budget.spend(1), overBudget)
  assert.equal(budget.isSpent(), true)
})
