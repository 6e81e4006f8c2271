import { Button, Checkbox, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { connectionActs, type NewConnection as Wanted } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { describe } from '../../../ui/failed.tsx'
import { Secret } from '../../../ui/secret.tsx'

/** A program of one's own: what it is called and what it may do. It reaches no page until it is added to one. */
export function NewConnection({ onDone }: { onDone: () => void }) {
  const session = useSession()
  const [name, setName] = useState('')
  const [content, setContent] = useState<string[]>(['read', 'update', 'insert'])
  const [comments, setComments] = useState<string[]>([])
  const [userInfo, setUserInfo] = useState('no_email')
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [token, setToken] = useState<string | null>(null)

  const create = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setMistake('Give it a name.')
    setRunning(true)
    try {
      const capabilities = { content, comments, user_info: userInfo } as Wanted['capabilities']
      const made = await connectionActs(session).create({ name: name.trim(), kind: 'internal', capabilities })
      setToken(made.token ?? '')
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }

  if (token !== null) {
    return (
      <Stack>
        <Text>
          {name} is made. Give it this token where it runs, and add it to the pages that it should reach, by
          ••• in each.
        </Text>
        <Secret value={token} />
        <Group justify="flex-end">
          <Button onClick={onDone}>Done</Button>
        </Group>
      </Stack>
    )
  }
  return (
    <form onSubmit={create} noValidate>
      <Stack gap="lg">
        <TextInput
          data-autofocus
          label="Name"
          required
          maxLength={100}
          value={name}
          error={mistake}
          onChange={({ currentTarget }) => {
            setName(currentTarget.value)
            setMistake(null)
          }}
        />
        <Checkbox.Group label="Content" value={content} onChange={setContent}>
          <Group mt={6}>
            <Checkbox value="read" label="Read" />
            <Checkbox value="update" label="Update" />
            <Checkbox value="insert" label="Insert" />
          </Group>
        </Checkbox.Group>
        <Checkbox.Group label="Comments" value={comments} onChange={setComments}>
          <Group mt={6}>
            <Checkbox value="read" label="Read" />
            <Checkbox value="insert" label="Insert" />
          </Group>
        </Checkbox.Group>
        <Radio.Group label="What it learns about people" value={userInfo} onChange={setUserInfo}>
          <Group mt={6}>
            <Radio value="none" label="Nothing" />
            <Radio value="no_email" label="Names" />
            <Radio value="email" label="Names and e-mails" />
          </Group>
        </Radio.Group>
        <Group justify="flex-end">
          <Button type="submit" loading={isRunning}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
