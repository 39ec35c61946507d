import { beforeEach, describe, expect, it } from 'vitest'
import { lockedStore } from '../../../test/support/locked-store.ts'
import { createOutbound } from '../http/outbound.ts'
import { keepLocked } from './object-store.ts'

describe('keeping a text in a store with a lock', async () => {
  const server = await lockedStore('geheim/+=')
  const outbound = createOutbound({ extraAuthorities: server.ca, timeoutMilliseconds: 1_000 })
  const store = {
    address: `${server.base}/bucket/logging van linde`.replaceAll(' ', '%20'),
    region: 'eu-central-1',
    accessKey: 'AKIA',
    secretKey: 'geheim/+=',
    retainDays: 30,
  }
  const now = new Date('2026-11-23T12:00:00Z')
  const keep = (change: object = {}, text = 'een ijkpunt\n— naam\n') =>
    keepLocked(outbound, { ...store, ...change }, 'checkpoint-7.txt', text, now)
  beforeEach(() => {
    server.misbehave = (given) => given
  })

  it('signs, sums, locks until the day that was asked, and reads it back', async () => {
    expect(await keep()).toBe('kept')
    expect(server.kept.get('/bucket/logging%20van%20linde/checkpoint-7.txt')).toEqual({
      text: 'een ijkpunt\n— naam\n',
      mode: 'COMPLIANCE',
      until: '2026-12-23T12:00:00.000Z',
    })
  })

  it('is refused with another secret, or by a store that is full', async () => {
    expect(await keep({ secretKey: 'ander' })).toBe('refused')
    server.misbehave = (given, { method }) => (method === 'PUT' ? { status: 507 } : given)
    expect(await keep()).toBe('refused')
  })

  it.each([
    ['without a lock', { 'x-amz-object-lock-mode': '', 'x-amz-object-lock-retain-until-date': '' }],
    ['with one that the owner can take off', { 'x-amz-object-lock-mode': 'GOVERNANCE' }],
    ['for less long', { 'x-amz-object-lock-retain-until-date': '2026-11-25T12:00:00.000Z' }],
  ])('does not count %s', async (_how, headers) => {
    server.misbehave = (given, { method }) =>
      method === 'GET' ? { ...given, headers: { ...given.headers, ...headers } } : given
    expect(await keep()).toBe('not-locked')
  })

  it('does not believe a store that says it kept what it did not', async () => {
    server.misbehave = (given, { method }) => (method === 'GET' ? { ...given, body: 'iets anders' } : given)
    expect(await keep()).toBe('changed')
    server.misbehave = (given, { method }) => (method === 'GET' ? { status: 404 } : given)
    expect(await keep()).toBe('refused')
  })

  it('waits no longer than is bearable', async () => {
    server.misbehave = (given) => ({ ...given, after: 3_000 })
    await expect(keep()).rejects.toThrow()
  })
})
