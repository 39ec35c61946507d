import { KeyProblem } from './key-problem.ts'
import { fileKeyProvider, type KeyProvider } from './key-provider.ts'
import { type Pkcs11Settings, pkcs11KeyProvider } from './pkcs11-provider.ts'
import { type TransitSettings, transitKeyProvider } from './transit-provider.ts'

/** The providers that the operator configured, by the name that customers' keys refer to. */
export type KeyProviderSettings = Record<
  string,
  ({ kind: 'pkcs11' } & Pkcs11Settings) | ({ kind: 'transit' } & TransitSettings)
>

/** What a key is referred to by: `linde` is a file, `hsm/linde` the key `linde` with the provider `hsm`. */
export const keyReference = (provider: string | undefined, name: string) =>
  provider === undefined || provider === 'file' ? name : `${provider}/${name}`

/** All providers behind one: the reference of a key says whose it is. Nothing is opened before a key is asked for. */
export function keyProviders(folder: string, settings: KeyProviderSettings): KeyProvider {
  const file = fileKeyProvider(folder)
  const others = new Map<string, KeyProvider>()
  for (const [name, of] of Object.entries(settings))
    others.set(name, of.kind === 'pkcs11' ? pkcs11KeyProvider(of) : transitKeyProvider(of))
  const within = (reference: string): [KeyProvider, string] => {
    const slash = reference.indexOf('/')
    if (slash < 0) return [file, reference]
    const provider = others.get(reference.slice(0, slash))
    if (!provider)
      throw new KeyProblem('key-unreachable', `no key provider «${reference.slice(0, slash)}» is configured`)
    return [provider, reference.slice(slash + 1)]
  }
  return {
    async ensure(reference) {
      const [provider, name] = within(reference)
      await provider.ensure(name)
    },
    async wrap(reference, dataKey) {
      const [provider, name] = within(reference)
      return provider.wrap(name, dataKey)
    },
    async unwrap(reference, wrapped) {
      const [provider, name] = within(reference)
      return provider.unwrap(name, wrapped)
    },
    async destroy(reference) {
      const [provider, name] = within(reference)
      return provider.destroy(name)
    },
    async close() {
      await Promise.all([...others.values()].map((each) => each.close?.()))
    },
  }
}
