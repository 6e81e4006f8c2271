/** What happened, and who is told. How values stand in columns is said in `../tables.ts`. */

/** What happened, numbered in the order of commits; its times never go back. It is added to, and never changed. */
export interface EventRow {
  workspace_id: string
  sequence: number
  id: string
  type: string
  feed: Feed
  timestamp: number
  actor_type: 'person' | 'bot' | 'directory' | 'system'
  actor_id: string | null
  /** The token that the actor showed; null for who was at a browser, and for what nobody did. */
  token_id: string | null
  /** See `Source`. */
  origin: string
  ip_address: string | null
  user_agent: string | null
  entity_type: string
  entity_id: string
  /** The page, database or data source whose readers are told; null when nobody is for reading one. */
  node_id: string | null
  /** JSON: ids and names, for whoever may be told. */
  data: string
  /** JSON, for the audit log. */
  before: string | null
  after: string | null
}

/** Who follows an event: readers of content, of people and groups, or only of the audit log. */
export type Feed = 'content' | 'people' | 'none'

/** A page, database or data source that a principal could read and no longer can. */
export interface AccessLossRow {
  workspace_id: string
  principal: string
  /** Of the first event of the transaction in which it was lost. */
  sequence: number
  /** Empty where all of it went that another principal has: the next column. */
  node_id: string
  /** What somebody no longer acts as: a group or teamspace that they left; empty for a loss of one thing. */
  through: string
  /** The last event before the principal could read it. */
  since: number
}

/** A subscription of a connection. */
export interface WebhookRow {
  workspace_id: string
  id: string
  connection_id: string
  url: string
  /** JSON array of types. */
  event_types: string
  /** JSON array: what is told beside ids. */
  include: string
  api_version: string
  state: 'pending_verification' | 'active' | 'paused' | 'deleted'
  /** Why it is paused: somebody wanted it, its address failed, or its address said that it is gone. */
  paused_reason: 'requested' | 'failing' | 'gone' | null
  /** The verification token, encrypted. */
  secret: string
  /** The last event that was looked at for it; null before it was verified. */
  sequence: number | null
  /** Events after the first and up to the second are told once more; null when none are. */
  replay_after: number | null
  replay_until: number | null
  /** Events in a row that were given up. */
  failures: number
  /** The time of the first attempt that failed since one last did not; null when the last one did not. */
  failing_since: number | null
  created_time: number
  created_by: string
  last_edited_time: number
}

/** An event for one subscription, or its handshake. */
export interface WebhookDeliveryRow {
  workspace_id: string
  id: string
  webhook_id: string
  kind: 'event' | 'handshake'
  /** The `id` of what is sent: the event's, that of the first where several are told as one. */
  event_id: string
  /** As the subscription's version names them. */
  type: string
  entity_type: string
  entity_id: string
  /** See `EventRow`. */
  node_id: string | null
  /** Of the first and the last event that it tells. */
  sequence: number
  last_sequence: number
  timestamp: number
  /** JSON array of `{id, type}`. */
  authors: string
  /** JSON: `data` of what is sent. */
  data: string
  state: 'waiting' | 'delivered' | 'failed' | 'withheld'
  attempts: number
  /** Until then other events of its type and object become a part of it; null where it tells one event alone. */
  open_until: number | null
  /** When it is sent next; null when nothing more is sent. */
  due_time: number | null
  /** The time of the first attempt, from which the later ones are counted. */
  first_attempt_time: number | null
  created_time: number
  finished_time: number | null
}

/** One request to the address of a subscription, and what came back. */
export interface WebhookAttemptRow {
  workspace_id: string
  delivery_id: string
  attempt_number: number
  webhook_id: string
  url: string
  started_time: number
  /** Milliseconds. */
  duration: number
  /** JSON object. */
  request_headers: string
  request_body: string
  status: number | null
  /** JSON object. */
  response_headers: string | null
  /** Its beginning. */
  response_body: string | null
  /** Why there was no answer. */
  error: string | null
}
