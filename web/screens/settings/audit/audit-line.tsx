import { Button, Code, Group, UnstyledButton } from '@mantine/core'
import { IconAddressBook, IconCpu, IconPlugConnected, IconUser, type TablerIcon } from '@tabler/icons-react'
import { useState } from 'react'
import type { AuditEvent, AuditFilter } from '../../../data/audit.ts'
import { Line } from '../../../ui/lines.tsx'
import { momentOf } from '../../../ui/when.ts'
import { actorOf, sentenceOf } from './sentence.ts'

const marks: Record<AuditEvent['actor']['type'], TablerIcon> = {
  person: IconUser,
  bot: IconPlugConnected,
  directory: IconAddressBook,
  system: IconCpu,
}

const ways: Record<AuditEvent['origin'], string> = {
  ui: 'in the browser',
  api: 'by API',
  scim: 'by a directory',
  saml_jit: 'by single sign-on',
  invite: 'by an invitation',
  cli: 'on the command line',
  system: 'by itself',
}

interface Props {
  event: AuditEvent
  names: ReadonlyMap<string, string>
  onLook: (filter: AuditFilter) => void
}

/** An event as a sentence; opened, all that is known of it. */
export function AuditLine({ event, names, onLook }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { actor, target, timestamp, origin, ip_address: address } = event
  const Mark = marks[actor.type]
  return (
    <Line
      mark={<Mark size={20} stroke={1.5} aria-hidden />}
      title={
        <UnstyledButton fz="sm" ta="start" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {sentenceOf(event, names)}
        </UnstyledButton>
      }
      more={[momentOf(timestamp), ways[origin], address && `from ${address}`].filter(Boolean).join(' · ')}
      below={
        isOpen && (
          <>
            <Group gap="xs" my="xs">
              {actor.id && (
                <Button size="xs" variant="default" onClick={() => onLook({ actor_id: actor.id! })}>
                  All that {actorOf(event, names)} did
                </Button>
              )}
              <Button size="xs" variant="default" onClick={() => onLook({ object_id: target.id })}>
                All that happened to it
              </Button>
              {actor.token_id && (
                <Button size="xs" variant="default" onClick={() => onLook({ token_id: actor.token_id! })}>
                  All by this token
                </Button>
              )}
            </Group>
            <Code
              block
              tabIndex={0}
              style={{ maxHeight: '24rem', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
            >
              {JSON.stringify(event, null, 2)}
            </Code>
          </>
        )
      }
    />
  )
}
