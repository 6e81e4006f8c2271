import { Alert, Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Level, type Permission, sharing } from '../../data/permissions.ts'
import { useSession } from '../../data/session.ts'
import type { TreeItem } from '../../data/tree.ts'
import { describe } from '../../ui/failed.tsx'
import { Secret } from '../../ui/secret.tsx'
import { tell } from '../../ui/tell.ts'
import { Ends } from './ends.tsx'
import { levelsOf } from './levels.ts'
import { type Chosen, Picker } from './picker.tsx'

/** Gives several access at once; who is not here yet is invited. */
export function InviteForm({ item }: { item: TreeItem }) {
  const { workspace } = useSession()
  const [chosen, setChosen] = useState<Chosen[]>([])
  const [level, setLevel] = useState<Level>('edit')
  const [ends, setEnds] = useState<string | null>(null)
  const [message, setMessage] = useState('')
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [links, setLinks] = useState<Invited[]>([])
  const invited = chosen.filter(({ isNew }) => isNew)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setRunning(true)
    try {
      const granted = await sharing(item, {
        set: chosen.map(({ named }) => ({ ...named, level, expiration_time: ends })),
        notify: true,
        ...(message.trim() && { message: message.trim() }),
      }).make()
      setLinks(linksIn(granted))
      tell(chosen.length === 1 ? `${chosen[0]!.label} has access.` : `${chosen.length} have access.`)
      setChosen([])
      setMessage('')
      setMistake(null)
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <Picker item={item} chosen={chosen} onChange={setChosen} />
        {chosen.length > 0 && (
          <>
            <Group gap="sm" align="flex-start">
              <NativeSelect
                label="They get"
                data={levelsOf(item)}
                value={level}
                onChange={({ currentTarget }) => setLevel(currentTarget.value as Level)}
              />
              <Ends label="For how long" value={ends} onChange={setEnds} />
            </Group>
            {invited.length > 0 && (
              <Text size="sm">
                Not in {workspace.name} yet: {invited.map(({ label }) => label).join(', ')}. They are invited
                as guests, who see what is shared with them and nothing else.
              </Text>
            )}
            <Textarea
              label="Message"
              description="It goes with the mail that tells them."
              maxLength={2000}
              autosize
              value={message}
              onChange={({ currentTarget }) => setMessage(currentTarget.value)}
            />
            {mistake && (
              <Alert color="red" variant="light" role="alert">
                {mistake}
              </Alert>
            )}
            <Group justify="flex-end">
              <Button type="submit" loading={isRunning}>
                Share
              </Button>
            </Group>
          </>
        )}
        {links.length > 0 && (
          <Stack gap="xs" role="status">
            <Text size="sm">This server sends no mail. Hand these links on; each works once.</Text>
            {links.map(({ email, url }) => (
              <div key={url}>
                <Text size="xs" c="dimmed">
                  {email}
                </Text>
                <Secret value={url} />
              </div>
            ))}
          </Stack>
        )}
      </Stack>
    </form>
  )
}

interface Invited {
  email: string
  url: string
}

const linksIn = (granted: readonly Permission[]): Invited[] =>
  granted.flatMap(({ invitation }) =>
    invitation?.url ? [{ email: invitation.email ?? '', url: invitation.url }] : [],
  )
