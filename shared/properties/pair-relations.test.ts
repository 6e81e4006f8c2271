import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate } from '../validation/validate.ts'
import { changing, database, source, uuid } from './example-contexts.ts'
import { presentSchema } from './present.ts'
import type { StoredSchema } from './property.ts'
import {
  changeSchema,
  createSchema,
  relatedDataSources,
  relationTargets,
  type SchemaRequests,
} from './schema.ts'
import { SchemaChangeRequest } from './schema-requests.ts'

// Two data sources: ours are tasks, the others projects and people.
const projects = uuid(801)
const people = uuid(802)
const databases = new Map([
  [projects, uuid(811)],
  [people, uuid(812)],
])
const plain = (): StoredSchema => createSchema({ Name: { title: {} } }, changing()).schema

interface World {
  own: StoredSchema
  others: Map<string, StoredSchema>
}

const world = (): World => ({
  own: plain(),
  others: new Map([
    [projects, plain()],
    [people, plain()],
  ]),
})

/** Changes our schema, seen from ourselves or from another side, and keeps everything that changed. */
function change(at: World, request: object, from = source) {
  const everything = new Map([[source, at.own], ...at.others])
  const schema = everything.get(from)!
  const databaseOf = (id: string) => databases.get(id) ?? database
  const result = changeSchema(schema, validate(SchemaChangeRequest, request, 'body') as SchemaRequests, {
    ...changing(),
    dataSource: { id: from, database_id: databaseOf(from), title: from === source ? 'Tasks' : 'Others' },
    targets: new Map(
      [...everything]
        .filter(([id]) => id !== from)
        .map(([id, target]) => [id, { database_id: databaseOf(id), schema: target }]),
    ),
  })
  everything.set(from, result.schema)
  for (const [id, other] of result.others) everything.set(id, other.schema)
  at.own = everything.get(source)!
  for (const id of at.others.keys()) at.others.set(id, everything.get(id)!)
  return result
}

const single = (target: string) => ({ relation: { data_source_id: target, single_property: {} } })
const dual = (target: string, more: object = {}) => ({
  relation: { data_source_id: target, dual_property: more },
})
const shown = (schema: StoredSchema, name: string) =>
  (presentSchema(schema)[name] as { relation: unknown } | undefined)?.relation

test('a one-way relation shows database, data source and type in this order', () => {
  const at = world()
  assert.deepEqual(change(at, { Project: single(projects.replaceAll('-', '')) }).relations, [])
  assert.equal(
    JSON.stringify(shown(at.own, 'Project')),
    JSON.stringify({
      database_id: uuid(811),
      data_source_id: projects,
      type: 'single_property',
      single_property: {},
    }),
  )
  assert.deepEqual([...relationTargets(at.own)], [projects])
})

test('a two-way relation makes its other side in the target', () => {
  const at = world()
  const { relations, others } = change(at, { Project: dual(projects) })
  assert.equal(
    JSON.stringify(shown(at.own, 'Project')),
    JSON.stringify({
      database_id: uuid(811),
      data_source_id: projects,
      type: 'dual_property',
      dual_property: { synced_property_name: 'Related to Tasks (Project)', synced_property_id: '!!!!' },
    }),
  )
  assert.deepEqual(shown(at.others.get(projects)!, 'Related to Tasks (Project)'), {
    database_id: database,
    data_source_id: source,
    type: 'dual_property',
    dual_property: { synced_property_name: 'Project', synced_property_id: '!!!!' },
  })
  assert.deepEqual(relations, [{ kind: 'paired', property: '!!!!', target: projects, reverse: '!!!!' }])
  assert.deepEqual(
    others.get(projects)?.changes.map(({ kind, id }) => [kind, id]),
    [['created', '!!!!']],
  )
})

