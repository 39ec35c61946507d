import { expect, it } from 'vitest'
import { holdsAddress, readAddress, readNetwork } from './network.ts'

const holds = (text: string, address: string) => {
  const network = readNetwork(text)
  if (typeof network === 'string') throw new Error(network)
  return holdsAddress(network, address)
}

it.each([
  ['192.0.2.0/24', '192.0.2.1', true],
  ['192.0.2.0/24', '192.0.3.1', false],
  ['192.0.2.0/24', '::ffff:192.0.2.77', true],
  ['192.0.2.0/24', '::ffff:c000:24d', true],
  ['192.0.2.7/32', '192.0.2.7', true],
  ['192.0.2.7/32', '192.0.2.8', false],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['10.0.0.0/8', '10.255.255.255', true],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['2001:DB8:0:1::/64', '2001:db8:0:1:a:b:c:d', true],
  ['2001:db8::1/128', '2001:db8:0:0:0:0:0:1', true],
  ['fe80::/10', 'fe80::1%eth0', true],
  ['::1/128', '::1', true],
  ['::/0', '2001:db8::1', true],
  ['192.0.2.0/24', 'geen adres', false],
  ['192.0.2.0/24', '', false],
])('%s and %s: %s', (network, address, expected) => {
  expect(holds(network, address)).toBe(expected)
})

it.each([
  '192.0.2.0',
  '192.0.2.0/33',
  '192.0.2/24',
  '300.0.2.0/24',
  '2001:db8::/129',
  '2001:db8:::/32',
  '::ffff:192.0.2.0/120',
  'fe80::%eth0/10',
  '/24',
  'thuis',
  '192.0.2.0/24; drop',
  '192.0.2.0/-1',
  '192.0.2.0/24/24',
  '010.0.0.0/8',
])('%s is no network', (text) => {
  expect(readNetwork(text)).toBe('no-network')
})

it('tells of bits beyond the prefix', () => {
  expect(readNetwork('192.0.2.5/24')).toBe('loose-bits')
  expect(readNetwork('2001:db8::1/32')).toBe('loose-bits')
})

it('reads an IPv4 address in IPv6 clothing as itself', () => {
  expect(readAddress('::ffff:127.0.0.1')).toEqual(readAddress('127.0.0.1'))
  expect(readAddress('::1')).toEqual({ family: 6, value: 1n })
})
