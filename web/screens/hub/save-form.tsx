import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { describe } from '../../ui/failed.tsx'
import { Section } from '../../ui/section.tsx'
import { tell } from '../../ui/tell.ts'
import { Mistake } from './mistake.tsx'

interface Props {
  title: string
  says?: ReactNode
  /** To whom a change matters. */
  note?: ReactNode
  isChanged: boolean
  save: () => Promise<unknown>
  children: ReactNode
}

/** Fields that are saved together. */
export function SaveForm({ title, says, note, isChanged, save, children }: Props) {
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
    <Section title={title} says={says}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" maw="36rem">
          {children}
          {note && (
            <Text size="sm" c="dimmed">
              {note}
            </Text>
          )}
          <Mistake>{mistake}</Mistake>
          <Group>
            <Button type="submit" loading={isRunning} disabled={!isChanged}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
