import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { AnsweredRequest } from '#server/http/watch.ts'

export interface Metrics {
  answered(request: AnsweredRequest): void
  /** The text that Prometheus reads. */
  print(): Promise<string>
  contentType: string
}

export function makeMetrics(): Metrics {
  const registers = new Registry()
  const requests = new Counter({
    name: 'octavo_http_requests_total',
    help: 'Requests answered, by the pattern of their address.',
    labelNames: ['method', 'route', 'status'],
    registers: [registers],
  })
  const durations = new Histogram({
    name: 'octavo_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registers],
  })
  let measuresProcess = false

  return {
    answered({ method, route, status, milliseconds }) {
      requests.labels(method, route, String(status)).inc()
      durations.labels(method, route).observe(milliseconds / 1000)
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
