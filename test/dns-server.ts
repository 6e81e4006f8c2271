/** A DNS server on this machine that knows the TXT records that a test gives it. */
import type { AddressInfo } from 'node:net'
import { createServer, Packet, type Resource } from 'dns2'

/** RFC 1035 section 4.1.1. */
const SERVER_FAILURE = 2
const NO_SUCH_NAME = 3

export interface DnsServer {
  /** As `OCTAVO_DNS` takes it. */
  address: string
  /** By name in lower case: the texts of its records, each whole or in parts. */
  records: Map<string, (string | string[])[]>
  /** Refuses every question until this is false. */
  fails: boolean
}

export async function dnsServer(t: { after(work: () => Promise<void>): void }): Promise<DnsServer> {
  const known: DnsServer = { address: '', records: new Map(), fails: false }
  const server = createServer({
    udp: true,
    handle(request, send) {
      const answer = Packet.createResponseFromRequest(request)
      const [question] = request.questions
      const name = question!.name.toLowerCase()
      const texts = known.records.get(name)
      if (known.fails) answer.header.rcode = SERVER_FAILURE
      else if (texts === undefined) answer.header.rcode = NO_SUCH_NAME
      for (const data of known.fails ? [] : (texts ?? [])) {
        const record = { name, type: Packet.TYPE.TXT, class: Packet.CLASS.IN, ttl: 0, data }
        answer.answers.push(record as Resource)
      }
      send(answer)
    },
  })
  await server.listen({ udp: { port: 0, address: '127.0.0.1' } })
  t.after(async () => void (await server.close()))
  known.address = `127.0.0.1:${(server.addresses().udp as AddressInfo).port}`
  return known
}
