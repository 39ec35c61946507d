const encoder = new TextEncoder()
const decoder = new TextDecoder()

const toText = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(raw, (character) => character.charCodeAt(0))
}

/** Seals what somebody types with a key that only their own session gives: on a shared computer nobody else can read it. */
export interface Sealer {
  seal: (name: string, text: string) => Promise<string>
  /** The text again, or undefined when it was sealed by somebody else, under another name, or is damaged. */
  open: (name: string, sealed: string) => Promise<string | undefined>
  /** A name for the storage that does not say whose record it belongs to. */
  hide: (name: string) => Promise<string>
}

/**
 * AES-256-GCM under a key derived with HKDF-SHA-256 from the person's draft key (32 bytes, base64url); the name is bound to the
 * sealed text as additional data. The key cannot be exported and lives in memory only.
 */
export async function createSealer(draftKey: string): Promise<Sealer> {
  const secret = await crypto.subtle.importKey('raw', toBytes(draftKey), 'HKDF', false, ['deriveKey', 'deriveBits'])
  const parameters = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(32),
    info: encoder.encode(info),
  })
  const key = await crypto.subtle.deriveKey(
    parameters('hoede drafts seal'),
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
  const names = await crypto.subtle.importKey(
    'raw',
    await crypto.subtle.deriveBits(parameters('hoede drafts names'), secret, 256),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  return {
    async seal(name, text) {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const additionalData = encoder.encode(name)
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, encoder.encode(text))
      return `${toText(iv)}.${toText(new Uint8Array(sealed))}`
    },
    async open(name, sealed) {
      const [iv, body] = sealed.split('.')
      if (!iv || !body) return undefined
      try {
        const additionalData = encoder.encode(name)
        const open = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv: toBytes(iv), additionalData },
          key,
          toBytes(body),
        )
        return decoder.decode(open)
      } catch {
        return undefined
      }
    },
    async hide(name) {
      const hash = await crypto.subtle.sign('HMAC', names, encoder.encode(name))
      return toText(new Uint8Array(hash).slice(0, 18))
    },
  }
}
