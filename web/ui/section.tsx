import { Group, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './section.module.css'

interface Props {
  title: string
  /** What it is for, in a sentence. */
  says?: ReactNode
  /** What can be begun here. */
  action?: ReactNode
  children?: ReactNode
}

/** A part of a settings screen under a head of its own. */
export function Section({ title, says, action, children }: Props) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" gap="sm" mb="sm">
        <div style={{ flex: '1 1 16rem' }}>
          <Title order={2} size="h5" id={id}>
            {title}
          </Title>
          {says && (
            <Text size="sm" c="dimmed" mt={2}>
              {says}
            </Text>
          )}
        </div>
        {action}
      </Group>
      {children}
    </section>
  )
}
