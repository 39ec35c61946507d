import { once } from 'node:events'
import { NoteError, type Verifier, verifierText } from '../note.ts'
import { witnessServer } from './server.ts'
import { holdStore, openKey } from './store.ts'
import { Witness } from './witness.ts'

export interface WitnessOptions {
  /** Host and port: 127.0.0.1:8190. */
  listen: string
  store: string
  name: string
  logs: readonly Verifier[]
  say: (line: string) => void
}

/** Runs a witness. Returns its address, and what stops it when the requests that came are answered. */
export async function serveWitness({ listen, store, name, logs, say }: WitnessOptions) {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(listen) ?? []
  if (host === undefined) throw new NoteError('listen is a host and a port: 127.0.0.1:8190')
  if (!logs.length || logs.some(({ kind }) => kind !== 'signature'))
    throw new NoteError('give the keys of logs with --log')
  const release = await holdStore(store)
  try {
    const signer = await openKey(store, name)
    const witness = await Witness.open(store, signer, logs)
    const server = witnessServer(witness, say)
    server.listen(Number(port), host.replace(/^\[|\]$/g, ''))
    await once(server, 'listening')
    const { port: bound } = server.address() as { port: number }
    const address = `http://${host}:${bound}`
    say(`witness ${verifierText(signer)} of ${witness.origins.join(', ')} on ${address}`)
    const stop = async () => {
      server.close()
      server.closeIdleConnections()
      await once(server, 'close')
      await release()
    }
    return { address, verifier: verifierText(signer), stop }
  } catch (error) {
    await release()
    throw error
  }
}
