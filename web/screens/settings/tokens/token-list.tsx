import { Badge, Button, Checkbox, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKey } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { mayDo } from '../../../data/connections.ts'
import { type Session, useSession } from '../../../data/session.ts'
import { type PersonalAccessToken, tokenActs } from '../../../data/tokens.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { tell } from '../../../ui/tell.ts'
import { dayOf } from '../../../ui/when.ts'
import { lifeOf } from './life.ts'

interface Props {
  query: UseQueryResult<PersonalAccessToken[]>
  label: string
  /** What to do where there are none. */
  empty: string
  /** Whose they are, where they are of several people. */
  names?: ReadonlyMap<string, string>
}

/** Tokens that work; those that ended when asked for. */
export function TokenList({ query, label, empty, names }: Props) {
  const [isShowingEnded, setShowingEnded] = useState(false)
  const ended = query.data?.filter(({ status }) => status !== 'active').length ?? 0
  const shown = query.data?.filter(({ status }) => isShowingEnded || status === 'active').toReversed()
  return (
    <>
      <ListOf
        query={{ ...query, data: shown } as typeof query}
        empty={
          <Message icon={<IconKey size={36} stroke={1.2} />} title="No tokens">
            {empty}
          </Message>
        }
      >
        {(tokens) => (
          <Lines label={label}>
            {tokens.map((token) => (
              <TokenLine key={token.id} token={token} names={names} />
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
    </>
  )
}

function TokenLine({ token, names }: { token: PersonalAccessToken; names: Props['names'] }) {
  const { id, hint, status, capabilities, blocked_by_policy: isBlocked } = token
  const owner = names?.get(token.owner.id)
  const name = token.name ?? hint
  const session = useSession()
  const navigate = useNavigate()
  const [isAsking, asking] = useDisclosure(false)
  return (
    <Line
      mark={<IconKey size={24} stroke={1.5} aria-hidden />}
      title={owner ? `${name} · ${owner}` : name}
      more={
        <>
          {[hint, lifeOf(token), revocationOf(token, session, names)].filter(Boolean).join(' · ')}
          <br />
          {capabilities.administer ? 'May all that its person may' : mayDo(capabilities)}
        </>
      }
    >
      {isBlocked && status === 'active' && (
        <Badge variant="dot" color="orange">
          stopped by the rules
        </Badge>
      )}
      {owner && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          aria-label={`What it did: ${name}`}
          onClick={() => navigate({ to: '/settings/audit', search: { token_id: id } })}
        >
          What it did
        </Button>
      )}
      {status === 'active' ? (
        <Button size="xs" variant="subtle" color="red" aria-label={`Revoke ${name}`} onClick={asking.open}>
          Revoke
        </Button>
      ) : (
        <Badge color="gray" variant="dot">
          {status}
        </Badge>
      )}
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title={`Revoke ${name}?`}
        action="Revoke"
        isDestructive
        run={() =>
          tokenActs(session)
            .revoke(id)
            .then(() => tell(`${name} is revoked.`))
        }
      >
        <Text size="sm">Whatever uses it is refused from its next request on. This cannot be undone.</Text>
      </Confirm>
    </Line>
  )
}

/** When and by whom it was ended; null where it ended by itself or works. */
function revocationOf(
  { revoked_time, revoked_by }: PersonalAccessToken,
  { user }: Session,
  names: Props['names'],
): string | null {
  if (revoked_time === null) return null
  const by =
    revoked_by === null
      ? ''
      : ` by ${revoked_by.id === user.id ? 'you' : (names?.get(revoked_by.id) ?? 'an owner')}`
  return `revoked ${dayOf(revoked_time)}${by}`
}
