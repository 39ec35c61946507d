import { isIP } from 'node:net'

/** A network as CIDR writes it (RFC 4632, RFC 4291 section 2.3), with its address as a number. */
export interface Network {
  family: 4 | 6
  /** Bits that all its addresses share. */
  prefix: number
  base: bigint
}

interface Address {
  family: 4 | 6
  value: bigint
}

const bits = { 4: 32, 6: 128 } as const

/** An address as a number; an IPv4 address in IPv6 clothing (RFC 4291 section 2.5.5.2) is the IPv4 address. */
export function readAddress(text: string): Address | undefined {
  const plain = text.split('%')[0] ?? ''
  const family = isIP(plain)
  if (family === 4) return { family: 4, value: ofFour(plain) }
  if (family !== 6) return undefined
  const value = ofSix(plain)
  return value >> 32n === 0xffffn ? { family: 4, value: value & 0xffff_ffffn } : { family: 6, value }
}

const ofFour = (text: string) => text.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n)

function ofSix(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const whole = dotted ? `${dotted[1]}${hex(ofFour(dotted[2] ?? '') >> 16n)}:${hex(ofFour(dotted[2] ?? ''))}` : text
  const [head = '', tail] = whole.split('::')
  const groups = (part: string) => part.split(':').filter(Boolean)
  const [before, after] = [groups(head), groups(tail ?? '')]
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(zeros).fill('0'), ...after].reduce(
    (value, group) => (value << 16n) | BigInt(`0x${group}`),
    0n,
  )
}

const hex = (value: bigint) => (value & 0xffffn).toString(16)

/** A network that people wrote, or why it is none: not of the form, or with bits set beyond its prefix ('loose-bits'). */
export function readNetwork(text: string): Network | 'no-network' | 'loose-bits' {
  const [, address = '', length = ''] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(text.trim()) ?? []
  const read = readAddress(address)
  // An IPv4 address in IPv6 clothing with a prefix of 128 bits could mean two things.
  if (!read || isIP(address) !== read.family) return 'no-network'
  const prefix = Number(length)
  if (prefix > bits[read.family]) return 'no-network'
  const network = { family: read.family, prefix, base: masked(read, prefix) }
  return network.base === read.value ? network : 'loose-bits'
}

function masked({ family, value }: Address, prefix: number): bigint {
  const free = BigInt(bits[family] - prefix)
  return (value >> free) << free
}

/** Is an address in a network? What is no address is in none. */
export function holdsAddress(network: Network, address: string): boolean {
  const read = readAddress(address)
  return read !== undefined && read.family === network.family && masked(read, network.prefix) === network.base
}
