import { Button, Group, Input, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Connection } from '../../data/hub.ts'
import { subscriptionActs, type Version, versions, type Webhook } from '../../data/subscriptions.ts'
import { describe } from '../../ui/failed.tsx'
import { Section } from '../../ui/section.tsx'
import { EventTypesField } from './event-types-field.tsx'
import { Mistake } from './mistake.tsx'

interface Props {
  connection: Connection
  onMade: (webhook: Webhook) => void
  onCancel: () => void
}

/** An address, what it is told of and in which version of the API. */
export function NewWebhook({ connection, onMade, onCancel }: Props) {
  const [url, setUrl] = useState('')
  const [version, setVersion] = useState<Version>(versions[0])
  const [types, setTypes] = useState<string[]>([])
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const create = async (event: FormEvent) => {
    event.preventDefault()
    if (url.trim() === '') return setMistake('Give the https address that is to be told.')
    if (types.length === 0) return setMistake('Choose at least one event type.')
    setRunning(true)
    setMistake(null)
    try {
      onMade(
        await subscriptionActs.create({
          connection_id: connection.id,
          url: url.trim(),
          event_types: types,
          api_version: version,
        }),
      )
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }
  return (
    <Section title="New webhook">
      <form onSubmit={create} noValidate>
        <Stack gap="lg" maw="40rem">
          <TextInput
            label="Address"
            description="Events are sent to it by POST. It can be changed until it is verified."
            type="url"
            placeholder="https://"
            data-autofocus
            value={url}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          />
          <NativeSelect
            label="API version"
            description="The names and shapes that events have."
            data={[...versions]}
            value={version}
            onChange={({ currentTarget }) => {
              setVersion(currentTarget.value as Version)
              setTypes([])
            }}
          />
          <Input.Wrapper
            label="Event types"
            labelElement="div"
            description="New types that come with later versions of Octavo are not added by themselves."
          >
            <div style={{ marginTop: 8 }}>
              <EventTypesField
                version={version}
                capabilities={connection.capabilities}
                value={types}
                onChange={setTypes}
              />
            </div>
          </Input.Wrapper>
          <Mistake>{mistake}</Mistake>
          <Group gap="xs">
            <Button type="submit" loading={isRunning}>
              Create
            </Button>
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
