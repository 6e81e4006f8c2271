/** Workspaces and what the server keeps and does for them. How values stand in columns is said in `../tables.ts`. */

/** Facts about this installation, by name. */
export interface InstanceRow {
  name: string
  value: string
}

export interface WorkspaceRow {
  id: string
  name: string
  icon: string | null
  /** JSON: `policy`, `limits`, `compatibility` and `emulate` of the workspace file. */
  settings: string
  /** The number of the last event, and its time. */
  sequence: number
  last_event_time: number
  /** Feeds go on from this number at the earliest. */
  changes_from: number
  /** No event from this number on was forgotten, and none of them can be. */
  events_from: number
  created_time: number
}

/** A mail, written in the transaction of what it tells and sent after it. */
export interface MailRow {
  workspace_id: string
  id: string
  recipient: string
  subject: string
  text: string
  html: string
  attempts: number
  /** When it is sent, or tried again; null when it was sent, was given up, or waits for nobody to send it. */
  due_time: number | null
  sent_time: number | null
  failure: string | null
  created_time: number
}

export interface DomainRow {
  workspace_id: string
  id: string
  /** In ASCII and lower case, without a dot at its end. */
  domain: string
  state: 'pending' | 'verified' | 'failed'
  /** Of a verified one: by DNS, or by the word of who runs the server, or of an owner of its only workspace. */
  proof: 'dns' | 'trust' | 'owner' | null
  /** Of a failed one: its code expired, its record was gone for too long, or another workspace was first. */
  reason: 'expired' | 'lost' | 'taken' | null
  /** What its record in DNS says; it is no secret. */
  code: string
  /** Until when the code makes the domain a verified one. */
  code_expires_time: number
  verified_time: number | null
  /** When DNS was asked last, and what it said. */
  checked_time: number | null
  found: 'record' | 'no_record' | 'other_record' | 'no_answer' | null
  /** How often in a row the record of a verified one was not there. */
  misses: number
  /** When DNS is asked again; null when it is not. */
  due_time: number | null
  created_time: number
  created_by: string | null
}

/** Which workspace of the server a domain belongs to. */
export interface VerifiedDomainRow {
  domain: string
  workspace_id: string
  domain_id: string
}

export interface RateWindowRow {
  workspace_id: string
  subject: string
  started: number
  count: number
}

/** A request that is answered later. It is kept for a while after that. */
export interface AsyncTaskRow {
  workspace_id: string
  id: string
  /** Who asked, and whom alone it is shown to. */
  user_id: string
  /** JSON: see `Actor`. */
  actor: string
  /** JSON: see `Source`; null where it was not kept. */
  source: string | null
  /** `METHOD /v1/url`, and the API version of the request. */
  route: string
  version: string
  /** JSON: the parts of the request after validation. */
  request: string
  status: 'queued' | 'running' | 'retrying' | 'succeeded' | 'failed'
  attempts: number
  /** Until then a process works on it, or rests before it tries again; 0 when nobody took it yet. */
  claimed_until: number
  /** JSON: the answer, or the error. */
  outcome: string | null
  created_time: number
}

/** A page that a template is still to be copied into. */
export interface TemplateFillRow {
  workspace_id: string
  id: string
  /** JSON: see `Actor`. */
  actor: string
  /** JSON: see `Source`; null where it was not kept. */
  source: string | null
  page_id: string
  template_id: string
  /** JSON: see `FillRequest`. */
  request: string
  attempts: number
  due_time: number
  created_time: number
}
