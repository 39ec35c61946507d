import ssh2 from 'ssh2'
import { sha256 } from '../crypto/tokens.ts'

// Node does not see this one among the names that the package exports.
const { utils } = ssh2

export interface HostKeys {
  has(key: Buffer): boolean
  /** How the server may sign, the ways of the keys that are known; every safe one where only a fingerprint is. */
  types: string[]
}

const rsa = ['rsa-sha2-512', 'rsa-sha2-256']
const safe = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521']
const signatures: Record<string, string[]> = {
  'ssh-rsa': rsa,
  ...Object.fromEntries(safe.map((type) => [type, [type]])),
}

/**
 * The keys by which a server is known: fingerprints (`SHA256:…`) or keys as they stand in `/etc/ssh/ssh_host_*_key.pub`, in
 * `known_hosts` (without its marks and hashes) or in the answer of `ssh-keyscan`, one a line. Nothing when it is none of these.
 */
export function readHostKeys(text: string): HostKeys | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'))
  const read = lines.map(readLine)
  if (!read.length || read.some((each) => !each)) return undefined
  const fingerprints = new Set(read.map((each) => each!.fingerprint))
  const types = read.some((each) => !each!.type) ? [...safe, ...rsa] : read.flatMap((each) => signatures[each!.type!]!)
  return { has: (key) => fingerprints.has(fingerprintOf(key)), types: [...new Set(types)] }
}

const fingerprintOf = (key: Buffer) => sha256(key).toString('base64').replaceAll('=', '')

function readLine(line: string): { fingerprint: string; type?: string } | undefined {
  const [, fingerprint] = /(?:^|\s)SHA256:([A-Za-z0-9+/]{43})=?(?:\s|$)/.exec(line) ?? []
  if (fingerprint) return { fingerprint }
  const [, type = '', base64 = ''] = /(?:^|\s)((?:ssh|ecdsa)-[a-z0-9-]+) ([A-Za-z0-9+/]+=*)(?:\s|$)/.exec(line) ?? []
  const key = Buffer.from(base64, 'base64')
  const named = key.length > 4 ? key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1') : undefined
  return signatures[type] && named === type ? { fingerprint: fingerprintOf(key), type } : undefined
}

const keyBytes = 32

/**
 * A fresh Ed25519 pair: the private key in OpenSSH's form, and the line for `authorized_keys`. One pair in 256 has a public
 * key that begins with a zero, which ssh2 leaves out (`keygen.js`, 1.17): nothing reads such a pair, so another is made.
 */
export function newSshKey(comment: string): { privateKey: string; publicKey: string } {
  for (;;) {
    const { private: privateKey, public: publicKey } = utils.generateKeyPairSync('ed25519', { comment })
    const key = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64')
    // The name of the type with its length, the length of the key, the key itself (RFC 8709, section 4).
    if (key.length === 4 + 'ssh-ed25519'.length + 4 + keyBytes) return { privateKey, publicKey }
  }
}
