import { type ChildProcess, fork } from 'node:child_process'
import { resolve } from 'node:path'
import { KeyProblem } from './key-problem.ts'
import type { KeyProvider } from './key-provider.ts'
import { sha256 } from './tokens.ts'

export interface Pkcs11Settings {
  /** The module's own library, for example /usr/lib/softhsm/libsofthsm2.so. */
  library: string
  /** Label of the token that the keys are in. */
  token: string
  /** Read each time it is needed: it may be renewed. */
  pin: () => Promise<string>
  /** How long the module may take for one answer. */
  timeoutMilliseconds?: number | undefined
}

/** What goes to the process with the library, and what comes back. */
export interface Pkcs11Question {
  id: number
  settings: { library: string; token: string; pin: string }
  does: 'ensure' | 'wrap' | 'unwrap' | 'destroy'
  name: string
  bytes?: Uint8Array
}
export type Pkcs11Answer = {
  id: number
  bytes?: Uint8Array | undefined
  code?: KeyProblem['code']
  message?: string
}

type Waiting = { done: (bytes: Buffer) => void; failed: (problem: KeyProblem) => void }

const program = resolve(import.meta.dirname, '../../../bin/pkcs11.ts')

/** One running process with the library, and what it still has to answer. */
interface Helper {
  child: ChildProcess
  waiting: Map<number, Waiting>
}

/** The process with the library ended while it was asked something: it crashed, or was killed. That says nothing of the key yet. */
class HelperEnded extends KeyProblem {
  constructor() {
    super('key-unreachable', 'the process of the module ended')
  }
}

function startHelper(): Helper {
  const waiting = new Map<number, Waiting>()
  const child = fork(program, {
    serialization: 'advanced',
    execArgv: ['--experimental-ffi', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // It keeps nobody running: who waits for an answer has a timer.
  child.unref()
  child.channel?.unref()
  child.on('message', ({ id, bytes, code, message }: Pkcs11Answer) => {
    if (code) waiting.get(id)?.failed(new KeyProblem(code, message ?? ''))
    else waiting.get(id)?.done(Buffer.from(bytes ?? []))
  })
  const gone = () => {
    for (const asked of [...waiting.values()]) asked.failed(new HelperEnded())
  }
  child.on('exit', gone).on('error', gone)
  return { child, waiting }
}

/** Keys in a hardware module (PKCS#11 v2.40), reached through a process of its own. */
export function pkcs11KeyProvider(settings: Pkcs11Settings): KeyProvider {
  const { library, token, timeoutMilliseconds = 5_000 } = settings
  let helper: Helper | undefined
  let last = 0
  /** A wrong PIN is not tried twice: modules lock after a few. */
  let refusedPin: Buffer | undefined

  const end = (ended: Helper | undefined) => {
    if (helper === ended) helper = undefined
    ended?.child.kill('SIGKILL')
  }
  const send = ({ child, waiting }: Helper, question: Omit<Pkcs11Question, 'id'>): Promise<Buffer> =>
    new Promise((done, failed) => {
      last += 1
      const id = last
      const settle = (then: () => void) => {
        clearTimeout(timer)
        waiting.delete(id)
        then()
      }
      const asked: Waiting = {
        done: (bytes) => settle(() => done(bytes)),
        failed: (problem) => settle(() => failed(problem)),
      }
      const timer = setTimeout(() => {
        asked.failed(new KeyProblem('key-unreachable', 'the module did not answer in time'))
        end(helper)
      }, timeoutMilliseconds)
      waiting.set(id, asked)
      child.send({ id, ...question })
    })
  const ask = async (does: Pkcs11Question['does'], name: string, bytes?: Buffer): Promise<Buffer> => {
    const pin = await settings.pin()
    const digest = sha256(pin)
    if (refusedPin?.equals(digest)) throw new KeyProblem('key-withdrawn', 'the module refused this PIN before')
    if (!helper || helper.child.exitCode !== null || !helper.child.connected) helper = startHelper()
    const asked = helper
    const question = { settings: { library, token, pin }, does, name, ...(bytes ? { bytes } : {}) }
    try {
      // One that fell over is started again and asked once more: only what ends it twice is unreachable.
      return await send(asked, question).catch((error) => {
        if (!(error instanceof HelperEnded)) throw error
        if (helper === asked) helper = startHelper()
        return send(helper ?? startHelper(), question)
      })
    } catch (error) {
      if (error instanceof KeyProblem && /^CKR 0xa[0-4]$/.test(error.message)) {
        refusedPin = digest
        end(helper)
      }
      throw error
    }
  }
  return {
    ensure: async (name) => void (await ask('ensure', name)),
    wrap: (name, dataKey) => ask('wrap', name, dataKey),
    unwrap: (name, wrapped) => ask('unwrap', name, wrapped),
    destroy: async (name) => ((await ask('destroy', name)).length === 1 ? 'object' : 'absent'),
    async close() {
      end(helper)
    },
  }
}
