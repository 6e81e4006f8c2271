import { Button, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Connection, hubActs } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Section } from '../../ui/section.tsx'
import { tell } from '../../ui/tell.ts'
import { DistributionField } from './distribution-field.tsx'

/** An internal connection may become one that people of other workspaces install. */
export function MakePublic({ connection: { id, name, distribution: known } }: { connection: Connection }) {
  const session = useSession()
  const navigate = useNavigate()
  const [isAsking, setAsking] = useState(false)
  const [distribution, setDistribution] = useState(known)
  return (
    <Section
      title="Make it public"
      says="People of any workspace can then let it in, by OAuth. Its token and its pages here stay."
    >
      <Button variant="default" onClick={() => setAsking(true)}>
        Make it public
      </Button>
      <Confirm
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Make ${name} public?`}
        action="Make it public"
        run={async () => {
          await hubActs(session).change(id, { kind: 'public', distribution })
          tell(`${name} is public.`)
          await navigate({
            to: '/my-integrations/$connection/{-$tab}',
            params: { connection: id, tab: 'oauth' },
          })
        }}
      >
        <Text size="sm" mb="md">
          It gets a client id and a client secret beside its token. A public connection cannot become an
          internal one again.
        </Text>
        <DistributionField value={distribution} onChange={setDistribution} />
      </Confirm>
    </Section>
  )
}
