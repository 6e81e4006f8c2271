/** How one method of the API is called. */
export interface Operation {
  method: string
  /** With `{name}` where an argument goes. */
  path: string
  /** Arguments that go into the query; those of neither path nor query make the body. */
  query: readonly string[]
}

/** What every answer carries: give it to whoever runs the server when something went wrong. */
export interface Answered {
  request_id: string
}
