import type { EffectivePermission, Permission, Principal } from '#client/client.ts'
import type { Names } from './names.ts'

/** Permissions as a table: level, who, from where, until when. */
export function printPermissions(permissions: readonly Permission[], names: Names): string {
  if (permissions.length === 0) return 'Nobody has access here.\n'
  const lines = permissions.map((one) => [
    one.level,
    nameOf(one.principal, names) + (one.status === 'active' ? '' : ` (${one.status})`),
    one.inherited_from ? `from ${placeOf(one.inherited_from)}` : 'here',
    one.expiration_time ? `until ${one.expiration_time}` : '',
  ])
  return table(lines)
}

/** Why somebody has the access they have. */
export function printReasons(email: string, { level, via }: EffectivePermission, names: Names): string {
  if (level === null) return `${printable(email)} has no access.\n`
  const reasons = via.map((one) => [
    `  ${one.level}`,
    `as ${nameOf(one.principal, names)}`,
    one.inherited_from ? `from ${placeOf(one.inherited_from)}` : 'granted here',
  ])
  return `${printable(email)} has ${level}:\n${table(reasons)}`
}

function nameOf(principal: Principal, names: Names): string {
  switch (principal.type) {
    case 'workspace':
      return 'everybody in the workspace'
    case 'public':
      return 'anybody with the link'
    case 'email':
      return printable(principal.email ?? 'somebody who was invited')
    case 'user_id':
      return `person ${named(principal.user_id, names)}`
    case 'bot_id':
      return `connection ${named(principal.bot_id, names)}`
    case 'group_id':
      return `group ${named(principal.group_id, names)}`
    case 'teamspace_id':
      return `${principal.teamspace_role === 'owner' ? 'owners of ' : ''}teamspace ${named(principal.teamspace_id, names)}`
  }
}

const named = (id: string, names: Names): string => printable(names.get(id) ?? id)

const placeOf = (place: Record<string, unknown>): string =>
  place.type === 'workspace'
    ? 'the workspace'
    : `${String(place.type).replace('_id', '')} ${printable(String(place[String(place.type)]))}`

/** Without what a terminal would obey. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}|\p{Cf}/gu, '\ufffd')

function table(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, column) => cell.padEnd(widths[column]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
