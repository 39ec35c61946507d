import { createCipheriv, createHmac, randomBytes } from 'node:crypto'

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * Made-up values that are the same for the same input as long as this object lives: its secret is random, never leaves it, and is gone
 * after wipe(). Nobody can go back from what it made, or make it again.
 */
export class Pseudonyms {
  readonly #secret = randomBytes(32)
  readonly #ids
  #wiped = false

  constructor() {
    // One block at a time: AES is a permutation of blocks, so two ids never become one (FIPS 197).
    this.#ids = createCipheriv('aes-256-ecb', randomBytes(32), null).setAutoPadding(false)
  }

  /** Another id (RFC 9562, version 4) for an id; the same one each time. */
  id(id: string): string {
    if (this.#wiped) throw new Error('the secret was thrown away')
    const block = this.#ids.update(id.replaceAll('-', ''), 'hex')
    const at = (index: number) => hex[block[index] as number] as string
    const version = hex[((block[6] as number) & 0x0f) | 0x40]
    const variant = hex[((block[8] as number) & 0x3f) | 0x80]
    return `${at(0)}${at(1)}${at(2)}${at(3)}-${at(4)}${at(5)}-${version}${at(7)}-${variant}${at(9)}-${at(10)}${at(11)}${at(12)}${at(13)}${at(14)}${at(15)}`
  }

  /** A text of 128 bits for a text, apart for each purpose (HMAC-SHA256): a seed for what is made up. */
  seed(purpose: string, text: string): string {
    if (this.#wiped) throw new Error('the secret was thrown away')
    return createHmac('sha256', this.#secret).update(`${purpose}\0${text}`).digest('hex').slice(0, 32)
  }

  /** A whole number from 0 up to, not including, the bound (at most 2^32). */
  number(purpose: string, text: string, bound: number): number {
    // 48 bits: the remainder favours nobody by more than one in 65,536.
    return Number.parseInt(this.seed(purpose, text).slice(0, 12), 16) % bound
  }

  wipe(): void {
    this.#wiped = true
    this.#secret.fill(0)
  }
}