test('the other side is called as asked, or gets a number where its name is taken', () => {
  const at = world()
  change(at, { A: dual(projects, { synced_property_name: 'Tasks' }) })
  assert.ok(shown(at.others.get(projects)!, 'Tasks'))
  assert.throws(() => change(at, { B: dual(projects, { synced_property_name: 'Tasks' }) }), {
    message: 'Property names must be unique: "Tasks" is used more than once.',
  })
  change(at, { 'Related to Tasks (B)': { number: {} } }, projects)
  change(at, { B: dual(projects) })
  assert.ok(shown(at.others.get(projects)!, 'Related to Tasks (B) 2'))
})

test('the other side is named by its id, also where another property has that id for its name', () => {
  const at = world()
  change(at, { A: dual(source, { synced_property_name: '!!!!' }) })
  const sent = JSON.parse(JSON.stringify(presentSchema(at.own)))
  assert.equal(sent['!!!!'].relation.dual_property.synced_property_id, '!!!!')
  assert.deepEqual(change(at, sent).changes, [])
})

test('no existing property becomes the other side', () => {
  const at = world()
  assert.throws(() => change(at, { A: dual(projects, { synced_property_id: 'title' }) }), {
    message:
      'body.properties.A.relation.dual_property.synced_property_id: a relation is paired with a property that the server makes.',
  })
})

test('renaming either side is seen on the other', () => {
  const at = world()
  change(at, { Project: dual(projects) })
  const { others } = change(at, { Project: { name: 'Belongs to' } })
  assert.deepEqual(
    others.get(projects)?.changes.map(({ kind }) => kind),
    ['configured'],
  )
  change(at, { '!!!!': { name: 'Tasks' } }, projects)
  assert.deepEqual(at.own['!!!!']?.config, {
    data_source_id: projects,
    database_id: uuid(811),
    type: 'dual_property',
    synced_property_id: '!!!!',
    synced_property_name: 'Tasks',
  })
  assert.match(JSON.stringify(at.others.get(projects)), /"synced_property_name":"Belongs to"/)
})

test('the same request again, or what was read, changes nothing', () => {
  const at = world()
  change(at, { Project: dual(projects) })
  change(at, { '!!!!': { name: 'Tasks' } }, projects)
  for (const request of [
    dual(projects),
    { relation: shown(at.own, 'Project') },
    presentSchema(at.own).Project,
  ]) {
    const { changes, others, relations } = change(at, { Project: request })
    assert.deepEqual([changes.length, others.size, relations.length], [0, 0, 0])
  }
  assert.ok(shown(at.others.get(projects)!, 'Tasks'))
})

test('a name for the other side of a pair renames it', () => {
  const at = world()
  change(at, { Project: dual(projects) })
  change(at, { Project: dual(projects, { synced_property_name: 'Work' }) })
  assert.equal(at.others.get(projects)?.['!!!!']?.name, 'Work')
  assert.match(JSON.stringify(at.own), /"synced_property_name":"Work"/)
})

test('two-way to one-way leaves both sides, each for itself', () => {
  const at = world()
  change(at, { Project: dual(projects) })
  const { relations } = change(at, { Project: single(projects) })
  assert.deepEqual(relations, [{ kind: 'unpaired', property: '!!!!', target: projects, reverse: '!!!!' }])
  assert.deepEqual(Object.keys(shown(at.own, 'Project') as object).at(-1), 'single_property')
  const left = shown(at.others.get(projects)!, 'Related to Tasks (Project)')
  assert.deepEqual(Object.keys(left as object).at(-1), 'single_property')
  const removed = change(at, { '!!!!': null }, projects)
  assert.deepEqual(removed.relations, [{ kind: 'removed', property: '!!!!', target: source, reverse: null }])
  assert.ok(shown(at.own, 'Project'))
})

test('one-way to two-way keeps the property and pairs it', () => {
  const at = world()
  change(at, { Project: single(projects) })
  const { relations } = change(at, { Project: dual(projects) })
  assert.deepEqual(relations, [{ kind: 'paired', property: '!!!!', target: projects, reverse: '!!!!' }])
})

