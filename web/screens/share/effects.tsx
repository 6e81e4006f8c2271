import { List, Text } from '@mantine/core'
import type { Effects } from '../../data/permissions.ts'
import { isLower, levelName } from './levels.ts'

type Effect = Effects['first'][number]

/** Names that are read out before the rest is counted. */
const MOST = 8

/** What a change does to people and connections, in words: who loses, who may do less, who gains. */
export function EffectsText({ effects: { first, count, losing }, self }: { effects: Effects; self: string }) {
  const own = first.find(({ principal }) => 'user_id' in principal && principal.user_id === self)
  const lost = first.filter(({ after }) => after === null)
  const less = first.filter(({ before, after }) => after !== null && isLower(after, before))
  const more = first.filter(({ before, after }) => before !== null && isLower(before, after))
  const added = first.filter(({ before }) => before === null)
  const unnamed = count - first.length
  return (
    <>
      {own && <OwnLoss {...own} />}
      {count === 0 && <Text size="sm">Nobody gains or loses anything by it.</Text>}
      <List size="sm" spacing={4}>
        {lost.length > 0 && <List.Item>{sentence(lost, 'loses', 'lose', 'access', losing)}</List.Item>}
        {less.length > 0 && <List.Item>{sentence(less, 'may', 'may', 'do less than before')}</List.Item>}
        {more.length > 0 && <List.Item>{sentence(more, 'may', 'may', 'do more than before')}</List.Item>}
        {added.length > 0 && <List.Item>{sentence(added, 'gains', 'gain', 'access')}</List.Item>}
        {unnamed > 0 && <List.Item>It reaches {unnamed} more people and connections.</List.Item>}
      </List>
    </>
  )
}

function OwnLoss({ before, after }: Effect) {
  if (!isLower(after, before)) return null
  return (
    <Text size="sm" fw={600} mb="xs">
      {after === null
        ? 'You will lose access, and cannot give it back to yourself.'
        : `You yourself: “${levelName(after)}” from now on instead of “${levelName(before)}”.`}
    </Text>
  )
}

/** "Ada loses access", or "3 lose access: Ada, Bo and Cy". */
function sentence(who: Effect[], one: string, many: string, what: string, count = who.length): string {
  const names = who.map(({ name }) => name ?? 'somebody without a name')
  if (count === 1) return `${names[0]} ${one} ${what}`
  const listed =
    count > MOST
      ? `${names.slice(0, MOST).join(', ')} and ${count - MOST} more`
      : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return `${count} ${many} ${what}: ${listed}`
}
