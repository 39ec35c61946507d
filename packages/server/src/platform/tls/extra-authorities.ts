import { readFile } from 'node:fs/promises'
import { ConfigProblem } from '../config.ts'
import { X509Certificate } from './x509.ts'

/**
 * The authorities (PEM) that the operator trusts besides those that Node knows. Throws ConfigProblem for a file that cannot be read
 * or holds something else: a server that starts without them would fail later, at somebody's sign-in.
 */
export async function readExtraAuthorities(file: string | undefined): Promise<string | undefined> {
  if (!file) return undefined
  const text = await readFile(file, 'utf8').catch(() => '')
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  try {
    if (!blocks.length) throw new Error('no certificate')
    for (const block of blocks) new X509Certificate(block)
  } catch {
    throw new ConfigProblem(`HOEDE_EXTRA_CA: in «${file}» staat geen certificaat van een autoriteit (PEM).`)
  }
  return blocks.join('\n')
}
