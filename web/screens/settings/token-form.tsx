import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { describe } from '../../ui/failed.tsx'
import { Secret } from '../../ui/secret.tsx'

interface Props {
  /** What the name is to begin with. */
  named?: string
  /** What is said of the name, and when there is none. */
  description?: string
  missing: string
  gap?: 'md' | 'lg'
  /** @returns the token. */
  create: (name: string) => Promise<string>
  /** Said beside the token, which is shown once. */
  made: (name: string) => string
  onDone: () => void
  /** The other fields. */
  children: ReactNode
}

/** Makes something that has a name and a token, and shows the token. */
export function TokenForm({
  named = '',
  description,
  missing,
  gap = 'md',
  create,
  made,
  onDone,
  children,
}: Props) {
  const [name, setName] = useState(named)
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [token, setToken] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setMistake(missing)
    setRunning(true)
    try {
      setToken(await create(name.trim()))
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }
  if (token !== null) {
    return (
      <Stack>
        <Text size="sm">{made(name)}</Text>
        <Secret value={token} />
        <Group justify="flex-end">
          <Button onClick={onDone}>Done</Button>
        </Group>
      </Stack>
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={gap}>
        <TextInput
          data-autofocus
          label="Name"
          description={description}
          required
          maxLength={100}
          value={name}
          error={mistake}
          onChange={({ currentTarget }) => {
            setName(currentTarget.value)
            setMistake(null)
          }}
        />
        {children}
        <Group justify="flex-end">
          <Button type="submit" loading={isRunning}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
