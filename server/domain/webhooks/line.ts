import type { WebhookDeliveryRow, WebhookRow } from '#server/store/tables/events.ts'

/** Requests to one address at a time: few at the beginning and where it is slow, more where it is quick. */
const FEWEST_LANES = 2
const FIRST_LANES = 8
const MOST_LANES = 32

/** An address is slow that takes longer, in milliseconds. */
const SLOW = 500

/** What is claimed is enough for so many milliseconds, and not more than so much for each lane. */
const AHEAD = 2000
const MOST_EACH = 16

/** What one process sends to one subscription: as much at a time as its address is quick, so that none holds up another. */
export class Line {
  webhook: WebhookRow
  readonly #send: (delivery: WebhookDeliveryRow) => Promise<{ took: number }>
  /** How long what was claimed may wait for its attempt, in milliseconds. */
  readonly #patience: number
  #claimed: { delivery: WebhookDeliveryRow; since: number }[] = []
  #atWork = 0
  #lanes = FIRST_LANES
  /** Milliseconds that the last request took; long as long as nobody knows. */
  #took = AHEAD

  /** @param send never throws; tells how many milliseconds the address took. */
  constructor(
    webhook: WebhookRow,
    patience: number,
    send: (line: Line, delivery: WebhookDeliveryRow) => Promise<{ took: number }>,
  ) {
    this.webhook = webhook
    this.#patience = patience
    this.#send = (delivery) => send(this, delivery)
  }

  /** How much it has in hand. */
  get load(): number {
    return this.#claimed.length + this.#atWork
  }

  /** How much more may be claimed for it. */
  get room(): number {
    const each = Math.min(MOST_EACH, Math.max(1, Math.floor(AHEAD / Math.max(this.#took, 1))))
    const most = this.#lanes * each
    return this.load > most / 2 ? 0 : most - this.load
  }

  /** @param since when it was claimed, on the clock of the process. */
  take(deliveries: readonly WebhookDeliveryRow[], since: number): void {
    for (const delivery of deliveries) this.#claimed.push({ delivery, since })
    this.#fill()
  }

  /** Gives back what was not begun. */
  drop(): WebhookDeliveryRow[] {
    return this.#claimed.splice(0).map(({ delivery }) => delivery)
  }

  #fill(): void {
    while (this.#atWork < this.#lanes) {
      const next = this.#claimed.shift()
      if (next === undefined) return
      // A claim that may run out meanwhile is left to whoever takes it next.
      if (performance.now() - next.since < this.#patience) void this.#work(next.delivery)
    }
  }

  async #work(delivery: WebhookDeliveryRow): Promise<void> {
    this.#atWork++
    const { took } = await this.#send(delivery)
    this.#atWork--
    this.#took = took
    this.#lanes =
      took > SLOW ? Math.max(FEWEST_LANES, this.#lanes >> 1) : Math.min(MOST_LANES, this.#lanes + 1)
    this.#fill()
  }
}
