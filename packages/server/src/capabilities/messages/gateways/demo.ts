import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { GatewayFailure, type GatewayKind } from './gateway.ts'

/** Where the messages of the demo are looked at; it exists only where there are demo environments. */
export const demoPhoneHost = 'telefoon.localhost'

/** What arrived on the telephones and in the mailboxes of the demo. */
export interface DemoMessage {
  id: string
  at: string
  kind: 'sms' | 'voice' | 'mail'
  customer: string
  sender: string
  recipient: string
  subject: string | null
  body: string
}

/** The file is cut back to the newest of these when it has twice as many. */
const kept = 200

/** The telephones of the demo: a file that server and worker share, for its owner only. */
export interface DemoPhones {
  receive(message: DemoMessage): Promise<void>
  /** The newest first. */
  list(): Promise<DemoMessage[]>
}

export function demoPhones(dataFolder: string): DemoPhones {
  const file = join(dataFolder, 'demo', 'phones.jsonl')
  const read = async () => {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    // A line that a stop cut off is not a message.
    return text.split('\n').flatMap((line) => {
      try {
        return [JSON.parse(line) as DemoMessage]
      } catch {
        return []
      }
    })
  }
  async function write(message: DemoMessage): Promise<void> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await appendFile(file, `${JSON.stringify(message)}\n`, { mode: 0o600 })
    const all = await read()
    if (all.length <= kept * 2) return
    const text = all.slice(-kept).map((each) => `${JSON.stringify(each)}\n`)
    await writeFile(`${file}.new`, text.join(''), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  // One at a time: what comes in while the file is cut back would be lost.
  let last: Promise<unknown> = Promise.resolve()
  return {
    receive(message) {
      const done = last.then(() => write(message))
      last = done.catch(() => undefined)
      return done
    },
    list: async () => (await read()).slice(-kept).reverse(),
  }
}

/** The gateway of the demo: nothing leaves this machine. */
export function demo(phones: DemoPhones | undefined): GatewayKind {
  return {
    channels: ['sms', 'voice', 'mail'],
    credentials: { needed: [], optional: [] },
    async send(settings, message) {
      if (!phones) throw new GatewayFailure('unreachable')
      await phones.receive({
        id: message.id,
        at: new Date().toISOString(),
        kind: message.kind,
        customer: settings.customerName,
        sender: settings.sender,
        recipient: message.recipient,
        subject: message.subject ?? null,
        body: message.body,
      })
      return { reference: message.id, costMicros: 0 }
    },
  }
}
