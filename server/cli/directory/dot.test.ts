import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instance } from '@viz-js/viz'
import type { DirectoryGraph, GraphNode } from '#server/domain/directory/graph-parts.ts'
import { printDot } from './dot.ts'

const viz = await instance()

interface Drawn {
  objects: { name: string; label: string; shape: string; style?: string }[]
  edges: { tail: number; head: number; label: string }[]
}

/** What Graphviz makes of a text. */
function drawn(dot: string): Drawn {
  const { status, output, errors } = viz.render(dot, { format: 'json0' })
  assert.equal(status, 'success', JSON.stringify(errors))
  return JSON.parse(output!)
}

const hostile = [
  'plain',
  'a "quoted" name',
  'ends in a backslash \\',
  '\\N \\G \\" \\\\',
  '"]; evil [label="',
  '<b>html</b>',
  '&amp; &quot;',
  'graph',
  '// comment /* and */ # more',
  'two\nlines\r\u0000\u001b[31m',
  '名前 🙂 é',
  '-> {} ; , = +',
  '',
]

const person = (name: string, index: number): GraphNode => ({
  key: `person:${index}`,
  type: 'person',
  id: `${index}`,
  name,
})

test('a graph of hostile names is read by Graphviz as it was meant', () => {
  const nodes = hostile.map(person)
  const edges = nodes.map(({ key }): DirectoryGraph['edges'][number] => ({
    type: 'member_of',
    from: key,
    to: 'person:0',
    role: hostile[Number(key.split(':')[1])]!,
  }))
  const { objects, edges: lines } = drawn(printDot({ time: 0, nodes, edges }))
  assert.deepEqual(
    objects.map(({ name }) => name),
    nodes.map(({ key }) => key),
  )
  assert.deepEqual(
    objects.map(({ label }) => label.replaceAll('\\\\', '\\')),
    hostile.map((name) => name.replaceAll(/\p{Cc}/gu, '\ufffd')),
  )
  assert.deepEqual(
    lines.map(({ head }) => head),
    hostile.map(() => 0),
  )
})

test('bots and who is suspended are marked', () => {
  const nodes: GraphNode[] = [
    { key: 'bot:1', type: 'bot', id: '1', name: 'Robot', state: 'active' },
    { key: 'person:2', type: 'person', id: '2', name: 'Grace', state: 'suspended' },
    { key: 'page:3', type: 'page', id: '3', name: null },
  ]
  const edges: DirectoryGraph['edges'] = [
    { type: 'granted', from: 'bot:1', to: 'page:3', level: 'edit' },
    { type: 'acts_for', from: 'bot:1', to: 'person:2' },
  ]
  const { objects, edges: lines } = drawn(printDot({ time: 0, nodes, edges }))
  assert.deepEqual(
    objects.map(({ label, shape, style }) => [label, shape, style]),
    [
      ['Robot (bot)', 'hexagon', undefined],
      ['Grace (suspended)', 'ellipse', 'dashed'],
      ['3', 'box', undefined],
    ],
  )
  assert.deepEqual(
    lines.map(({ label }) => label),
    ['edit', 'acts for'],
  )
})
