import { Button, NativeSelect, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { identityActs } from '../../../data/identity.ts'
import { type Policy, policyQuery, setPolicy } from '../../../data/policy.ts'
import { useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'

/** What everybody needs to come in, and signing everybody out. */
export function SignInRules() {
  const session = useSession()
  const acts = identityActs(session)
  const { data: policy } = useQuery(policyQuery(session))
  const [isEnding, ending] = useDisclosure(false)
  const [wanted, setWanted] = useState<Policy['sign_in']['second_factor'] | null>(null)
  const set = (second_factor: Policy['sign_in']['second_factor']) =>
    setPolicy(session, { sign_in: { second_factor } }).then(() => tell('The rule holds from now on.'))
  return (
    <>
      <Section
        title="Second factor"
        says="Passkeys and your identity provider count as two factors. Who has none adds an app when they next sign in."
      >
        <NativeSelect
          maw="26rem"
          label="People come in with"
          disabled={policy === undefined}
          data={[
            { value: 'optional', label: 'One factor or two, as they like' },
            { value: 'required', label: 'Two factors only' },
          ]}
          value={policy?.sign_in.second_factor ?? 'optional'}
          onChange={({ currentTarget }) =>
            currentTarget.value === 'required' ? setWanted('required') : set('optional').catch(tellFailure)
          }
        />
        <Confirm
          isOpen={wanted !== null}
          onClose={() => setWanted(null)}
          title="Ask everybody for two factors?"
          action="Ask for two factors"
          run={() => set('required')}
        >
          <Text size="sm">
            It holds at the next request of everybody: who signed in with one factor is asked to sign in again
            and adds a second one on the way. You need one yourself first.
          </Text>
        </Confirm>
      </Section>
      <Section
        title="Sessions"
        says="Signs everybody out of this workspace but you. In other workspaces they stay signed in."
        action={
          <Button variant="default" color="red" onClick={ending.open}>
            End everyone’s sessions
          </Button>
        }
      >
        <Confirm
          isOpen={isEnding}
          onClose={ending.close}
          title="End everyone’s sessions?"
          action="End sessions"
          isDestructive
          run={() =>
            acts
              .endSessionsOfOthers()
              .then(({ count }) =>
                tell(count === 0 ? 'Nobody else was signed in.' : 'Everybody else is signed out.'),
              )
          }
        >
          <Text size="sm">
            Everybody but you signs in to {session.workspace.name} again. Personal access tokens and
            connections go on.
          </Text>
        </Confirm>
      </Section>
    </>
  )
}
