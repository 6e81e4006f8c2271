/** Filters that the store looks for by itself find the same as those that everybody is held against. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory } from '#test/directory.ts'
import { somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { readFilter } from './filter.ts'
import { matcher } from './match.ts'
import { narrow } from './narrow.ts'
import { userType } from './schemas.ts'

describeStores('a filter that the store looks for', (store) => {
  test('finds who is shown so, whoever named them and however', async (t) => {
    const { acme, scim } = await directory(t, store)
    const user = async (userName: string, more: object) =>
      (await scim('POST', '/Users', aUser(userName, { name: undefined, ...more }))).body.id as string
    const grace = await user('grace@acme.test', {
      name: { givenName: 'Grace', familyName: 'Hopper' },
      externalId: 'g',
    })
    await user('two@acme.test', { name: { formatted: 'Grace M. HOPPER' }, displayName: 'Amazing' })
    await user('three@acme.test', { displayName: 'Grace Hopper' })
    await user('four@acme.test', {
      name: { givenName: 'Zoë', familyName: 'ÉTÉ', formatted: 'Zoë' },
      active: false,
    })
    const renamed = await user('five@acme.test', { name: { givenName: 'Old', familyName: 'Name' } })
    await user('six@acme.test', {})
    const admin = `/admin/v1/spaces/${acme.id}`
    await acme.as('owner').patch(`${admin}/users/${renamed}`, { name: 'Grace Brewster Hopper' })
    await somebody(acme, 'Élise')
    await somebody(acme, 'Grace Été')
    const hand = await somebody(acme, 'Hopper')
    const navy = (
      await scim('POST', '/Groups', { displayName: 'Navy', members: [{ value: grace }, { value: hand.id }] })
    ).body.id
    const everybody = (await scim('GET', '/Users?count=100')).body.Resources
    const filters = [
      ...['givenName', 'familyName', 'formatted'].flatMap((part) =>
        [
          'Grace',
          'hopper',
          'Grace M.',
          'GRACE HOPPER',
          'zoë',
          'été',
          'élise',
          'Old',
          'Name',
          'six@acme.test',
          'x',
        ].map((name) => `name.${part} eq "${name}"`),
      ),
      ...['Grace Hopper', 'amazing', 'Hopper', 'élise', 'grace brewster hopper'].map(
        (name) => `displayName eq "${name}"`,
      ),
      `groups eq "${navy}"`,
      `groups.value eq "${navy}"`,
      `groups[value eq "${navy}"]`,
      'groups.display eq "navy"',
      'externalId eq "g"',
      'emails.value eq "GRACE@acme.test"',
      'emails[type eq "work"].value eq "grace@acme.test"',
      'active eq false',
      'name.familyName eq "hopper" and active eq true',
      'name.familyName eq "hopper" and title pr',
      'name.familyName eq "hopper" or externalId eq "g"',
      'meta.lastModified ge "2020-01-01T00:00:00Z" and name.givenName eq "grace"',
    ]
    let found = 0
    for (const text of filters) {
      const filter = readFilter(text)
      assert.notEqual(narrow(userType, filter).condition, null, `everybody is looked at for ${text}`)
      const { body } = await scim('GET', `/Users?count=100&filter=${encodeURIComponent(text)}`)
      const expected = everybody.filter(matcher(userType, filter))
      const ids = (some: { id: string }[]) => some.map(({ id }) => id)
      assert.deepEqual([ids(body.Resources), body.totalResults], [ids(expected), expected.length], text)
      found += expected.length
    }
    assert.ok(found > 40, `${found}`)
  })
})
