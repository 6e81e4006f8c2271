import { Counter, collectDefaultMetrics, Gauge, type Histogram, Registry } from 'prom-client'
import { deliveriesWaiting } from '#server/domain/webhooks/waiting.ts'
import type { Server } from '#server/http/contexts.ts'
import type { AnsweredRequest } from '#server/http/watch.ts'

export interface Metrics {
  answered(request: AnsweredRequest): void
  /** The text that Prometheus reads. */
  print(): Promise<string>
  contentType: string
}

export function makeMetrics({ store, outgoing }: Pick<Server, 'store' | 'outgoing'>): Metrics {
  const registers = new Registry()
  const counted = new Map<string, Map<string, Tally>>()
  new Counter({
    name: 'octavo_http_requests_total',
    help: 'Requests answered, by the pattern of their address.',
    labelNames: ['method', 'route', 'status'],
    registers: [registers],
    collect() {
      this.reset()
      for (const { method, route, statuses } of talliesIn(counted)) {
        for (const [status, count] of statuses) this.inc({ method, route, status }, count)
      }
    },
  })
  new Counter({
    name: 'octavo_webhook_attempts_total',
    help: 'Requests that this process made to the addresses of webhooks, by what was answered.',
    labelNames: ['answer'],
    registers: [registers],
    collect() {
      this.reset()
      for (const [answer, count] of outgoing.posted) this.inc({ answer }, count)
    },
  })
  new Gauge({
    name: 'octavo_webhook_deliveries_waiting',
    help: 'Deliveries to webhooks that are to be made, now or later, by any process; those of paused webhooks too.',
    registers: [registers],
    async collect() {
      // The other numbers are wanted most when the store does not answer.
      this.set(await deliveriesWaiting(store).catch(() => Number.NaN))
    },
  })
  registers.registerMetric(durations(() => talliesIn(counted)))
  let measuresProcess = false

  return {
    answered({ method, route, status, milliseconds }) {
      const tally = tallyOf(counted, route, method)
      tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
      tally.seconds += milliseconds / 1000
      const bucket = bounds.findIndex((bound) => milliseconds <= bound * 1000)
      tally.buckets[bucket === -1 ? bounds.length : bucket]!++
    },
    print() {
      // Measuring the process costs a little all the time, so it begins when somebody asks.
      if (!measuresProcess) collectDefaultMetrics({ register: registers })
      measuresProcess = true
      return registers.metrics()
    },
    contentType: registers.contentType,
  }
}

/** The upper bounds of the buckets, in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What was counted of one route: in plain numbers, because it is done at every request. */
interface Tally {
  method: string
  route: string
  statuses: Map<number, number>
  seconds: number
  /** How many took up to each bound and longer than the one before; the last is without a bound. */
  buckets: number[]
}

function tallyOf(counted: Map<string, Map<string, Tally>>, route: string, method: string): Tally {
  let ofRoute = counted.get(route)
  if (ofRoute === undefined) {
    ofRoute = new Map()
    counted.set(route, ofRoute)
  }
  let tally = ofRoute.get(method)
  if (tally === undefined) {
    tally = { method, route, statuses: new Map(), seconds: 0, buckets: [...bounds, 0].map(() => 0) }
    ofRoute.set(method, tally)
  }
  return tally
}

const talliesIn = (counted: Map<string, Map<string, Tally>>): Tally[] =>
  [...counted.values()].flatMap((ofRoute) => [...ofRoute.values()])

/** A histogram as a registry prints it, made of what was tallied. */
function durations(tallies: () => Tally[]): Histogram {
  const name = 'octavo_http_request_duration_seconds'
  const help = 'Time from the head of a request to the end of its answer.'
  return {
    name,
    get: async () => ({
      name,
      help,
      type: 'histogram',
      aggregator: 'sum',
      values: tallies().flatMap(samplesOf),
    }),
  } as unknown as Histogram

  function samplesOf({ method, route, seconds, buckets }: Tally) {
    let count = 0
    const samples = buckets.map((inBucket, index) => {
      count += inBucket
      const le = bounds[index] ?? '+Inf'
      return { metricName: `${name}_bucket`, labels: { le, method, route }, value: count }
    })
    return [
      ...samples,
      { metricName: `${name}_sum`, labels: { method, route }, value: seconds },
      { metricName: `${name}_count`, labels: { method, route }, value: count },
    ]
  }
}
