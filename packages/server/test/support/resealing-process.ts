// A worker that does nothing but seal anew, for a test that kills it: `node resealing-process.ts '<what it needs, as JSON>'`.
import { resealAll } from '../../src/capabilities/environments/resealing.ts'
import { fileKeyProvider } from '../../src/platform/crypto/key-provider.ts'
import { type Environment, Environments } from '../../src/platform/db/environments.ts'

interface Given {
  environment: Environment
  dataKeys: { version: number; wrapped: string; keyName: string; kept: string | null; sealsFrom: string }[]
  password: string
  folder: string
}
const given = JSON.parse(process.argv[2] ?? '') as Given
const environment: Environment = {
  ...given.environment,
  roleName: given.environment.sealRole,
  dataKeys: given.dataKeys.map(({ kept, wrapped, sealsFrom, ...rest }) => ({
    ...rest,
    wrapped: Buffer.from(wrapped, 'base64'),
    sealsFrom: new Date(sealsFrom),
    kept: kept === null ? undefined : Buffer.from(kept, 'base64'),
  })),
}
const sealing = new Environments({
  byHost: async () => undefined,
  byId: async () => environment,
  rolePassword: () => given.password,
  keyProvider: fileKeyProvider(given.folder),
})
process.send?.('begins')
const left = await resealAll(sealing, environment.id, Math.max(...environment.dataKeys.map(({ version }) => version)))
process.send?.({ left })
await sealing.close()
process.exit(0)
