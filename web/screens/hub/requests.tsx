import { ActionIcon, Badge, CopyButton, Group, NativeSelect, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconListDetails, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ApiRequest, type Connection, type RequestFilter, requestsQuery } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { allPages } from '../../ui/all-pages.ts'
import { Line, Lines } from '../../ui/lines.tsx'
import { ListOf } from '../../ui/list-of.tsx'
import { Message } from '../../ui/message.tsx'
import { MoreAsScrolled } from '../../ui/more-as-scrolled.tsx'
import { Section } from '../../ui/section.tsx'
import classes from './hub.module.css'

const uuid = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i

/** What the tokens of a connection asked, looked up by the `request_id` that each answer tells. */
export function Requests({ connection: { id } }: { connection: Connection }) {
  const session = useSession()
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState('')
  const requestId = text.trim()
  const isMistaken = requestId !== '' && !uuid.test(requestId)
  const filter: RequestFilter = {
    ...(requestId !== '' && !isMistaken && { request_id: requestId }),
    ...(outcome !== '' && { outcome: outcome as 'failed' }),
  }
  const query = useInfiniteQuery(requestsQuery(session, id, filter))
  return (
    <Section
      title="Requests"
      says={`What its tokens asked in ${session.workspace.name}: the last thousand within a week, without queries and bodies. New ones appear within seconds.`}
    >
      <Group gap="xs" mb="xs" align="flex-start">
        <TextInput
          style={{ flex: '1 1 16rem' }}
          aria-label="Request id"
          placeholder="request_id of an answer"
          leftSection={<IconSearch size={16} aria-hidden />}
          error={isMistaken && 'A request_id looks like 0190a8a2-…, as answers and errors tell it.'}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <NativeSelect
          aria-label="Outcome"
          data={[
            { value: '', label: 'All' },
            { value: 'succeeded', label: 'Succeeded' },
            { value: 'failed', label: 'Failed' },
          ]}
          value={outcome}
          onChange={({ currentTarget }) => setOutcome(currentTarget.value)}
        />
      </Group>
      <ListOf
        query={allPages(query)}
        empty={
          <Message
            icon={<IconListDetails size={36} stroke={1.2} />}
            title={text || outcome ? 'No such request' : 'No requests yet'}
          >
            {text || outcome
              ? 'It may be older than a week, or of another connection or workspace.'
              : 'Call the API with its token, and each request shows here.'}
          </Message>
        }
      >
        {(requests) => (
          <>
            <Lines label="Requests">
              {requests.map((request) => (
                <RequestLine key={request.id} request={request} />
              ))}
            </Lines>
            <MoreAsScrolled query={query} />
          </>
        )}
      </ListOf>
    </Section>
  )
}

function RequestLine({ request }: { request: ApiRequest }) {
  const { method, path, status, code, duration_ms, time, request_id } = request
  const isFailed = status >= 400
  return (
    <Line
      mark={
        <Badge variant="light" color={isFailed ? 'red' : 'leaf'} className={classes.status}>
          {status}
        </Badge>
      }
      title={
        <code className={classes.path}>
          {method} {path}
        </code>
      }
      more={
        <>
          {timeOf(time)} · {duration_ms} ms{code && ` · ${code}`} · <span>{request_id}</span>
        </>
      }
    >
      <CopyButton value={request_id}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={copied ? 'Copied' : `Copy the request id ${request_id}`}
            onClick={copy}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Line>
  )
}

const timeOf = (time: string): string =>
  new Date(time).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'medium' })
