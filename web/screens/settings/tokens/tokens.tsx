import { Button, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { policyQuery } from '../../../data/policy.ts'
import { isOwner, useSession } from '../../../data/session.ts'
import { ownTokensQuery } from '../../../data/tokens.ts'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'
import { TokenList } from './token-list.tsx'

const NewToken = lazyPart(() => import('./new-token.tsx'), 'NewToken')
const EverybodysTokens = lazyPart(() => import('./everybodys-tokens.tsx'), 'EverybodysTokens')

/** Settings → Personal access tokens: one's own, and for owners everybody's with the rules. */
export function Tokens() {
  const session = useSession()
  const own = useQuery(ownTokensQuery(session))
  const { data: policy } = useQuery(policyQuery(session))
  const [isMaking, making] = useDisclosure(false)
  const role = session.user.role
  const mayMake =
    role === 'owner' ||
    (role !== 'restricted_member' &&
      policy !== undefined &&
      policy.personal_access_tokens.create !== 'owners')
  const mine = (
    <TokenList
      query={own}
      label="Your tokens"
      empty={
        mayMake
          ? 'Make one for a script or a program that should act as you.'
          : 'The rules of this workspace do not let you make any.'
      }
    />
  )
  return (
    <>
      <ScreenHead
        title="Personal access tokens"
        action={
          mayMake && (
            <Button leftSection={<IconPlus size={16} />} onClick={making.open}>
              New token
            </Button>
          )
        }
      >
        With one, a program acts as you: it reaches what you reach, and no page has to be shared with it.
      </ScreenHead>
      {isOwner(session) ? (
        <Tabs defaultValue="own" keepMounted={false}>
          <Tabs.List mb="xs">
            <Tabs.Tab value="own">Yours</Tabs.Tab>
            <Tabs.Tab value="all">Everybody’s</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="own">{mine}</Tabs.Panel>
          <Tabs.Panel value="all">
            <EverybodysTokens />
          </Tabs.Panel>
        </Tabs>
      ) : (
        mine
      )}
      {isMaking && (
        <NewToken longest={policy?.personal_access_tokens.longest_days ?? null} onClose={making.close} />
      )}
    </>
  )
}
