import { Button, Text } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { conflictsQuery, type DirectoryConflict, identityActs } from '../../../data/identity.ts'
import { groupsQuery, namesQuery } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { dayOf } from '../../../ui/when.ts'

/** Where somebody set by hand what a directory manages; nothing where nobody did. */
export function Conflicts() {
  const session = useSession()
  const { data: conflicts = [] } = useQuery(conflictsQuery(session))
  const { data: names } = useQuery(namesQuery(session))
  const { data: groups = [] } = useQuery(groupsQuery(session))
  if (conflicts.length === 0) return null
  const nameOf = ({ user, group }: DirectoryConflict) =>
    user ? (names?.get(user.id) ?? 'Somebody') : groups.find(({ id }) => id === group?.id)?.name
  return (
    <Section
      title="Where people and directories disagree"
      says="What was set by hand holds until the directory says something of that field again, or you take its value."
    >
      <Lines label="Conflicts">
        {conflicts.map((conflict) => (
          <Line
            key={conflict.id}
            mark={<IconArrowsSplit2 size={24} stroke={1.5} aria-hidden />}
            title={`${nameOf(conflict)}: ${fieldNames[conflict.field]}`}
            more={
              <>
                {conflict.managed_by.name} says <strong>{shown(conflict, 'directory_value')}</strong>, here it
                is <strong>{shown(conflict, 'value')}</strong>
                {conflict.changed_by && `, set by ${names?.get(conflict.changed_by.id) ?? 'somebody'}`} on{' '}
                {dayOf(conflict.changed_time)}
              </>
            }
          >
            <TakeValue conflict={conflict} what={`${fieldNames[conflict.field]} of ${nameOf(conflict)}`} />
          </Line>
        ))}
      </Lines>
      <Text size="sm" c="dimmed" mt="xs">
        To keep what is here, do nothing, or change it at the directory too.
      </Text>
    </Section>
  )
}

function TakeValue({ conflict, what }: { conflict: DirectoryConflict; what: string }) {
  const acts = identityActs(useSession())
  return (
    <Button
      size="xs"
      variant="default"
      aria-label={`Take the directory’s value for the ${what}`}
      onClick={() =>
        acts.takeDirectoryValue(conflict.id).then(() => tell('The directory’s value holds.'), tellFailure)
      }
    >
      Take the directory’s value
    </Button>
  )
}

const fieldNames: Record<DirectoryConflict['field'], string> = {
  name: 'name',
  email: 'e-mail',
  role: 'role',
  state: 'state',
  members: 'being in the group',
}

function shown(conflict: DirectoryConflict, side: 'value' | 'directory_value'): string {
  const value = conflict[side]
  if (conflict.field === 'members') return value === true ? 'in it' : 'not in it'
  return value === null ? 'nothing' : String(value).replaceAll('_', ' ')
}
