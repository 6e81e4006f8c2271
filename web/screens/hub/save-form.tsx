import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { describe } from '../../ui/failed.tsx'
import { tell } from '../../ui/tell.ts'

interface Props {
  title: string
  /** To whom a change matters. */
  note?: ReactNode
  isChanged: boolean
  save: () => Promise<unknown>
  children: ReactNode
}

/** Fields that are saved together. */
export function SaveForm({ title, note, isChanged, save, children }: Props) {
  const id = useId()
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setRunning(true)
    setMistake(null)
    try {
      await save()
      tell('Saved.')
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }
  return (
    <form onSubmit={submit} noValidate aria-labelledby={id}>
      <Title order={2} size="h5" mb="sm" id={id}>
        {title}
      </Title>
      <Stack gap="md" maw="36rem">
        {children}
        {note && (
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        )}
        {mistake && (
          <Text role="alert" c="red" size="sm">
            {mistake}
          </Text>
        )}
        <Group>
          <Button type="submit" loading={isRunning} disabled={!isChanged}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
