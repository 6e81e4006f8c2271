/** Ids that stand for the objects of a target until a request is sent: the same draws fit every workspace. */
export const placeholders = {
  page: '11111111-1111-4111-8111-111111111111',
  block: '22222222-2222-4222-8222-222222222222',
  database: '33333333-3333-4333-8333-333333333333',
  dataSource: '44444444-4444-4444-8444-444444444444',
  row: '55555555-5555-4555-8555-555555555555',
  user: '66666666-6666-4666-8666-666666666666',
  comment: '77777777-7777-4777-8777-777777777777',
  view: '88888888-8888-4888-8888-888888888888',
  fileUpload: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
  webhook: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb',
} as const

/** The id of nothing. */
export const ABSENT = 'ffffffff-ffff-4fff-8fff-ffffffffffff'

export type Ids = Record<keyof typeof placeholders, string>

const names = new Map(Object.entries(placeholders).map(([name, id]) => [id, name as keyof Ids]))

/** Puts the ids of objects where their placeholders stand. */
export const withIds = (text: string, ids: Ids): string =>
  text.replaceAll(/([1-8ab])\1{7}-\1{4}-4\1{3}-8\1{3}-\1{12}/g, (id) => ids[names.get(id as never)!])
