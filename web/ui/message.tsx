import { Center, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  icon?: ReactNode
  title: string
  children?: ReactNode
  /** What to do about it: buttons. */
  actions?: ReactNode
  /** It is all that the screen shows. */
  isWhole?: boolean
}

/** In place of what is not there: what it would be, or what went wrong, and what to do. */
export const Message = ({ icon, title, children, actions, isWhole = false }: Props) => (
  <Center mih="50vh" p="lg">
    <Stack align="center" gap="xs" maw="26rem">
      {icon}
      <Title order={isWhole ? 1 : 2} size="h4" ta="center">
        {title}
      </Title>
      <Text c="dimmed" ta="center" component="div">
        {children}
      </Text>
      {actions}
    </Stack>
  </Center>
)
