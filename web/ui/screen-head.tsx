import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTitle } from './use-title.ts'

interface Props {
  title: string
  children?: ReactNode
  /** What can be begun here. */
  action?: ReactNode
}

/** What a settings screen is, in a sentence. */
export function ScreenHead({ title, children, action }: Props) {
  useTitle(title)
  return (
    <Group justify="space-between" align="flex-start" mb="xl" gap="md">
      <div style={{ flex: '1 1 18rem' }}>
        <Title order={1} size="h3">
          {title}
        </Title>
        <Text c="dimmed" size="sm" mt={4}>
          {children}
        </Text>
      </div>
      {action}
    </Group>
  )
}
