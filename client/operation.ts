/** How one method of the API is called. */
export interface Operation {
  method: string
  /** With `{name}` where an argument goes. */
  path: string
  /** Arguments that go into the query; those of neither path nor query make the body. */
  query: readonly string[]
  /** It answers with server-sent events. */
  isStream?: true
}

/** What everything that is followed carries. */
export interface Followed {
  /** Where to go on after it, as `start_cursor`. */
  cursor: string
}

/** What every answer carries: give it to whoever runs the server when something went wrong. */
export interface Answered {
  request_id: string
}
