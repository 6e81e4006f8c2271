import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verificationState } from './verification.ts'

const until = (end: string | null) => ({ state: 'verified', date: { end } })
const at = (text: string) => Date.parse(text)

test('a verification without end stays', () => {
  assert.equal(verificationState(until(null), at('9999-01-01T00:00Z')), 'verified')
  assert.equal(verificationState({ state: 'verified', date: null }, at('9999-01-01T00:00Z')), 'verified')
})

test('a verification expires at its end', () => {
  const ending = until('2026-06-15T10:00:00.000+02:00')
  assert.equal(verificationState(ending, at('2026-06-15T07:59:59.999Z')), 'verified')
  assert.equal(verificationState(ending, at('2026-06-15T08:00:00.000Z')), 'expired')
})

test('a last day counts whole', () => {
  assert.equal(verificationState(until('2026-06-15'), at('2026-06-15T23:59:59.999Z')), 'verified')
  assert.equal(verificationState(until('2026-06-15'), at('2026-06-16T00:00:00.000Z')), 'expired')
})

test('what is not verified has no state', () => {
  assert.equal(verificationState(null, 0), 'none')
  assert.equal(verificationState({ state: 'unverified', date: null }, 0), 'none')
})
