import { Button, Code, Group, NativeSelect, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { NewPersonalAccessToken } from '#client/generated.ts'
import { call } from '../../data/api.ts'
import { connectionActs, connectionsQuery } from '../../data/connections.ts'
import { useSession } from '../../data/session.ts'
import { describe } from '../../ui/failed.tsx'
import { Secret } from '../../ui/secret.tsx'
import { tell } from '../../ui/tell.ts'
import classes from './first-call.module.css'

interface Held {
  token: string
  /** Ends it; only of one that was made here. */
  end?: () => Promise<unknown>
}

/** A token of one's own, the call with it filled in, and what the server answers. The token is shown when it is asked for. */
export function FirstCall() {
  const [held, setHeld] = useState<Held | null>(null)
  return (
    <section className={classes.card} aria-labelledby="try-it">
      <h2 id="try-it">Try it here</h2>
      {held ? <TheCall held={held} onForget={() => setHeld(null)} /> : <GetToken onHeld={setHeld} />}
    </section>
  )
}

function GetToken({ onHeld }: { onHeld: (held: Held) => void }) {
  const session = useSession()
  const { data: connections = [] } = useQuery(connectionsQuery(session))
  const [chosen, setChosen] = useState('')
  const [failure, setFailure] = useState<unknown>(null)
  const tokens = `/admin/v1/spaces/${session.workspace.id}/tokens`
  const internal = connections.filter(({ kind }) => kind === 'internal')
  const attempt = (work: () => Promise<Held>) => {
    setFailure(null)
    return work().then(onHeld, setFailure)
  }
  const make = async () => {
    const { id, token } = await call<NewPersonalAccessToken>('POST', tokens, {
      name: 'A first call',
      expires_in_days: 7,
    })
    return { token, end: () => call('DELETE', `${tokens}/${id}`) }
  }
  const show = async () => ({ token: (await connectionActs(session).secret(chosen)).token! })
  return (
    <>
      <p>Make a token that acts as you and ends by itself in seven days, or take that of a connection.</p>
      <Group align="end" gap="sm">
        <Button onClick={() => attempt(make)}>Make a token</Button>
        {internal.length > 0 && (
          <>
            <NativeSelect
              aria-label="Connection"
              value={chosen}
              onChange={({ currentTarget }) => setChosen(currentTarget.value)}
              data={[
                { value: '', label: 'Choose a connection' },
                ...internal.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <Button variant="default" disabled={!chosen} onClick={() => attempt(show)}>
              Show its token
            </Button>
          </>
        )}
      </Group>
      {failure !== null && (
        <Text role="alert" c="red" size="sm" mt="sm">
          {describe(failure)}
        </Text>
      )}
    </>
  )
}

interface Answer {
  status: number
  text: string
}

const languages = ['curl', 'JavaScript'] as const

function TheCall({ held: { token, end }, onForget }: { held: Held; onForget: () => void }) {
  const [language, setLanguage] = useState<(typeof languages)[number]>('curl')
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [isAsking, setAsking] = useState(false)
  const send = async () => {
    setAsking(true)
    setAnswer(await ask(token))
    setAsking(false)
  }
  const forget = async () => {
    await end?.()
    if (end) tell('The token works no more.')
    onForget()
  }
  return (
    <>
      <Group gap={4} mb="xs" role="group" aria-label="Language">
        {languages.map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant={name === language ? 'light' : 'subtle'}
            color="gray"
            aria-pressed={name === language}
            onClick={() => setLanguage(name)}
          >
            {name}
          </Button>
        ))}
      </Group>
      <Secret value={programs[language](token)} />
      <Group gap="sm" mt="sm">
        <Button onClick={send} loading={isAsking}>
          Send
        </Button>
        <Button variant="default" onClick={forget}>
          {end ? 'End this token' : 'Hide the token'}
        </Button>
      </Group>
      <div role="status">
        {answer && (
          <>
            <p className={classes.status} data-ok={answer.status === 200 || undefined}>
              Answer {answer.status}
            </p>
            <Code block className={classes.answer} tabIndex={0}>
              {answer.text}
            </Code>
          </>
        )}
      </div>
    </>
  )
}

const programs = {
  curl: (token: string) => `curl ${location.origin}/v1/users/me \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Notion-Version: 2026-03-11'`,
  JavaScript: (token: string) => `import { Client } from '@notionhq/client'

const notion = new Client({
  auth: '${token}',
  baseUrl: '${location.origin}',
})
console.log(await notion.users.me({}))`,
}

/** As the program does it: with the token, and without the session of the browser. */
async function ask(token: string): Promise<Answer> {
  try {
    const response = await fetch('/v1/users/me', {
      credentials: 'omit',
      headers: { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' },
    })
    return { status: response.status, text: JSON.stringify(await response.json(), null, 2) }
  } catch (error) {
    return { status: 0, text: describe(error) }
  }
}