test('another target keeps the property, drops its links and makes a new other side', () => {
  const at = world()
  change(at, { Project: dual(projects) })
  const { relations } = change(at, { Project: dual(people) })
  assert.deepEqual(relations, [
    { kind: 'unpaired', property: '!!!!', target: projects, reverse: '!!!!' },
    { kind: 'cleared', property: '!!!!', target: projects },
    { kind: 'paired', property: '!!!!', target: people, reverse: '!!!!' },
  ])
  assert.ok(shown(at.others.get(people)!, 'Related to Tasks (Project)'))
  assert.ok(shown(at.others.get(projects)!, 'Related to Tasks (Project)'))
  assert.deepEqual(change(at, { Project: single(projects) }).relations.at(-1), {
    kind: 'cleared',
    property: '!!!!',
    target: people,
  })
})

test('removing or converting one side takes the other along', () => {
  for (const request of [null, { number: {} }]) {
    const at = world()
    change(at, { Project: dual(projects) })
    const { relations, others } = change(at, { Project: request })
    assert.deepEqual(relations, [{ kind: 'removed', property: '!!!!', target: projects, reverse: '!!!!' }])
    assert.deepEqual(Object.keys(at.others.get(projects)!), ['title'])
    assert.deepEqual(
      others.get(projects)?.changes.map(({ kind }) => kind),
      ['removed'],
    )
  }
})

test('another type becomes a two-way relation', () => {
  const at = world()
  change(at, { Project: { rich_text: {} } })
  const { changes } = change(at, { Project: dual(projects) })
  assert.deepEqual(
    changes.map(({ kind }) => kind),
    ['converted', 'configured'],
  )
  assert.ok(shown(at.own, 'Project'))
})

test('a data source relates to itself', () => {
  const at = world()
  change(at, { Parent: dual(source, { synced_property_name: 'Children' }) })
  assert.deepEqual(
    Object.values(at.own).map(({ name }) => name),
    ['Name', 'Parent', 'Children'],
  )
  const { dual_property } = shown(at.own, 'Children') as { dual_property: object }
  assert.deepEqual(dual_property, { synced_property_name: 'Parent', synced_property_id: '!!!!' })
  assert.deepEqual(Object.keys(change(structuredClone(at), { Parent: null }).schema), ['title'])
  assert.deepEqual(Object.keys(change(structuredClone(at), { Parent: null, Children: null }).schema), [
    'title',
  ])
  assert.throws(() => change(structuredClone(at), { Parent: null, Children: { name: 'Kids' } }), {
    message: 'Could not find property with name or id: Children',
  })
  const left = change(structuredClone(at), { Parent: single(source) }).schema
  assert.equal(JSON.stringify(left).match(/single_property/g)?.length, 2)
  const renamed = change(structuredClone(at), {
    Children: { name: 'Parent' },
    Parent: { name: 'Children' },
  }).schema
  assert.match(JSON.stringify(shown(renamed, 'Children')), /"synced_property_name":"Parent"/)
})

test('the data sources that an update has to do with are named before it', () => {
  const at = world()
  change(at, { Project: dual(projects), Free: { number: {} } })
  const request = { Project: single(people.toUpperCase()), Free: null } as SchemaRequests
  assert.deepEqual(relatedDataSources(at.own, request), {
    requested: new Set([people]),
    partners: new Set([projects]),
  })
  assert.deepEqual(relatedDataSources(at.own, { Free: null }), { requested: new Set(), partners: new Set() })
})

test('a partner that is out of reach is let go', () => {
  const at = world()
  change(at, { Project: dual(projects) })
  at.others.delete(projects)
  assert.deepEqual(Object.keys(change(at, { Project: { name: 'P' } }).schema), ['title', '!!!!'])
  assert.deepEqual(Object.keys(change(at, { P: null }).schema), ['title'])
})
