import { Badge, Button, Checkbox, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { identityActs, type ScimToken, scimTokensQuery } from '../../../data/identity.ts'
import { namesQuery } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell } from '../../../ui/tell.ts'
import { lifeOf } from '../tokens/life.ts'

const NewScimToken = lazyPart(() => import('./new-scim-token.tsx'), 'NewScimToken')

/** Under which directories come; those of one name are of one directory. */
export function ScimTokens() {
  const session = useSession()
  const query = useQuery(scimTokensQuery(session))
  const { data: names } = useQuery(namesQuery(session))
  const [made, setMade] = useState<string | null>(null)
  const [isShowingEnded, setShowingEnded] = useState(false)
  const ended = query.data?.filter(({ status }) => status !== 'active').length ?? 0
  const shown = query.data?.filter(({ status }) => isShowingEnded || status === 'active')
  return (
    <Section
      title="Tokens"
      says="One for each identity provider. To rotate one, make another of the same name, give it to the identity provider, then revoke the old one: both work meanwhile."
      action={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setMade('')}>
          New token
        </Button>
      }
    >
      <ListOf
        query={{ ...query, data: shown } as typeof query}
        empty={
          <Message icon={<IconKey size={36} stroke={1.2} />} title="No directory comes here">
            Make a token and give it to your identity provider.
          </Message>
        }
      >
        {(tokens) => (
          <Lines label="SCIM tokens">
            {tokens.map((token) => (
              <TokenLine
                key={token.id}
                token={token}
                maker={names?.get(token.created_by?.id ?? '')}
                onRotate={() => setMade(token.name)}
              />
            ))}
          </Lines>
        )}
      </ListOf>
      {ended > 0 && (
        <Checkbox
          mt="xs"
          size="sm"
          label={`Show ${ended === 1 ? 'the one' : `the ${ended}`} that ended`}
          checked={isShowingEnded}
          onChange={({ currentTarget }) => setShowingEnded(currentTarget.checked)}
        />
      )}
      {made !== null && <NewScimToken name={made} onClose={() => setMade(null)} />}
    </Section>
  )
}

interface LineProps {
  token: ScimToken
  maker: string | undefined
  onRotate: () => void
}

function TokenLine({ token, maker, onRotate }: LineProps) {
  const { id, name, hint, status } = token
  const acts = identityActs(useSession())
  const [isAsking, asking] = useDisclosure(false)
  return (
    <Line
      mark={<IconKey size={24} stroke={1.5} aria-hidden />}
      title={name}
      more={[hint, lifeOf(token, maker)].join(' · ')}
    >
      {status === 'active' ? (
        <>
          <Button size="xs" variant="default" aria-label={`Rotate ${name} ${hint}`} onClick={onRotate}>
            Rotate
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="red"
            aria-label={`Revoke ${name} ${hint}`}
            onClick={asking.open}
          >
            Revoke
          </Button>
        </>
      ) : (
        <Badge color="gray" variant="dot">
          {status}
        </Badge>
      )}
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title={`Revoke ${hint} of ${name}?`}
        action="Revoke"
        isDestructive
        run={() => acts.revokeScimToken(id).then(() => tell('The token is revoked.'))}
      >
        <Text size="sm">
          It stops working at the next request. People and groups stay as they are, and stay managed by {name}
          .
        </Text>
      </Confirm>
    </Line>
  )
}
