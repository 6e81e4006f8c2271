import type { Static, TSchema } from 'typebox'
import type { Caller } from '#server/domain/access/authenticate.ts'
import type { Need } from '#server/domain/access/capabilities.ts'
import type { Context } from '#server/domain/context.ts'
import type { References, Resolved } from '#shared/references.ts'
import type { Base } from './contexts.ts'
import type { Incoming } from './multipart.ts'

/** The parts of a request after validation. */
export interface Parts<Params, Query, Body> {
  params: Params
  query: Query
  body: Body
}

/**
 * How a route answers with a long text, written as it comes: results one after another, each shown as the answer of
 * `handle` is. The next is asked for when the one before was written, so a slow reader costs no memory. What fails
 * before the first is answered like any failure; what fails later cuts the answer off, and the client sees that.
 */
export interface TextStream<P extends TSchema, Q extends TSchema, B extends TSchema, Allowed, Result> {
  /** Its media type. Requests whose header `Accept` names it are answered so, and where it is the `only` one, all. */
  type: string
  only?: true
  headers?: Record<string, string>
  /** Writes down that somebody who may asks for the text, before it begins. */
  record?: (context: Context, request: Parts<Static<P>, Static<Q>, Static<B>>) => void
  /** What comes after the last result, the first being that of `handle`; null after the last. */
  next: (
    live: Live<Allowed>,
    request: Parts<Static<P>, Static<Q>, Static<B>>,
    last: Result,
  ) => Promise<Result | null>
  /** The text of a result, as `present` shows it and the caller's version has it. */
  print: (shown: never) => string
}

/** What a long answer goes on with. */
export interface Live<Allowed> {
  /**
   * Waits until something may have happened in the workspace since it last did, or so many milliseconds.
   *
   * @returns false when nobody reads any more.
   */
  wait(milliseconds: number): Promise<boolean>
  /**
   * A context of now for the caller as they are now, and what `allow` of the route finds in it.
   *
   * @throws what a new request would be refused with.
   */
  renew(): Promise<{ context: Context; allow: () => Promise<Allowed> }>
}

/**
 * One operation of a door. The order of its steps is written once, in `mount.ts`: authenticate, version,
 * path ids, `needs`, query and body, the transaction (unless it only `reads`), `allow`, `handle`,
 * `present`, and down to the caller's version.
 */
export interface Route<
  P extends TSchema,
  Q extends TSchema,
  B extends TSchema,
  Allowed,
  Result,
  Asked = undefined,
> {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  url: string
  /** One sentence for the description of the API. */
  summary: string
  /** What `octavo/client` calls it, `groups.create` for one; for routes that Notion's SDK has no method for. */
  call?: string
  /**
   * What is answered, `request_id` aside, for the description of the API; of a text that is all that is answered, one
   * item. Tests hold every answer against it.
   */
  answer?: TSchema
  needs: Need
  /** No transaction is opened; `context.db` cannot write. */
  reads?: true
  /** Whether the caller lets the work be done later: then `handle` runs after the answer, which is a task (202). */
  mayWait?: (request: Parts<Static<P>, Static<Q>, Static<B>>) => boolean
  /** The answer has no `request_id`, as Notion's has none. */
  isBare?: true
  /** The page that somebody has read when they are answered, or a block in it; for audit logs that tell who read what. */
  views?: (request: Parts<Static<P>, Static<Q>, Static<B>>) => string
  /** What more a good answer says in its header, to this caller. */
  headers?: (caller: Caller) => Record<string, string>
  /**
   * Of a route that reads: the state of what it shows, where that is cheaper to find than the answer. Whoever has the
   * answer of the same state already is told that nothing changed (304).
   */
  state?: (context: Context) => Promise<string>
  /** Notion has no such route: a sandbox that emulates it closely answers as it does. */
  isExtension?: true
  /** Notion's walls for the size of a request do not count: what it takes, people write. */
  isUnsized?: true
  /** The first and the last version that has this route. */
  since?: string
  until?: string
  params?: P
  query?: Q
  body?: B
  /**
   * Takes a body that is no JSON and may be long, as it comes and outside of any transaction. What it makes
   * of it is the body of the steps that follow; `body` only describes what is sent.
   */
  receive?: (
    context: Context,
    request: Parts<Static<P>, Static<Q>, unknown>,
    incoming: Incoming,
  ) => Promise<Static<B>>
  /** Lets go of what was received when a later step fails. */
  discard?: (context: Context, received: Static<B>) => Promise<void>
  /**
   * What cannot be done inside the transaction of a workspace, and so is done before it, with checks of its own: asking
   * somebody outside, DNS for one, the slow work of a password, changes of an account. `handle` is given what it answers.
   */
  ask?: (context: Context, request: Parts<Static<P>, Static<Q>, Static<B>>, server: Base) => Promise<Asked>
  /** Finds what the request names, as far as the actor may see it; what it returns is what `handle` gets. */
  allow: (context: Context, request: Parts<Static<P>, Static<Q>, Static<B>>) => Promise<Allowed> | Allowed
  handle: (
    context: Context,
    request: Parts<Static<P>, Static<Q>, Static<B>>,
    allowed: Allowed,
    asked: Asked,
  ) => Promise<Result> | Result
  /** What the result refers to and must be looked up before it is shown. */
  refers?: (result: Result, references: References) => void
  /** The newest JSON of the result. Pure. */
  present: (result: Result, resolved: Resolved) => unknown
  /** Answers with a long text. One that was cut off is gone on with by `Last-Event-ID`, which counts as `start_cursor`. */
  stream?: TextStream<P, Q, B, Allowed, Result>
}

/** An older form of a route: the same but for what is given. `allow` still finds what `handle` of the newer asks for. */
export function olderRoute<P extends TSchema, Q extends TSchema, B extends TSchema, Allowed, Result>(
  newer: AnyRoute,
  until: string,
  changes: Partial<Route<P, Q, B, Allowed, Result>>,
): AnyRoute {
  const { since: _, ...same } = newer
  return { ...same, ...(changes as unknown as Partial<AnyRoute>), until }
}

/** A route whose types were checked against each other and then set aside, so that a list can hold it. */
export type AnyRoute = Route<TSchema, TSchema, TSchema, unknown, unknown, unknown>

export type AnyStream = NonNullable<AnyRoute['stream']>

export function route<
  P extends TSchema,
  Q extends TSchema,
  B extends TSchema,
  Allowed,
  Result,
  Asked = undefined,
>(spec: Route<P, Q, B, Allowed, Result, Asked>): AnyRoute {
  return spec as unknown as AnyRoute
}
